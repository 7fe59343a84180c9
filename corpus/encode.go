package corpus

// This file reads a corpus for training: it counts the words and, for Encode, keeps
// the text as ids in the order of first appearance. Ids become those of the
// vocabulary when the counts are known, so that the text is read once.

import (
	"context"
	"errors"
	"unicode"
	"unicode/utf8"

	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/vocab"
)

// Statistics counts what a corpus holds.
type Statistics struct {
	Sentences int64 `json:"sentences"` // with at least one token
	Tokens    int64 `json:"tokens"`
	Cut       int64 `json:"cut"`      // cuts of sentences longer than MaxSentence
	Replaced  int64 `json:"replaced"` // bytes that were not UTF-8 and were replaced
	// Letters is the number of tokens that are a single letter of any script, or a single Hangul
	// syllable. Chinese characters and kana do not count: one of them can be a word.
	Letters int64 `json:"letters"`
	Single  int64 `json:"single"` // sentences that have exactly one token
}

// StatisticsOf returns the statistics of one sentence. For a sentence without tokens, all
// numbers but Replaced are 0. A source yields such a sentence after the last one of a file,
// if bytes after that were replaced.
func StatisticsOf(s Sentence) Statistics {
	f := Statistics{Replaced: int64(s.Replaced)}
	if len(s.Tokens) == 0 {
		return f
	}
	f.add(s)
	for _, t := range s.Tokens {
		if isLetter(t) {
			f.Letters++
		}
	}
	return f
}

// Add adds the statistics of another text.
func (f *Statistics) Add(g Statistics) {
	f.Sentences += g.Sentences
	f.Tokens += g.Tokens
	f.Cut += g.Cut
	f.Replaced += g.Replaced
	f.Letters += g.Letters
	f.Single += g.Single
}

// add adds a sentence, without Replaced and Letters.
func (f *Statistics) add(s Sentence) {
	f.Sentences++
	f.Tokens += int64(len(s.Tokens))
	if s.Cut {
		f.Cut++
	}
	if len(s.Tokens) == 1 {
		f.Single++
	}
}

// countLetters returns the number of counted tokens that are one letter. It checks each
// distinct word once, because there are far more tokens.
func countLetters(c *vocab.Counter) int64 {
	var n int64
	for word, count := range c.Short(utf8.UTFMax) {
		if isLetter(word) {
			n += count
		}
	}
	return n
}

// isLetter reports whether a token is one letter. A Chinese character or a kana is a word
// and does not count.
func isLetter(token string) bool {
	r, width := utf8.DecodeRuneInString(token)
	return width == len(token) && unicode.IsLetter(r) && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// Count counts the words of src into c and returns statistics of src. Its memory grows
// with the number of distinct words only. A FileSource is tokenized and counted on up to
// 16 cores; the result does not depend on their number. The error is that of src, or that
// of ctx, soon after ctx is done. Do not use c after an error.
func Count(ctx context.Context, src Source, c *vocab.Counter) (Statistics, error) {
	return Visit(ctx, src, c, Visitor{})
}

// A Visitor has functions that Visit calls while it counts a corpus. Functions that are
// nil are not called.
type Visitor struct {
	// Passage is called for each passage of a FileSource, in order, by the goroutine that
	// reads, which may be ahead of Sentence.
	Passage func(file string, p input.Passage)
	// Sentence is called for each sentence, in order, by the goroutine that called Visit.
	// ids are those that the counter has given to the words by first appearance; they are
	// valid until Sentence returns. An error ends the counting.
	Sentence func(ids []vocab.ID) error
}

// Visit counts the words of src into c, as Count does, and calls the functions of v. Its
// error is that of Count or of v.Sentence.
func Visit(ctx context.Context, src Source, c *vocab.Counter, v Visitor) (statistics Statistics, err error) {
	if files, ok := src.(*FileSource); ok {
		statistics, err = files.count(ctx, c, workerCount(), v)
	} else {
		statistics, err = countSentences(ctx, src, c, v.Sentence)
	}
	statistics.Letters = countLetters(c)
	return statistics, err
}

// Encode counts the words of src into c, as Count does, and returns the corpus as ids. c gives
// each new word the next id. The ids take 4 bytes for each token and each sentence. Ids that
// exceed the limit memory, in bytes, go to a temporary file without a name, which is removed
// when the IDs are closed or the program ends. Errors are those of Count and of writing the
// temporary file.
func Encode(ctx context.Context, src Source, c *vocab.Counter, memory int64) (*IDs, Statistics, error) {
	ids := &IDs{memory: memory}
	statistics, err := Visit(ctx, src, c, Visitor{Sentence: func(sentence []vocab.ID) error {
		s, err := ids.extend(len(sentence))
		copy(s, sentence)
		return err
	}})
	if err == nil {
		err = ids.finish()
	}
	if err != nil {
		return nil, statistics, errors.Join(err, ids.Close())
	}
	return ids, statistics, nil
}

// countSentences counts a source by its Sentences, in one goroutine, and calls f for each
// sentence if it is not nil. It checks the context every 256 sentences.
func countSentences(ctx context.Context, src Source, c *vocab.Counter, f func([]vocab.ID) error) (Statistics, error) {
	var statistics Statistics
	var ids []vocab.ID
	for s, err := range src.Sentences() {
		if err == nil && statistics.Sentences%256 == 0 {
			err = ctx.Err()
		}
		if err != nil {
			return statistics, err
		}
		statistics.Replaced += int64(s.Replaced)
		if len(s.Tokens) == 0 && s.Replaced > 0 {
			continue // reports replaced bytes at the end of a file
		}
		statistics.add(s)
		ids = ids[:0]
		for _, t := range s.Tokens {
			ids = append(ids, c.Add(t))
		}
		if f == nil {
			continue
		}
		if err := f(ids); err != nil {
			return statistics, err
		}
	}
	return statistics, nil
}
