package w2vattn

// This file finds the words nearest to context vectors, for all texts of a call in
// one pass over the table.

import (
	"cmp"
	"context"
	"slices"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed"
)

// A nearestOf is what attendAll needs of a result to find its nearest words.
type nearestOf struct {
	contexts [][]float32                    // the context vectors
	words    [][]string                     // lists of words of the query and of the text
	set      func(near [][]embed.Neighbour) // stores the words nearest to each context vector
}

// attendAll computes results for texts and finds the words nearest to all their context
// vectors in one pass over the table. part returns what that needs of a result. If a text
// has an error, the results of the texts before it still get their nearest words.
func attendAll[R any](
	at *Attender, texts []string, attend func(string) (R, error), part func(R) nearestOf,
) ([]R, error) {
	all := make([]R, 0, len(texts))
	var parts []nearestOf
	var failed error
	for _, text := range texts {
		var r R
		if r, failed = attend(text); failed != nil {
			break
		}
		all, parts = append(all, r), append(parts, part(r))
	}
	err := at.setNearest(parts)
	return all, cmp.Or(failed, err, at.err())
}

// setNearest finds the words of the values' model that are nearest to each context vector,
// and stores them, unless Nearest is 0. A context vector of zeros has none. With OtherWords
// it finds more words, by the largest number of words that one result leaves out.
func (at *Attender) setNearest(parts []nearestOf) error {
	if at.o.Nearest == 0 {
		return nil
	}
	var contexts [][]float32
	own := make([]map[string]bool, len(parts))
	most := 0
	for i, p := range parts {
		contexts = append(contexts, p.contexts...)
		own[i] = at.ownWords(p)
		most = max(most, len(own[i]))
	}
	d := at.values.Dim()
	all := blas32.General{Rows: len(contexts), Cols: d, Stride: d, Data: slices.Concat(contexts...)}
	near, err := at.values.Table().NearestAll(context.Background(), all, at.o.Nearest+most)
	if err != nil {
		return err
	}
	for i, c := range contexts {
		if !slices.ContainsFunc(c, func(x float32) bool { return x != 0 }) {
			near[i] = []embed.Neighbour{}
		}
	}
	for i, p := range parts {
		n := len(p.contexts)
		for k := range near[:n] {
			near[k] = slices.DeleteFunc(near[k], func(x embed.Neighbour) bool { return own[i][x.Word] })
			near[k] = near[k][:min(len(near[k]), at.o.Nearest)]
		}
		p.set(near[:n:n])
		near = near[n:]
	}
	return nil
}

// ownWords returns the words of the values' model that a result leaves out of its nearest
// words: none unless OtherWords is set.
func (at *Attender) ownWords(p nearestOf) map[string]bool {
	own := map[string]bool{}
	if !at.o.OtherWords {
		return own
	}
	for _, words := range p.words {
		for _, w := range words {
			if id, ok := at.valueLookup.ID(w); ok {
				own[at.values.Table().Vocab().Word(id)] = true
			}
		}
	}
	return own
}
