package doctor

import (
	"iter"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/vocab"
)

// sampleTokens is the number of tokens that a Sample holds at most, unless one
// sentence is longer: enough to touch most of a vocabulary.
const sampleTokens = 2 << 20

// A Sample is every n-th sentence of a corpus, n a power of two that keeps it
// small. It is a corpus.Source.
type Sample struct {
	words  []string // by number
	ids    []vocab.ID
	ends   []int // of the sentences in ids
	stride int   // n
	seen   int   // sentences of the corpus so far
}

// add takes the corpus's next sentence.
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

// halve leaves every other sentence out.
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

// Tokens returns how many tokens there are in the sample.
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
