package embed

import (
	"context"
	"fmt"
	"slices"

	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/vocab"
)

// A Method is a way to combine several words into one question.
type Method string

// The methods. With unit vectors p of the words that are added, m of those
// that are subtracted, and x of a word that is ranked:
const (
	// Add ranks by the cosine with the sum Σp − Σm (3CosAdd, Mikolov et al.
	// 2013, aclanthology.org/N13-1090).
	Add Method = "add"
	// Multiply ranks by Π (1+cos(x,p))/2 / (Π (1+cos(x,m))/2 + 1e-6) (3CosMul,
	// Levy and Goldberg 2014, aclanthology.org/W14-1618).
	Multiply Method = "mul"
)

// ParseMethod returns the method of that name.
func ParseMethod(name string) (Method, error) {
	if m := Method(name); m == Add || m == Multiply {
		return m, nil
	}
	return "", fmt.Errorf("embed: no method %q; there are add and mul", name)
}

// A Query asks for words that are near to some words and far from others. The
// analogy a is to b as c is to ? adds b and c and subtracts a.
type Query struct {
	Plus, Minus []vocab.ID
	// Vectors are added too: those of words that have no number.
	Vectors [][]float32
	Method  Method // "" stands for Add
	RestrictVocab   int    // if above 0, only the first so many words are ranked
}

// Find returns the n words that answer q best, without those that it names.
// The Cosine of a neighbour is that with the sum of the words, by either method;
// Multiply ranks by the neighbours' Score. Words without a direction (a zero
// vector) add nothing.
//
// A query without a direction is a *ZeroQueryError, as in CheckQuery. Find stops
// soon after ctx ends and returns the error of ctx. A mapped file that cannot be
// read is an error too.
func (t *Table) Find(ctx context.Context, q Query, n int) ([]Neighbour, error) {
	direction, err := t.checkedDirection(q)
	if err != nil {
		return nil, err
	}
	among := t.Len()
	if q.RestrictVocab > 0 {
		among = min(among, q.RestrictVocab)
	}
	if q.Method == Multiply {
		return t.products(ctx, q, direction, n, among)
	}
	return t.answerOne(ctx, Question{Vector: direction, N: n, Exclude: slices.Concat(q.Plus, q.Minus)}, among)
}

// products ranks by Multiply.
func (t *Table) products(ctx context.Context, q Query, direction []float32, n, among int) ([]Neighbour, error) {
	lengths, err := t.exactNorms(ctx)
	if err != nil {
		return nil, err
	}
	asked := slices.Concat(q.Plus, q.Minus)
	vectors, err := t.vectorsOf(asked)
	if err != nil {
		return nil, err
	}
	vectors = append(vectors, q.Vectors...)
	norms := make([]float64, len(vectors))
	for i, v := range vectors {
		norms[i] = linalg.Norm(v)
	}
	searches := make([]topN, workers(among))
	err = t.inParts(ctx, among, func(worker, begin, end int) {
		if searches[worker] == nil {
			searches[worker] = newTopN(n, among)
		}
		var m multiplier
		for x := begin; x < end; x++ {
			factors := [2]float64{1, 1} // of plus and minus
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
	best := newTopN(n, among)
	for _, s := range searches {
		best.merge(s)
	}
	return t.scored(best, direction)
}

// vectorsOf returns the vectors of words.
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

// scored moves the scores that ranked neighbours to Score and sets their cosines
// with a direction.
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

// Direction returns the mean of the words' vectors, each divided by its length
// and those of minus taken negative: it points where they point together,
// however long they are. A mapped file that cannot be read is an error.
func (t *Table) Direction(plus, minus []vocab.ID) ([]float32, error) {
	return t.direction(Query{Plus: plus, Minus: minus})
}

// direction is Direction with vectors.
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

// addUnits is addUnit for words.
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

// addUnit adds a vector divided by its length, if it has one.
func addUnit(sum []float64, v []float32, sign float64) {
	length := linalg.Norm(v)
	if length == 0 {
		return
	}
	for d, x := range v {
		sum[d] += sign * float64(x) / length
	}
}

// Cosine returns the cosine of two words' vectors. A mapped file that cannot be
// read is an error.
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

// Odd returns the index of the word that belongs least to the others: whose
// cosine with the mean direction of all is smallest, the first of equal ones.
// It returns the cosines too. Without words the index is −1. A mapped file that
// cannot be read is an error.
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

// CheckFinite returns an error that names the first of the words whose vector
// holds a NaN or an infinity, with which no question can be answered. A mapped
// file that cannot be read is an error too.
func (t *Table) CheckFinite(ids ...vocab.ID) error {
	for _, id := range ids {
		v, err := t.vector(id)
		if err != nil {
			return err
		}
		for d, x := range v {
			if x-x != 0 {
				return fmt.Errorf("embed: number %d of the vector of %q is %v: nothing can be computed with it; train the model anew with a lower learning rate", d+1, t.words.Word(id), x)
			}
		}
	}
	return nil
}
