package strata

import (
	"sync/atomic"
	"testing"
)

// TestTrain: each block is trained once, and never beside one with a common stratum.
func TestTrain(t *testing.T) {
	for _, workers := range []int{1, 3, 40} {
		var trained [Blocks]atomic.Int32
		var rows, columns [Number]atomic.Int32
		sum := Train(workers, func(row, column int) float64 {
			if rows[row].Add(1) != 1 || columns[column].Add(1) != 1 {
				t.Errorf("block %d, %d is not alone", row, column)
			}
			trained[row*Number+column].Add(1)
			rows[row].Add(-1)
			columns[column].Add(-1)
			return float64(row*Number + column)
		})
		for i := range trained {
			if n := trained[i].Load(); n != 1 {
				t.Errorf("%d workers: block %d trained %d times", workers, i, n)
			}
		}
		if want := float64(Blocks * (Blocks - 1) / 2); sum != want {
			t.Errorf("sum %v, want %v", sum, want)
		}
	}
}

// TestParallel: every number once, also with more workers than numbers, and without numbers.
func TestParallel(t *testing.T) {
	for n := range 5 {
		for workers := range 7 {
			var sum atomic.Int32
			Parallel(workers, n, func(i int) { sum.Add(1 << i) })
			if sum.Load() != 1<<n-1 {
				t.Errorf("%d workers, %d numbers: %b", workers, n, sum.Load())
			}
		}
	}
}

// TestOf: strata have about the same size and depend on the key.
func TestOf(t *testing.T) {
	var sizes [Number]int
	same := 0
	for i := range 16_000 {
		sizes[Of(1, i)]++
		if Of(1, i) == Of(2, i) {
			same++
		}
	}
	for i, n := range sizes {
		if n < 850 || n > 1150 {
			t.Errorf("stratum %d has %d of 16,000", i, n)
		}
	}
	if same > 1300 {
		t.Errorf("%d of 16,000 are in the same stratum for two keys", same)
	}
}
