package embed

import (
	"fmt"
	"slices"

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
	Among   int    // if above 0, only the first so many words are ranked
}

// Find returns the n words that answer q best, without those that it names.
// The Cosine of a neighbour is that with the sum of the words, by either method;
// Multiply ranks by the neighbours' Score. Words without a direction (a zero
// vector) add nothing. A query that CheckQuery refuses has no answers.
func (t *Table) Find(q Query, n int) []Neighbour {
	if t.CheckQuery(q) != nil {
		return nil
	}
	among := t.Len()
	if q.Among > 0 {
		among = min(among, q.Among)
	}
	asked := slices.Concat(q.Plus, q.Minus)
	if q.Method == Multiply {
		return t.products(q, n, among)
	}
	return t.answer([]Question{{Vector: t.direction(q), N: n, Exclude: asked}}, among)[0]
}

// products ranks by Multiply.
func (t *Table) products(q Query, n, among int) []Neighbour {
	lengths, asked := t.lengths(), slices.Concat(q.Plus, q.Minus)
	var vectors [][]float32
	for _, id := range asked {
		vectors = append(vectors, t.Row(id))
	}
	vectors = append(vectors, q.Vectors...)
	norms := make([]float64, len(vectors))
	for i, v := range vectors {
		norms[i] = norm(v)
	}
	searches := make([]nearest, workers(among))
	err := t.inParts(among, func(worker, begin, end int) {
		if searches[worker] == nil {
			searches[worker] = newNearest(n, among)
		}
		var m multiplier
		for x := begin; x < end; x++ {
			factors := [2]float64{1, 1} // of plus and minus
			for i, v := range vectors {
				sign := 0
				if i >= len(q.Plus) && i < len(asked) {
					sign = 1
				}
				factors[sign] *= (1 + cosineOf(m.dot(rowOf(t.vectors, x), v), lengths[x], norms[i])) / 2
			}
			score := factors[0] / (factors[1] + 1e-6)
			if searches[worker].accepts(score) && !slices.Contains(asked, vocab.ID(x)) {
				searches[worker].add(Neighbour{ID: vocab.ID(x), Cosine: score})
			}
		}
	})
	if err != nil {
		return nil // Err tells
	}
	best := newNearest(n, among)
	for _, s := range searches {
		best.merge(s)
	}
	return t.scored(best, t.direction(q))
}

// scored moves the scores that ranked neighbours to Score and sets their cosines
// with a direction.
func (t *Table) scored(best nearest, direction []float32) []Neighbour {
	all := t.named(best)
	length := norm(direction)
	for i := range all {
		n := &all[i]
		n.Score, n.Cosine = n.Cosine, cosineOf(dot(direction, t.Row(n.ID)), length, t.norm(n.ID))
	}
	return all
}

// Direction returns the mean of the words' vectors, each divided by its length
// and those of minus taken negative: it points where they point together,
// however long they are.
func (t *Table) Direction(plus, minus []vocab.ID) []float32 {
	return t.direction(Query{Plus: plus, Minus: minus})
}

// direction is Direction with vectors.
func (t *Table) direction(q Query) []float32 {
	sum := make([]float64, t.Dim())
	for _, id := range q.Plus {
		addUnit(sum, t.Row(id), 1)
	}
	for _, id := range q.Minus {
		addUnit(sum, t.Row(id), -1)
	}
	for _, v := range q.Vectors {
		addUnit(sum, v, 1)
	}
	mean := make([]float32, len(sum))
	for d, x := range sum {
		mean[d] = float32(x / float64(max(1, len(q.Plus)+len(q.Minus)+len(q.Vectors))))
	}
	return mean
}

// addUnit adds a vector divided by its length, if it has one.
func addUnit(sum []float64, v []float32, sign float64) {
	length := norm(v)
	if length == 0 {
		return
	}
	for d, x := range v {
		sum[d] += sign * float64(x) / length
	}
}

// Cosine returns the cosine of two words' vectors.
func (t *Table) Cosine(a, b vocab.ID) float64 {
	return cosineOf(dot(t.Row(a), t.Row(b)), t.norm(a), t.norm(b))
}

// Odd returns the index of the word that belongs least to the others: whose
// cosine with the mean direction of all is smallest, the first of equal ones.
// It returns the cosines too. Without words the index is −1.
func (t *Table) Odd(ids []vocab.ID) (int, []float64) {
	mean := t.Direction(ids, nil)
	length := norm(mean)
	odd := -1
	cosines := make([]float64, len(ids))
	for i, id := range ids {
		cosines[i] = cosineOf(dot(mean, t.Row(id)), length, t.norm(id))
		if odd < 0 || cosines[i] < cosines[odd] {
			odd = i
		}
	}
	return odd, cosines
}

// CheckFinite returns an error that names the first of the words whose vector
// holds a NaN or an infinity, with which no question can be answered.
func (t *Table) CheckFinite(ids ...vocab.ID) error {
	for _, id := range ids {
		for d, x := range t.Row(id) {
			if x-x != 0 {
				return fmt.Errorf("embed: number %d of the vector of %q is %v: nothing can be computed with it; train the model anew with a lower learning rate", d+1, t.words.Word(id), x)
			}
		}
	}
	return nil
}
