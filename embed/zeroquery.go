package embed

// This file reports queries without a direction, such as "cat − cat", in the words of
// the user.

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/vocab"
)

// A ZeroQueryError is the error of a query whose vector is zero. The cosine with it
// is 0 for every word, so that no word is nearer than another.
type ZeroQueryError struct {
	Plus, Minus []string // the words that are added and subtracted
	Zero        []string // those of them whose own vectors are zero
}

// Error names the reason for the zero vector: there are no words, the words have zero
// vectors, or they cancel each other out.
func (e *ZeroQueryError) Error() string {
	if len(e.Plus)+len(e.Minus) == 0 {
		return "the query is the zero vector, because it has no words of the vocabulary: use words of the " +
			"vocabulary"
	}
	if len(e.Zero) == len(e.Plus)+len(e.Minus) {
		return fmt.Sprintf("the query is the zero vector, because the model has only zeros for %s: use another word",
			quoted(e.Zero, ", "))
	}
	sum := quoted(e.Plus, " + ")
	if len(e.Minus) > 0 {
		sum += " − " + quoted(e.Minus, " − ")
	}
	return fmt.Sprintf("the query is the zero vector, because the words cancel each other out (%s): use other words",
		sum)
}

// quoted returns the quoted words with a separator.
func quoted(words []string, between string) string {
	all := make([]string, len(words))
	for i, w := range words {
		all[i] = fmt.Sprintf("%q", w)
	}
	return strings.Join(all, between)
}

// zeroNorm is the norm up to which the mean of unit vectors counts as zero.
// The sum is in float64, with rounding errors of 1e-16; vectors that differ in
// the last bit of one float32 leave a norm of about 1e-8.
const zeroNorm = 1e-12

// CheckQuery returns a *ZeroQueryError if the vector of q is zero: its words
// cancel each other out, or their vectors are zero. It also returns the error
// of a mapped file that cannot be read.
func (t *Table) CheckQuery(q Query) error {
	_, err := t.QueryDirection(q)
	return err
}

// QueryDirection returns the vector of a query: the mean of the unit vectors of
// Plus and Vectors and of the negated unit vectors of Minus, D numbers, as
// [Table.Direction] does. Errors are those of CheckQuery.
func (t *Table) QueryDirection(q Query) ([]float32, error) {
	direction, err := t.direction(q)
	if err != nil {
		return nil, err
	}
	if linalg.Norm(direction) > zeroNorm {
		return direction, nil
	}
	ids := slices.Concat(q.Plus, q.Minus)
	vectors, err := t.vectorsOf(ids)
	if err != nil {
		return nil, err
	}
	e := &ZeroQueryError{Plus: t.wordsOf(q.Plus), Minus: t.wordsOf(q.Minus)}
	for i, v := range vectors {
		if linalg.Norm(v) == 0 {
			e.Zero = append(e.Zero, t.words.Word(ids[i]))
		}
	}
	return nil, cmp.Or[error](t.Err(), e)
}

// wordsOf returns the words with these ids.
func (t *Table) wordsOf(ids []vocab.ID) []string {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = t.words.Word(id)
	}
	return words
}
