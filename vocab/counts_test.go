package vocab

import (
	"math"
	"strings"
	"testing"
)

// TestCounts: counts are not negative, and their sum does not overflow.
func TestCounts(t *testing.T) {
	words := []string{"the", "cat", "dog"}
	for _, c := range []struct {
		counts []int64
		total  int64
		want   string // part of the error
	}{
		{nil, 0, ""},
		{[]int64{0, 0, 0}, 0, ""},
		{[]int64{math.MaxInt64, 0, 0}, math.MaxInt64, ""},
		{[]int64{math.MaxInt64 - 3, 1, 2}, math.MaxInt64, ""},
		{[]int64{3, -1, 2}, 0, `the count of word 1, "cat", is -1`},
		{[]int64{math.MinInt64, 1, 2}, 0, `the count of word 0, "the"`},
		{[]int64{math.MaxInt64, 1, 2}, 0, "words 0 to 1 is above"},
		{[]int64{1 << 62, 1 << 62, 1 << 62}, 0, "words 0 to 1 is above"},
		{[]int64{1 << 62, 1<<62 - 1, 1}, 0, "words 0 to 2 is above"},
		{[]int64{1, 2}, 0, "3 words but 2 counts"},
		{[]int64{}, 0, "3 words but 0 counts"},
	} {
		v, err := New(words, c.counts)
		if c.want != "" {
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v: %v, want %q", c.counts, err, c.want)
			}
			continue
		}
		if err != nil || v.Total() != c.total || v.Counted() != (c.counts != nil) {
			t.Errorf("%v: %v, total %d", c.counts, err, v.Total())
		}
	}
}
