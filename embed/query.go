package embed

// This file answers queries of several words. Both methods work on unit vectors, so
// that frequent words with long vectors do not dominate:
//
//	3CosAdd   Σ cos(x, p) − Σ cos(x, m)                          (Mikolov, Yih and Zweig 2013)
//	3CosMul   Π (1+cos(x, p))/2 / (Π (1+cos(x, m))/2 + ε)         (Levy and Goldberg 2014)

import (
	"context"
	"fmt"
	"slices"

	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/vocab"
)

// A Method combines several words in one query.
type Method string

// The methods. In their formulas, x is the vector of a word that is ranked, p
// stands for each unit vector of Plus and Vectors, and m for each one of Minus.
const (
	// Add ranks by cos(x, Σp − Σm) (3CosAdd, Mikolov et al. 2013, aclanthology.org/N13-1090).
	Add Method = "add"
	// Multiply ranks by a quotient of products (3CosMul, Levy and Goldberg 2014,
	// aclanthology.org/W14-1618):
	//
	//	Π (1 + cos(x, p))/2  /  ( Π (1 + cos(x, m))/2 + 1e-6 )
	Multiply Method = "mul"
)

// ParseMethod returns the method of that name, "add" or "mul". Other names are
// an error.
func ParseMethod(name string) (Method, error) {
	if m := Method(name); m == Add || m == Multiply {
		return m, nil
	}
	return "", fmt.Errorf("embed: unknown method %q; use add or mul", name)
}

// A Query is a request for words that are near some words and far from others.
// The analogy “a is to b as c is to ?” has b and c in Plus and a in Minus. At least
// one word or vector with a direction is needed; see CheckQuery.
type Query struct {
	// Plus and Minus are the ids of words to be near to and far from.
	Plus, Minus []vocab.ID
	// Vectors are added like those of Plus: vectors of D numbers that belong to no id,
	// such as those of unknown words.
	Vectors [][]float32
	// Method is how the words are combined; "" means Add.
	Method Method
	// RestrictVocab limits the search to the first words of the vocabulary, which are
	// the most frequent ones. 0 or less means all.
	RestrictVocab int
}

// QueryOf returns the query for words that have been looked up. The first plus elements of
// found (plus is a number) are words to be near to; the others are words to be far from. Each
// must have an ID or a Vector. An ID becomes an element of Plus or Minus. A Vector, which
// SubwordMean or Compose made, becomes an element of Vectors; that of a word to be far from is
// negated. Adding a negated vector is right for the method Add only, so do not use Multiply if
// a word to be far from has a Vector.
func QueryOf(found []Found, plus int) Query {
	var q Query
	for i, w := range found {
		switch {
		case w.Vector != nil && i < plus:
			q.Vectors = append(q.Vectors, w.Vector)
		case w.Vector != nil:
			q.Vectors = append(q.Vectors, negated(w.Vector)) // its unit vector is subtracted
		case i < plus:
			q.Plus = append(q.Plus, w.ID)
		default:
			q.Minus = append(q.Minus, w.ID)
		}
	}
	return q
}

// negated returns −v.
func negated(v []float32) []float32 {
	all := make([]float32, len(v))
	for i, x := range v {
		all[i] = -x
	}
	return all
}

// Find returns the n words that rank highest for q, in descending order,
// without those of Plus and Minus. It returns fewer if the table has fewer.
// With either method, the field Cosine of a neighbour is its cosine with the
// mean direction of the query's words; Multiply ranks by Score. The result is
// the caller's own.
//
// If the vector of a word of the query is zero, its cosine with every word is
// 0: it has no effect with Add and is a factor of 1/2 with Multiply. If the
// vector of the whole query is zero, the error is a *ZeroQueryError, as in
// CheckQuery. If ctx is done, Find soon stops and returns the error of ctx. It
// also returns the error of a mapped file that cannot be read. Ids outside the
// table panic.
func (t *Table) Find(ctx context.Context, q Query, n int) ([]Neighbour, error) {
	direction, err := t.QueryDirection(q)
	if err != nil {
		return nil, err
	}
	limit := t.Len()
	if q.RestrictVocab > 0 {
		limit = min(limit, q.RestrictVocab)
	}
	if q.Method == Multiply {
		return t.products(ctx, q, direction, n, limit)
	}
	return t.answerOne(ctx, NearestRequest{Vector: direction, N: n, Exclude: slices.Concat(q.Plus, q.Minus)}, limit)
}

// products answers a query by the method Multiply, among the first limit rows.
// For a row x with unit vectors p of Plus and Vectors and m of Minus the score
// is
//
//	Π (1 + cos(x, p))/2  /  ( Π (1 + cos(x, m))/2 + 1e-6 )
//
// The cosines are mapped from [−1, 1] to [0, 1] so that all factors are
// positive. Equal scores are ordered by id.
func (t *Table) products(ctx context.Context, q Query, direction []float32, n, limit int) ([]Neighbour, error) {
	lengths, err := t.exactNorms(ctx)
	if err != nil {
		return nil, err
	}
	asked := slices.Concat(q.Plus, q.Minus)
	vectors, err := t.vectorsOf(asked)
	if err != nil {
		return nil, err
	}
	// vectors are those of Plus, Minus and Vectors, in this order.
	vectors = append(vectors, q.Vectors...)
	norms := make([]float64, len(vectors))
	for i, v := range vectors {
		norms[i] = linalg.Norm(v)
	}
	searches := make([]topN, workers(limit))
	err = t.inParts(ctx, limit, func(worker, begin, end int) {
		if searches[worker] == nil {
			searches[worker] = newTopN(n, limit)
		}
		var m multiplier
		for x := begin; x < end; x++ {
			factors := [2]float64{1, 1} // the products over Plus and Minus
			for i, v := range vectors {
				sign := 0
				if i >= len(q.Plus) && i < len(asked) {
					sign = 1
				}
				factors[sign] *= (1 + cosineOf(m.dot(linalg.Row(t.vectors, x), v), lengths[x], norms[i])) / 2
			}
			score := factors[0] / (factors[1] + 1e-6)
			if searches[worker].accepts(score) && !slices.Contains(asked, vocab.ID(x)) {
				searches[worker].add(Neighbour{ID: vocab.ID(x), Cosine: score})
			}
		}
	})
	if err != nil {
		return nil, err
	}
	best := newTopN(n, limit)
	for _, s := range searches {
		best.merge(s)
	}
	return t.scored(best, direction)
}

// vectorsOf returns the vectors of the words.
func (t *Table) vectorsOf(ids []vocab.ID) ([][]float32, error) {
	vectors := make([][]float32, len(ids))
	for i, id := range ids {
		var err error
		if vectors[i], err = t.vector(id); err != nil {
			return nil, err
		}
	}
	return vectors, nil
}

// scored moves the score of each neighbour, which products stored in Cosine, to
// Score, and sets Cosine to the cosine with direction.
func (t *Table) scored(best topN, direction []float32) ([]Neighbour, error) {
	all := t.withWords(best)
	length := linalg.Norm(direction)
	for i := range all {
		n := &all[i]
		v, err := t.vector(n.ID)
		if err != nil {
			return nil, err
		}
		n.Score, n.Cosine = n.Cosine, cosineOf(dot(direction, v), length, linalg.Norm(v))
	}
	return all, t.Err()
}

// Direction returns the mean of the unit vectors of plus and of the negated
// unit vectors of minus, D numbers:
//
//	( Σ p/‖p‖ − Σ m/‖m‖ ) / ( number of words )
//
// Norms have no influence: each word has the same weight, unlike with Mean. Zero
// vectors add nothing, but are included in the number of words; without words
// the result is the zero vector. The sum is in float64. The error is that of a mapped file
// that cannot be read.
func (t *Table) Direction(plus, minus []vocab.ID) ([]float32, error) {
	return t.direction(Query{Plus: plus, Minus: minus})
}

// direction is Direction for the words and vectors of q.
func (t *Table) direction(q Query) ([]float32, error) {
	sum := make([]float64, t.Dim())
	if err := t.addUnits(sum, q.Plus, 1); err != nil {
		return nil, err
	}
	if err := t.addUnits(sum, q.Minus, -1); err != nil {
		return nil, err
	}
	for _, v := range q.Vectors {
		addUnit(sum, v, 1)
	}
	mean := make([]float32, len(sum))
	for d, x := range sum {
		mean[d] = float32(x / float64(max(1, len(q.Plus)+len(q.Minus)+len(q.Vectors))))
	}
	return mean, nil
}

// addUnits calls addUnit for the vectors of the words.
func (t *Table) addUnits(sum []float64, ids []vocab.ID, sign float64) error {
	for _, id := range ids {
		v, err := t.vector(id)
		if err != nil {
			return err
		}
		addUnit(sum, v, sign)
	}
	return nil
}

// addUnit adds sign·v/‖v‖ to sum, in float64. It adds nothing if v is zero.
func addUnit(sum []float64, v []float32, sign float64) {
	length := linalg.Norm(v)
	if length == 0 {
		return
	}
	for d, x := range v {
		sum[d] += sign * float64(x) / length
	}
}

// Cosine returns the cosine of the vectors of two words, 0 if one of them is
// zero. The error is that of a mapped file that cannot be read.
func (t *Table) Cosine(a, b vocab.ID) (float64, error) {
	x, err := t.vector(a)
	if err != nil {
		return 0, err
	}
	y, err := t.vector(b)
	if err != nil {
		return 0, err
	}
	return cosineOf(dot(x, y), linalg.Norm(x), linalg.Norm(y)), nil
}

// Odd returns the index of the word that fits the others least, as gensim's
// doesnt_match: the one whose cosine with the mean direction of all is
// smallest, the first of equal ones. It also returns the cosines of all words,
// in their order. Without words the index is −1. The error is that of a mapped
// file that cannot be read.
func (t *Table) Odd(ids []vocab.ID) (int, []float64, error) {
	mean, err := t.Direction(ids, nil)
	if err != nil {
		return -1, nil, err
	}
	vectors, err := t.vectorsOf(ids)
	if err != nil {
		return -1, nil, err
	}
	length := linalg.Norm(mean)
	odd := -1
	cosines := make([]float64, len(ids))
	for i, v := range vectors {
		cosines[i] = cosineOf(dot(mean, v), length, linalg.Norm(v))
		if odd < 0 || cosines[i] < cosines[odd] {
			odd = i
		}
	}
	return odd, cosines, nil
}

// CheckFinite returns an error if the vector of one of the words contains NaN
// or an infinity, as vectors can after a training that diverged. The error
// names the first such word. CheckFinite also returns the error of a mapped
// file that cannot be read.
func (t *Table) CheckFinite(ids ...vocab.ID) error {
	for _, id := range ids {
		v, err := t.vector(id)
		if err != nil {
			return err
		}
		for d, x := range v {
			if x-x != 0 {
				return fmt.Errorf("embed: number %d of the vector of %q is %v; train the model again with a lower "+
					"learning "+
					"rate", d+1, t.words.Word(id), x)
			}
		}
	}
	return nil
}
