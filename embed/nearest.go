package embed

import (
	"cmp"
	"context"
	"fmt"
	"math"
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
	return t.one(context.Background(), Question{Vector: vector, N: n, Exclude: exclude}, t.Len())
}

// one answers one question among the first rows.
func (t *Table) one(ctx context.Context, q Question, among int) ([]Neighbour, error) {
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

// named looks up the words of neighbours, which it sorts.
func (t *Table) named(best nearest) []Neighbour {
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

// nearest is a bounded heap of neighbours, the worst on top, with the room that
// it was made with.
type nearest []Neighbour

// newNearest makes a heap for the best n of so many words.
func newNearest(n, among int) nearest { return make(nearest, 0, max(0, min(n, among))) }

// accepts reports whether a word with this cosine would be among the best, if
// it has a higher number than all that came before: of equal words the earlier
// stays.
func (h nearest) accepts(cosine float64) bool {
	if math.IsNaN(cosine) || cap(h) == 0 {
		return false
	}
	return len(h) < cap(h) || cosine > h[0].Cosine
}

// add puts a neighbour in, in place of the worst one if the room is used up.
func (h *nearest) add(n Neighbour) {
	if len(*h) < cap(*h) {
		*h = append(*h, n)
		h.rise(len(*h) - 1)
		return
	}
	(*h)[0] = n
	h.sink()
}

// merge puts in what the others hold, whose words all have higher numbers.
func (h *nearest) merge(other nearest) {
	for _, n := range other {
		if len(*h) < cap(*h) || h.better(n) {
			h.add(n)
		}
	}
}

func (h nearest) better(n Neighbour) bool {
	return cap(h) > 0 && cmp.Or(cmp.Compare(n.Cosine, h[0].Cosine), cmp.Compare(h[0].ID, n.ID)) > 0
}

func (h nearest) worse(i, j int) bool {
	if h[i].Cosine != h[j].Cosine {
		return h[i].Cosine < h[j].Cosine
	}
	return h[i].ID > h[j].ID
}

func (h nearest) rise(i int) {
	for i > 0 && h.worse(i, (i-1)/2) {
		h[i], h[(i-1)/2] = h[(i-1)/2], h[i]
		i = (i - 1) / 2
	}
}

func (h nearest) sink() {
	for i, child := 0, 1; child < len(h); child = 2*i + 1 {
		if child+1 < len(h) && h.worse(child+1, child) {
			child++
		}
		if !h.worse(child, i) {
			return
		}
		h[i], h[child] = h[child], h[i]
		i = child
	}
}
