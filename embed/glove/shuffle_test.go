package glove

import (
	"math"
	"slices"
	"testing"

	"github.com/w2vattn/w2vattn/embed/internal/strata"
	"github.com/w2vattn/w2vattn/vocab"
)

// TestPermutation: every number comes once, in another order for another key.
func TestPermutation(t *testing.T) {
	for _, n := range []int{1, 2, 3, 7, 8, 9, 100, 1 << 10, 1<<10 + 1, 5000} {
		var orders [2][]int
		for key := range orders {
			p := newPermutation(n, uint64(key))
			seen := make([]bool, n)
			for i := range n {
				x := p.at(i)
				if x < 0 || x >= n || seen[x] {
					t.Fatalf("%d numbers, key %d: %d at %d", n, key, x, i)
				}
				seen[x] = true
				orders[key] = append(orders[key], x)
			}
		}
		if n >= 100 && slices.Equal(orders[0], orders[1]) {
			t.Errorf("%d numbers: the same order for two keys", n)
		}
	}
}

// TestPermutationMixes: neighbours are far from each other, as in a random order, where the mean
// distance is n/3.
func TestPermutationMixes(t *testing.T) {
	const n = 100_000
	p := newPermutation(n, 7)
	sum, rising := 0., 0
	for i := range n - 1 {
		d := p.at(i+1) - p.at(i)
		sum += math.Abs(float64(d))
		if d > 0 {
			rising++
		}
	}
	if mean := sum / n; math.Abs(mean-n/3) > n/50 || math.Abs(float64(rising)-n/2) > n/50 {
		t.Errorf("mean distance %v, %d times rising", mean, rising)
	}
}

// TestFill: a chunk has each record once, in the block of its strata.
func TestFill(t *testing.T) {
	c := small()
	var all records
	for i := range 3000 {
		all.addRow(c, vocab.ID(i%60), []vocab.ID{vocab.ID(i / 60)}, []float64{float64(i + 1)})
	}
	e := c.newEpoch(2, all.n, 60)
	var s slice
	for range 2 { // the second time with buffers
		s.fill(e, &all, 100, 2900)
	}
	seen := map[float32]bool{}
	for block := range strata.Blocks {
		for _, r := range s.records[s.starts[block]:s.starts[block+1]] {
			if int(e.rows[r.row])*strata.Number+int(e.columns[r.column]) != block {
				t.Fatalf("%+v in block %d", r, block)
			}
			seen[r.log] = true
		}
	}
	if len(seen) != 2800 {
		t.Errorf("%d records, want 2,800", len(seen))
	}
	used := map[uint8]int{}
	for _, x := range e.rows {
		used[x]++
	}
	if len(used) < 12 || slices.Equal(e.rows, e.columns) || slices.Equal(e.rows, c.newEpoch(3, all.n, 60).rows) {
		t.Errorf("strata of rows %v", e.rows)
	}
}
