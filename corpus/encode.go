package corpus

import (
	"context"
	"errors"
	"unicode"
	"unicode/utf8"

	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/vocab"
)

// Figures says what a corpus held.
type Figures struct {
	Sentences int64 `json:"sentences"`
	Tokens    int64 `json:"tokens"`
	Cut       int64 `json:"cut"`      // cuts in sentences longer than MaxSentence
	Replaced  int64 `json:"replaced"` // bytes that were no UTF-8
	Letters   int64 `json:"letters"`  // tokens that are a single letter of an alphabet
	Single    int64 `json:"single"`   // sentences of a single token, which has no context
}

// FiguresOf returns what a text of one sentence holds. A sentence without tokens
// is none: it only reports the bytes that were replaced at a file's end.
func FiguresOf(s Sentence) Figures {
	f := Figures{Replaced: int64(s.Replaced)}
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

// Add adds what another text holds.
func (f *Figures) Add(g Figures) {
	f.Sentences += g.Sentences
	f.Tokens += g.Tokens
	f.Cut += g.Cut
	f.Replaced += g.Replaced
	f.Letters += g.Letters
	f.Single += g.Single
}

// add counts a sentence.
func (f *Figures) add(s Sentence) {
	f.Sentences++
	f.Tokens += int64(len(s.Tokens))
	if s.Cut {
		f.Cut++
	}
	if len(s.Tokens) == 1 {
		f.Single++
	}
}

// countLetters counts the tokens that are one letter: once for each distinct word,
// since a corpus has many more tokens.
func countLetters(c *vocab.Counter) int64 {
	var n int64
	for word, count := range c.Short(utf8.UTFMax) {
		if isLetter(word) {
			n += count
		}
	}
	return n
}

// isLetter reports whether a token is one letter. A Chinese character or a
// kana is a word by itself and does not count.
func isLetter(token string) bool {
	r, width := utf8.DecodeRuneInString(token)
	return width == len(token) && unicode.IsLetter(r) && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// Count counts the words of src into c. Its memory grows with the distinct
// words alone. Files are tokenized and counted on all cores; the result does not
// depend on how many there are.
func Count(ctx context.Context, src Source, c *vocab.Counter) (Figures, error) {
	return Visit(ctx, src, c, Visitor{})
}

// A Visitor sees a corpus while it is counted. Functions that are nil are not called.
type Visitor struct {
	// Passage is called for each passage of a FileSource, in their order, by the
	// goroutine that reads.
	Passage func(file string, p input.Passage)
	// Sentence is called for each sentence, in their order. IDs are those that the
	// counter has given to the words, by their first appearance; they are valid until
	// Sentence returns. Its error ends the counting.
	Sentence func(ids []vocab.ID) error
}

// Visit counts the words of src into c, as Count does, and calls the functions of v on
// the way.
func Visit(ctx context.Context, src Source, c *vocab.Counter, v Visitor) (figures Figures, err error) {
	if files, ok := src.(*FileSource); ok {
		figures, err = files.count(ctx, c, workerCount(), v)
	} else {
		figures, err = countSentences(ctx, src, c, v.Sentence)
	}
	figures.Letters = countLetters(c)
	return figures, err
}

// Encode counts the words of src into c, as Count does, and returns the corpus
// as numbers of first appearance, as c numbers them. They take 4 bytes a token
// and sentence; what exceeds memory bytes goes to a temporary file without a
// name, which is gone when the IDs are closed or the program ends. Besides what
// src yields, an error says that this file could not be written.
func Encode(ctx context.Context, src Source, c *vocab.Counter, memory int64) (*IDs, Figures, error) {
	ids := &IDs{memory: memory}
	figures, err := Visit(ctx, src, c, Visitor{Sentence: func(sentence []vocab.ID) error {
		s, err := ids.extend(len(sentence))
		copy(s, sentence)
		return err
	}})
	if err == nil {
		err = ids.finish()
	}
	if err != nil {
		return nil, figures, errors.Join(err, ids.Close())
	}
	return ids, figures, nil
}

// countSentences counts a source that yields sentences only, and calls f for each, if
// it is not nil.
func countSentences(ctx context.Context, src Source, c *vocab.Counter, f func([]vocab.ID) error) (Figures, error) {
	var figures Figures
	var ids []vocab.ID
	for s, err := range src.Sentences() {
		if err == nil && figures.Sentences%256 == 0 {
			err = ctx.Err()
		}
		if err != nil {
			return figures, err
		}
		figures.Replaced += int64(s.Replaced)
		if len(s.Tokens) == 0 && s.Replaced > 0 {
			continue // no sentence, only word of what a file's end held
		}
		figures.add(s)
		ids = ids[:0]
		for _, t := range s.Tokens {
			ids = append(ids, c.Add(t))
		}
		if f == nil {
			continue
		}
		if err := f(ids); err != nil {
			return figures, err
		}
	}
	return figures, nil
}
