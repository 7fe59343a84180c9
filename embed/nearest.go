package embed

// This file finds the nearest words of one vector. Words are ranked by cosine, x·q /
// (‖x‖ ‖q‖), and equal cosines by id.

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/w2vattn/w2vattn/vocab"
)

// A Neighbour is a word that a search found.
type Neighbour struct {
	ID   vocab.ID `json:"-"`
	Word string   `json:"word"`
	// Cosine is the cosine of the word's vector with the vector that was searched
	// for, from −1 to 1.
	Cosine float64 `json:"cosine"`
	// Score is what the method Multiply ranks by, 0 or more. With Add, and in searches that
	// have no method, such as Nearest, Score is 0 and words are ranked by Cosine.
	Score float64 `json:"-"`
}

// Similar returns the n words whose vectors have the largest cosine with that
// of word, ordered as by Nearest, without word itself. An unknown word is an
// *UnknownWordError. Other errors are those of a mapped file that cannot be
// read.
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
// vector, of length D, without those excluded. They are ordered by descending
// cosine and, where cosines are equal, by ascending id. The search is exact: it
// takes D·V multiplications, on all processors. The result is the caller's own.
// It has fewer than n words if the table does not have n others.
//
// Words whose vectors contain NaN or an infinity are never found. If vector
// itself contains one, only words whose vectors are zero are found, with cosine
// 0. The error is that of a mapped file that cannot be read. A vector whose
// length is not D is a programming error and panics. [Table.NearestBatch]
// searches for many vectors at once and can be cancelled.
func (t *Table) Nearest(vector []float32, n int, exclude ...vocab.ID) ([]Neighbour, error) {
	t.checkLength("Nearest", len(vector))
	return t.answerOne(context.Background(), NearestRequest{Vector: vector, N: n, Exclude: exclude}, t.Len())
}

// answerOne answers one request with words of the first limit rows.
func (t *Table) answerOne(ctx context.Context, q NearestRequest, limit int) ([]Neighbour, error) {
	answers, err := t.answer(ctx, []NearestRequest{q}, limit)
	if err != nil {
		return nil, err
	}
	return answers[0], nil
}

// checkLength panics unless length, that of a vector, is D. The message starts with method.
func (t *Table) checkLength(method string, length int) {
	if length != t.Dim() {
		panic(fmt.Sprintf("embed: %s: the vector has %d numbers, but those of the table have %d", method, length,
			t.Dim()))
	}
}

// withWords sorts the neighbours and sets their words.
func (t *Table) withWords(best topN) []Neighbour {
	slices.SortFunc(best, func(a, b Neighbour) int {
		return cmp.Or(cmp.Compare(b.Cosine, a.Cosine), cmp.Compare(a.ID, b.ID))
	})
	for i := range best {
		best[i].Word = t.words.Word(best[i].ID)
	}
	return best
}

// cosineOf returns the cosine of two vectors, given their dot product and
// their norms a and b. It is 0 if one of the norms is 0, and lies in [−1, 1]
// in spite of rounding.
func cosineOf(dot float32, a, b float64) float64 {
	if a == 0 || b == 0 {
		return 0
	}
	return max(-1, min(1, float64(dot)/a/b))
}
