package sampling

import (
	"math"
	"testing"

	"github.com/w2vattn/w2vattn/internal/splitmix"
	"github.com/w2vattn/w2vattn/vocab"
)

// words returns a vocabulary of four words.
func words(t *testing.T) *vocab.Vocab {
	t.Helper()
	v, err := vocab.New([]string{"a", "b", "c", "d"}, []int64{8000, 1500, 400, 100})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestAlias compares the frequencies of draws with count^exponent.
func TestAlias(t *testing.T) {
	v := words(t)
	for _, exponent := range []float64{0, .75, 1} {
		a, drawn, total := NewAlias(v, exponent), [4]float64{}, 0.
		const n = 100_000
		for i := range uint64(n) {
			drawn[a.Draw(splitmix.Next(i))]++
		}
		for id := range v.All() {
			total += math.Pow(float64(v.Count(id)), exponent)
		}
		for id := range v.All() {
			want := math.Pow(float64(v.Count(id)), exponent) / total
			if got := drawn[id] / n; math.Abs(got-want) > .01 {
				t.Errorf("exponent %v, word %d: %.3f, want %.3f", exponent, id, got, want)
			}
		}
	}
}

func TestKeep(t *testing.T) {
	v := words(t)
	if Keep(v, 0) != nil {
		t.Error("words are dropped without a threshold")
	}
	for id, keep := range Keep(v, .05) { // a threshold of 500 tokens
		x := 500 / float64(v.Count(vocab.ID(id)))
		if want := math.Min(1, math.Sqrt(x)+x); math.Abs(float64(keep)/math.MaxUint32-want) > 1e-6 {
			t.Errorf("word %d: %v, want %v", id, float64(keep)/math.MaxUint32, want)
		}
	}
}

func TestBelow(t *testing.T) {
	for draw, want := range map[uint32]int{0: 0, math.MaxUint32: 9, 1 << 31: 5} {
		if got := Below(draw, 10); got != want {
			t.Errorf("Below(%d, 10) = %d, want %d", draw, got, want)
		}
	}
}

func TestStream(t *testing.T) {
	seen := map[uint64]bool{}
	for seed := range uint32(3) {
		for purpose := range 3 {
			for epoch := range 3 {
				seen[Stream(seed, purpose, epoch)] = true
			}
		}
	}
	if len(seen) != 27 {
		t.Errorf("%d different keys of 27", len(seen))
	}
}
