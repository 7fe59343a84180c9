package pca

import (
	"context"
	"fmt"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/vocab"
)

// table returns a table of n words. Their vectors of length 3 lie near a plane: the first
// number varies most, the second less and the third hardly.
func table(t *testing.T, n int) *embed.Table {
	t.Helper()
	words, data := make([]string, n), make([]float32, 0, 3*n)
	for i := range words {
		words[i] = fmt.Sprint("w", i)
		a, b := math.Sin(float64(i)), math.Cos(float64(7*i))
		data = append(data, float32(a), float32(0.3*b), 1)
	}
	v, err := vocab.New(words, nil)
	if err != nil {
		t.Fatal(err)
	}
	m, err := embed.New(v, blas32.General{Rows: n, Cols: 3, Stride: 3, Data: data})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestWords: the first component is the direction in which unit vectors vary most, positions
// are centred on the fitted words, and those of other words are on the same axes.
func TestWords(t *testing.T) {
	m := table(t, 3000)
	all, err := Words(t.Context(), m, 3000, 3000)
	if err != nil || len(all) != 3000 {
		t.Fatal(len(all), err)
	}
	var sum, squares Point
	for _, p := range all {
		sum.X, sum.Y = sum.X+p.X, sum.Y+p.Y
		squares.X, squares.Y = squares.X+p.X*p.X, squares.Y+p.Y*p.Y
	}
	if math.Abs(sum.X)+math.Abs(sum.Y) > 0.5 || squares.X < 2*squares.Y || squares.Y == 0 {
		t.Errorf("sums %v, squares %v", sum, squares)
	}
	some, err := Words(t.Context(), m, 1000, 3000)
	if err != nil || len(some) != 3000 {
		t.Fatal(len(some), err)
	}
	fitted, err := Words(t.Context(), m, 1000, 1000)
	if err != nil || !slices.Equal(some[:1000], fitted) {
		t.Errorf("positions of the fitted words differ, %v", err)
	}
	for i, p := range some {
		if math.Hypot(p.X-all[i].X, p.Y-all[i].Y) > 0.1 {
			t.Fatalf("word %d is at %v, and at %v if all words are fitted", i, p, all[i])
		}
	}
}

// TestWordsFew: no words, fewer words than are wanted, and a context that is done.
func TestWordsFew(t *testing.T) {
	if all, err := Words(t.Context(), table(t, 1), 0, 5); err != nil || len(all) != 0 {
		t.Error(all, err)
	}
	if all, err := Words(t.Context(), table(t, 2), 10, 10); err != nil || len(all) != 2 {
		t.Error(all, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Words(ctx, table(t, 5), 5, 5); err == nil {
		t.Error("a context that is done is no error")
	}
}
