package newwords

// This file counts eojeol. Words of a language without spaces between nouns are found
// by statistics of prefixes (Jin and Tanaka-Ishii 2006): within a word the next
// syllable is predictable, at its end it is not.

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/w2vattn/w2vattn/internal/pipeline"
)

// syllableSize is the number of bytes of a Hangul syllable in UTF-8.
const syllableSize = 3

// Counts holds the eojeols of a corpus with their counts. It is safe for concurrent use
// after Count has returned it.
type Counts struct {
	Total   int64 // eojeols of Hangul syllables in the corpus, with repetitions
	Evicted int64 // how often a rare eojeol was evicted to stay within Config.Eojeols

	of    map[string]int64
	least int64 // eojeols with at most this count were dropped
}

// Distinct returns the number of different eojeols.
func (c *Counts) Distinct() int { return len(c.of) }

// MaxEojeols is the number of different eojeols that take about 500 MB of memory.
const MaxEojeols = 4 << 20

// batchSize is the size in bytes of the text that a worker counts at once. Eojeols are
// dropped between batches, so the counts depend on it.
const batchSize = 1 << 20

// A batch is texts that follow each other, with the counts of their eojeols.
type batch struct {
	texts []string
	err   error // of reading, after the texts
	of    map[string]int64
}

// Count counts the eojeols of texts with the given number of worker goroutines, at least
// 1. An eojeol is a run of Hangul syllables, in NFC, that is not next to a letter or
// digit of another script. The result does not depend on the number of workers. If there
// are more than eojeols different ones, the rarest are dropped, so that the memory is
// bounded; they may be counted again from 0. Errors are those of texts and of ctx.
func Count(ctx context.Context, texts iter.Seq2[string, error], eojeols, workers int) (*Counts, error) {
	if eojeols < 1 || workers < 1 {
		return nil, fmt.Errorf("newwords: eojeols and workers are %d and %d, must be at least 1", eojeols, workers)
	}
	read := func(_ context.Context, yield func(*batch) bool) { readBatches(texts, yield) }
	p := pipeline.Start(ctx, workers, read, func(_ int, b *batch) { b.count() })
	defer p.Close()
	c := &Counts{of: map[string]int64{}}
	for b, more := p.Next(); more; b, more = p.Next() {
		c.add(b.of, eojeols)
		if b.err != nil {
			return nil, b.err
		}
	}
	return c, ctx.Err()
}

// readBatches yields texts in batches. The last batch has the error, if there is one.
func readBatches(texts iter.Seq2[string, error], yield func(*batch) bool) {
	b, size := &batch{}, 0
	for text, err := range texts {
		if err != nil {
			b.err = err
			break
		}
		b.texts = append(b.texts, text)
		if size += len(text); size < batchSize {
			continue
		}
		if !yield(b) {
			return
		}
		b, size = &batch{}, 0
	}
	yield(b)
}

// count counts the eojeols of the batch.
func (b *batch) count() {
	b.of = map[string]int64{}
	for _, text := range b.texts {
		for word := range hangul(norm.NFC.String(text)) {
			b.of[word]++
		}
	}
	b.texts = nil
}

// hangul yields the runs of Hangul syllables of a text that are not next to a letter or
// digit of another script.
func hangul(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		begin, end, mixed := 0, 0, false // the run so far; whether a letter precedes it
		for i := 0; i <= len(text); {
			r, width := utf8.DecodeRuneInString(text[i:])
			if r >= '가' && r <= '힣' {
				if end < i || end == begin {
					begin = i
				}
				i += width
				end = i
				continue
			}
			letter := isLetter(r)
			if end == i && end > begin && !mixed && !letter && !yield(text[begin:end]) {
				return
			}
			begin, end, mixed = 0, 0, letter
			i += max(1, width)
		}
	}
}

// isLetter reports whether r is a letter or digit with which a run of Hangul is one word:
// 3월, PC방. Single Hangul letters, as in ㅋㅋ, are not.
func isLetter(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsNumber(r)) && !unicode.Is(unicode.Hangul, r)
}

// add adds the counts of a batch and drops the rarest eojeols beyond the limit.
func (c *Counts) add(of map[string]int64, limit int) {
	for word, n := range of {
		c.Total += n
		if before, ok := c.of[word]; ok {
			c.of[word] = before + n
		} else {
			c.of[strings.Clone(word)] = n // the text of the batch is freed
		}
	}
	for len(c.of) > limit {
		c.least++
		c.dropRare()
	}
}

// dropRare drops the eojeols with counts of at most c.least.
func (c *Counts) dropRare() {
	before := len(c.of)
	for word, n := range c.of {
		if n <= c.least {
			delete(c.of, word)
		}
	}
	c.Evicted += int64(before - len(c.of))
}
