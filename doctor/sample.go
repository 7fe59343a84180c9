package doctor

// This file keeps every n-th sentence of a corpus while it is read, for the trial of
// the forecast. n doubles when the sample is full, so the length of the corpus need
// not be known before.

import (
	"iter"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/vocab"
)

// sampleTokens is the largest number of tokens in a Sample, unless one sentence is longer.
// 2 million tokens contain most words of a vocabulary. It takes 8 MB as ids. No measurement
// of other sizes is recorded.
const sampleTokens = 2 << 20

// A Sample is every n-th sentence of a corpus, where n is the smallest power of two that
// keeps it below 2 million tokens. It is a corpus.Source that can be read any number of
// times, also by several goroutines at once.
//
// Sentences far apart are in it, so that it has most words of the corpus and the same
// variety of sentences.
type Sample struct {
	words  []string // by id
	ids    []vocab.ID
	ends   []int // ends of the sentences in ids
	stride int   // n
	seen   int   // sentences of the corpus so far
}

// add adds the next sentence of the corpus. The sample does not depend on chance: it is the
// same each time.
func (s *Sample) add(ids []vocab.ID) {
	if s.seen%s.stride == 0 {
		s.ids = append(s.ids, ids...)
		s.ends = append(s.ends, len(s.ids))
	}
	s.seen++
	for len(s.ids) > sampleTokens && len(s.ends) > 1 {
		s.halve()
	}
}

// halve drops every other sentence and doubles the stride. It moves the remaining sentences
// to the start of the same memory.
func (s *Sample) halve() {
	ids, ends, begin := s.ids[:0], s.ends[:0], 0
	for i, end := range s.ends {
		if i%2 == 0 {
			ids = append(ids, s.ids[begin:end]...)
			ends = append(ends, len(ids))
		}
		begin = end
	}
	s.ids, s.ends, s.stride = ids, ends, 2*s.stride
}

// Tokens returns the number of tokens in the sample.
func (s *Sample) Tokens() int { return len(s.ids) }

// Sentences implements corpus.Source.
func (s *Sample) Sentences() iter.Seq2[corpus.Sentence, error] {
	return func(yield func(corpus.Sentence, error) bool) {
		var tokens []string
		begin := 0
		for i, end := range s.ends {
			tokens = tokens[:0]
			for _, id := range s.ids[begin:end] {
				tokens = append(tokens, s.words[id])
			}
			if !yield(corpus.Sentence{Tokens: tokens, Line: i + 1}, nil) {
				return
			}
			begin = end
		}
	}
}
