package corpus

import (
	"context"
	"iter"
	"unicode"
	"unicode/utf8"

	"github.com/w2vattn/w2vattn/vocab"
)

// Figures says what a corpus held.
type Figures struct {
	Sentences int64 `json:"sentences"`
	Tokens    int64 `json:"tokens"`
	Cut       int64 `json:"cut"`      // cuts in sentences longer than MaxSentence
	Replaced  int64 `json:"replaced"` // bytes that were no UTF-8
	Letters   int64 `json:"letters"`  // tokens that are a single letter of an alphabet
}

// add counts a sentence.
func (f *Figures) add(s Sentence) {
	f.Sentences++
	f.Tokens += int64(len(s.Tokens))
	if s.Cut {
		f.Cut++
	}
}

// letters counts the tokens that are one letter: once for each distinct word,
// since a corpus has many more tokens.
func letters(c *vocab.Counter) int64 {
	var n int64
	for word, count := range c.All() {
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
// words alone.
func Count(ctx context.Context, src Source, c *vocab.Counter) (Figures, error) {
	figures, err := read(ctx, src, func(tokens []string) {
		for _, t := range tokens {
			c.Add(t)
		}
	})
	figures.Letters = letters(c)
	return figures, err
}

// Encode counts the words of src into c and returns the corpus as numbers of
// first appearance, as c numbers them. It takes 4 bytes a token.
func Encode(ctx context.Context, src Source, c *vocab.Counter) (*IDs, Figures, error) {
	ids := &IDs{}
	figures, err := read(ctx, src, func(tokens []string) {
		s := ids.extend(len(tokens))
		for i, t := range tokens {
			s[i] = c.Add(t)
		}
	})
	figures.Letters = letters(c)
	return ids, figures, err
}

// read hands the tokens of each sentence to f.
func read(ctx context.Context, src Source, f func(tokens []string)) (Figures, error) {
	var figures Figures
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
		f(s.Tokens)
	}
	return figures, nil
}

// IDs is a corpus as numbers: the sentences one after another.
type IDs struct {
	chunks    []chunk
	sentences int
	tokens    int64
}

// A chunk holds whole sentences. Many chunks grow without the copies that one
// slice would need.
type chunk struct {
	ids  []vocab.ID
	ends []int32 // where each sentence ends in ids
}

const chunkIDs = 1 << 18

// extend appends a sentence of n tokens, to be filled in by the caller.
func (c *IDs) extend(n int) []vocab.ID {
	last := len(c.chunks) - 1
	if last < 0 || len(c.chunks[last].ids)+n > cap(c.chunks[last].ids) {
		c.chunks = append(c.chunks, chunk{ids: make([]vocab.ID, 0, max(n, chunkIDs))})
		last++
	}
	k := &c.chunks[last]
	begin := len(k.ids)
	k.ids = k.ids[:begin+n]
	k.ends = append(k.ends, int32(len(k.ids)))
	c.sentences++
	c.tokens += int64(n)
	return k.ids[begin:]
}

// Len returns the number of sentences.
func (c *IDs) Len() int { return c.sentences }

// Tokens returns the number of tokens, unknown ones included.
func (c *IDs) Tokens() int64 { return c.tokens }

// Renumber replaces each number i by number[i], as vocab.Counter.Vocab gives
// it.
func (c *IDs) Renumber(number []vocab.ID) {
	for _, k := range c.chunks {
		for i, id := range k.ids {
			k.ids[i] = number[id]
		}
	}
}

// Sentences yields the sentences in order. Tokens that are not in the
// vocabulary are vocab.Unknown. The slices must not be changed.
func (c *IDs) Sentences() iter.Seq[[]vocab.ID] {
	return func(yield func([]vocab.ID) bool) {
		for _, k := range c.chunks {
			begin := int32(0)
			for _, end := range k.ends {
				if !yield(k.ids[begin:end]) {
					return
				}
				begin = end
			}
		}
	}
}
