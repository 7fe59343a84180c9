//go:build !purego

package simd

import (
	"math/rand/v2"
	"testing"
)

// TestInvalidScores checks that sums beyond the range of integers are signalled, and only
// these. If ordinary sums were, plain Go would compute every block.
func TestInvalidScores(t *testing.T) {
	for _, test := range []struct {
		factor float32
		want   bool
	}{{1, false}, {1e4, true}, {1e18, true}, {1, false}} {
		s := newScene(t, rand.New(rand.NewPCG(3, 4)), 8, 16, 100, 0)
		for i := range s.columns.Out {
			s.columns.Out[i] *= test.factor
		}
		p, c := s.plan, &s.columns
		h, m := make([]float32, p.Rows*c.Width), make([]float32, p.ScratchSize(c.Width))
		if got := scoreNEON(p, 0, c, h, m, make([]int32, p.PartSize())); got != test.want {
			t.Errorf("times %v: invalid is %v, want %v", test.factor, got, test.want)
		}
	}
}
