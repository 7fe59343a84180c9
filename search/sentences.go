package search

// This file yields the sentences of an index with their vectors.

import (
	"iter"

	"github.com/w2vattn/w2vattn/internal/linalg"
)

// A SentenceVector is a sentence of an index with its vector.
type SentenceVector struct {
	File string
	Line int // line of the file where the sentence begins, from 1
	Text string
	// Vector has D numbers: the mean of the vectors of the known words, weighted by
	// Options.Weighting and without the common direction if Options.Common is set. It is
	// the context vector of the sentence if the attention has no effect (an infinite
	// temperature).
	Vector []float32
}

// SentenceVectors yields the sentences that have a known word, in the order of the index. The
// vector of a sentence may be used only until the next sentence is yielded. If the index cannot
// be read, the iterator yields the error and stops. It can be used several times.
func (ix *Index) SentenceVectors() iter.Seq2[SentenceVector, error] {
	return func(yield func(SentenceVector, error) bool) {
		sum := make([]float64, ix.view.vectors.Cols)
		vector := make([]float32, len(sum))
		for i := range ix.Len() {
			var s SentenceVector
			known := 0
			err := ix.guard(func() (err error) {
				s, known, err = ix.sentenceWithSum(i, sum)
				return err
			})
			if err == nil && known == 0 {
				continue
			}
			for k, x := range sum {
				vector[k] = float32(x)
			}
			s.Vector = vector
			if !yield(s, err) || err != nil {
				return
			}
		}
	}
}

// sentenceWithSum returns sentence i and the number of its known words, and sets sum to the
// weighted mean of their vectors.
func (ix *Index) sentenceWithSum(i int, sum []float64) (SentenceVector, int, error) {
	s, at := ix.find(i)
	ids, ok1 := s.sentence(at)
	text, ok2 := s.textOf(at)
	if !ok1 || !ok2 || at >= len(s.lines) {
		return SentenceVector{}, 0, errDamaged
	}
	clear(sum)
	total := 0.0
	for _, id := range ids {
		if id < 0 || int(id) >= len(ix.view.row) || ix.view.row[id] < 0 {
			return SentenceVector{}, 0, errDamaged
		}
		row := int(ix.view.row[id])
		weight := ix.view.tokenWeights[row]
		total += weight
		for k, x := range linalg.Row(ix.view.vectors, row) {
			sum[k] += float64(weight * float64(x))
		}
	}
	for k := range sum {
		sum[k] /= total
	}
	return SentenceVector{File: s.fileOf(at), Line: int(s.lines[at]), Text: text}, len(ids), nil
}
