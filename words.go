package w2vattn

// This file answers questions about words: similarity, nearest words, analogies, the
// odd one out.

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/vocab"
)

// Similarity returns the cosine similarity of two words, a·b / (‖a‖ ‖b‖), from −1 to 1.
// Unknown words are an *embed.UnknownWordError.
func (m *Model) Similarity(a, b string) (float64, error) {
	ids, err := m.ids([]string{a, b})
	if err != nil {
		return 0, err
	}
	return m.Table().Cosine(ids[0], ids[1])
}

// TextSimilarity returns the cosine similarity of two words or texts, from −1 to 1. An
// argument that the model knows as a word is that word, even if it contains spaces. Any
// other argument with white space is a text, whose vector is that of SentenceVector. An
// unknown word and a text without a known token are an *embed.UnknownWordError.
func (m *Model) TextSimilarity(a, b string) (float64, error) {
	return m.TextSimilarityOver(a, b, embed.Refuse)
}

// TextSimilarityOver is TextSimilarity with a policy for an argument that is an unknown word,
// as for Vectors. Unknown tokens of texts are always left out.
func (m *Model) TextSimilarityOver(a, b string, unknown embed.Policy) (float64, error) {
	_, aKnown := m.lookup.ID(a)
	_, bKnown := m.lookup.ID(b)
	if aKnown && bKnown {
		return m.Similarity(a, b)
	}
	x, err := m.wordOrText(a, unknown)
	if err != nil {
		return 0, err
	}
	y, err := m.wordOrText(b, unknown)
	if err != nil {
		return 0, err
	}
	norms := linalg.Norm(x) * linalg.Norm(y)
	if norms == 0 {
		return 0, nil
	}
	return max(-1, min(1, linalg.Dot(x, y)/norms)), nil
}

// isWord reports whether an argument of TextSimilarity stands for a word, known or not.
func (m *Model) isWord(s string) bool {
	_, known := m.lookup.ID(s)
	return known || len(strings.Fields(s)) == 1
}

// wordOrText returns the vector of an argument of TextSimilarityOver.
func (m *Model) wordOrText(s string, unknown embed.Policy) ([]float32, error) {
	if !m.isWord(s) {
		return m.SentenceVector(s)
	}
	found, err := m.Vectors([]string{s}, unknown)
	if err != nil {
		return nil, err
	}
	return found[0].Vector, nil
}

// MostSimilar returns the n words whose vectors have the largest cosine similarity to
// the sum of the vectors of the positive words minus that of the negative words, each
// vector divided by its norm (3CosAdd, Mikolov et al. 2013, arXiv:1301.3781). The words
// themselves are left out. Unknown words are an *embed.UnknownWordError; words whose
// vectors cancel out are an *embed.ZeroQueryError.
func (m *Model) MostSimilar(positive, negative []string, n int) ([]embed.Neighbour, error) {
	return m.Neighbours(positive, negative, NeighbourOptions{N: n})
}

// Analogy returns the n best answers to "a is to b as c is to ?": MostSimilar to b and c
// and not to a. Errors are those of MostSimilar.
func (m *Model) Analogy(a, b, c string, n int) ([]embed.Neighbour, error) {
	return m.MostSimilar([]string{b, c}, []string{a}, n)
}

// NeighbourOptions are the parameters of Neighbours.
type NeighbourOptions struct {
	N       int          // number of words
	Method  embed.Method // "": embed.Add
	Unknown embed.Policy // policy for unknown words, as for Vectors; "": embed.Refuse
}

// Neighbours is [Model.MostSimilar] with options. Its errors are those of MostSimilar and
// of an unknown Method or policy.
func (m *Model) Neighbours(positive, negative []string, o NeighbourOptions) ([]embed.Neighbour, error) {
	q, err := m.buildQuery(positive, negative, o)
	if err != nil {
		return nil, err
	}
	return m.Table().Find(context.Background(), q, o.N)
}

// buildQuery looks up the words of a query.
func (m *Model) buildQuery(positive, negative []string, o NeighbourOptions) (embed.Query, error) {
	if o.N < 0 {
		return embed.Query{}, fmt.Errorf("w2vattn: N is %d, must be 0 or more", o.N)
	}
	found, err := m.find(append(append([]string{}, positive...), negative...), cmp.Or(o.Unknown, embed.Refuse))
	if err != nil {
		return embed.Query{}, err
	}
	method := cmp.Or(o.Method, embed.Add)
	for i, w := range found[len(positive):] {
		if w.Vector != nil && method != embed.Add {
			return embed.Query{}, fmt.Errorf("%q is unknown, and the method %s divides by vectors of the vocabulary only",
				negative[i], method)
		}
	}
	q := embed.QueryOf(found, len(positive))
	q.Method = method
	return q, nil
}

// Odd returns the index of the word that is least similar to the others. It also returns,
// for each word, the cosine similarity of its vector to the mean of all vectors, each
// divided by its norm; the odd word has the smallest one. Unknown words are an
// *embed.UnknownWordError; words whose vectors cancel out are an *embed.ZeroQueryError.
func (m *Model) Odd(words ...string) (int, []float64, error) {
	if len(words) == 0 {
		return 0, nil, errors.New("w2vattn: Odd needs at least one word")
	}
	ids, err := m.ids(words)
	if err != nil {
		return 0, nil, err
	}
	if err := m.Table().CheckQuery(embed.Query{Plus: ids}); err != nil {
		return 0, nil, err
	}
	return m.Table().Odd(ids)
}

// ids looks up words that must all be known.
func (m *Model) ids(words []string) ([]vocab.ID, error) {
	found, err := m.find(words, embed.Refuse)
	if err != nil {
		return nil, err
	}
	ids := make([]vocab.ID, len(found))
	for i, f := range found {
		ids[i] = f.ID
	}
	return ids, nil
}
