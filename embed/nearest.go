package embed

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/w2vattn/w2vattn/vocab"
)

// A Neighbour is a word and the cosine of its vector with what was asked for.
type Neighbour struct {
	ID     vocab.ID `json:"-"`
	Word   string   `json:"word"`
	Cosine float64  `json:"cosine"`
	Score  float64  `json:"-"` // with Multiply, the score that ranks it; else 0
}

// Similar returns the n words whose vectors are nearest to that of word, the
// nearest first, word itself left out. An unknown word is an *UnknownWordError.
func (t *Table) Similar(word string, n int) ([]Neighbour, error) {
	id, err := t.idOf(word)
	if err != nil {
		return nil, err
	}
	vector, err := t.vector(id)
	if err != nil {
		return nil, err
	}
	return t.Nearest(vector, n, id)
}

// Nearest returns the n words whose vectors have the largest cosine with
// vector, the nearest first and equal ones by word number, without those
// excluded. It takes D·V multiplications, on all processors; nothing is
// approximate. [Table.Answer] does the same for many vectors, and until a context
// ends. A mapped file that cannot be read is an error. A vector of another length
// than D is a programming error and panics. Words whose vector holds a NaN or an infinity are not near to
// anything, nor is anything near to a vector that does.
func (t *Table) Nearest(vector []float32, n int, exclude ...vocab.ID) ([]Neighbour, error) {
	t.checkLength("Nearest", len(vector))
	return t.answerOne(context.Background(), Question{Vector: vector, N: n, Exclude: exclude}, t.Len())
}

// answerOne answers answerOne question among the first rows.
func (t *Table) answerOne(ctx context.Context, q Question, among int) ([]Neighbour, error) {
	answers, err := t.answer(ctx, []Question{q}, among)
	if err != nil {
		return nil, err
	}
	return answers[0], nil
}

func (t *Table) checkLength(name string, length int) {
	if length != t.Dim() {
		panic(fmt.Sprintf("embed: %s of a vector of length %d in a table of dimension %d", name, length, t.Dim()))
	}
}

// withWords looks up the words of neighbours, which it sorts.
func (t *Table) withWords(best topN) []Neighbour {
	slices.SortFunc(best, func(a, b Neighbour) int {
		return cmp.Or(cmp.Compare(b.Cosine, a.Cosine), cmp.Compare(a.ID, b.ID))
	})
	for i := range best {
		best[i].Word = t.words.Word(best[i].ID)
	}
	return best
}

// cosineOf divides a dot product by two lengths. It is 0 with a zero vector and
// never leaves [−1, 1] by rounding.
func cosineOf(dot float32, a, b float64) float64 {
	if a == 0 || b == 0 {
		return 0
	}
	return max(-1, min(1, float64(dot)/a/b))
}
