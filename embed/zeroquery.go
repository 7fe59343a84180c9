package embed

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/vocab"
)

// A ZeroQueryError says that the vector of a query is zero. It has no direction,
// so that no word is nearer to it than another.
type ZeroQueryError struct {
	Plus, Minus []string // the words that are added and subtracted
	Zero        []string // those of them whose own vectors are zero
}

func (e *ZeroQueryError) Error() string {
	if len(e.Plus)+len(e.Minus) == 0 {
		return "the query is the zero vector, because it has no words of the vocabulary: ask with words that the model knows"
	}
	if len(e.Zero) == len(e.Plus)+len(e.Minus) {
		return fmt.Sprintf("the query is the zero vector, because the model has only zeros for %s: ask with another word", quoted(e.Zero, ", "))
	}
	sum := quoted(e.Plus, " + ")
	if len(e.Minus) > 0 {
		sum += " − " + quoted(e.Minus, " − ")
	}
	return fmt.Sprintf("the query is the zero vector, because the words cancel each other out (%s): ask with other words", sum)
}

func quoted(words []string, between string) string {
	all := make([]string, len(words))
	for i, w := range words {
		all[i] = fmt.Sprintf("%q", w)
	}
	return strings.Join(all, between)
}

// zeroNorm is the length up to which the mean of unit vectors is zero but for
// the rounding of its sum in float64. Vectors that differ in the last bit of a
// float32 leave a difference of 1e-8.
const zeroNorm = 1e-12

// CheckQuery returns a *ZeroQueryError if the vector of q is zero: its words
// cancel each other out, or have zero vectors themselves. A mapped file that
// cannot be read is an error too.
func (t *Table) CheckQuery(q Query) error {
	_, err := t.checkedDirection(q)
	return err
}

// checkedDirection returns the direction of a query that CheckQuery accepts.
func (t *Table) checkedDirection(q Query) ([]float32, error) {
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

func (t *Table) wordsOf(ids []vocab.ID) []string {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = t.words.Word(id)
	}
	return words
}
