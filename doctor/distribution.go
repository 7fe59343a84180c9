package doctor

// This file summarizes lengths. A histogram has one counter for each length that
// occurs, so quantiles are exact.

import (
	"maps"
	"slices"
)

// A Distribution summarizes lengths: their mean, extremes and quantiles. P10 is the
// smallest length that at least 10 % of the lengths do not exceed; Median, P90 and P99
// are the same for 50, 90 and 99 %.
//
// For the lengths 1, 1, 2, 3 and 10: mean 3.4, minimum 1, P10 1, median 2, P90 10, P99 10,
// maximum 10.
type Distribution struct {
	Mean   float64 `json:"mean"`
	Min    int     `json:"min"`
	P10    int     `json:"p10"`
	Median int     `json:"median"`
	P90    int     `json:"p90"`
	P99    int     `json:"p99"`
	Max    int     `json:"max"`
}

// A histogram is the number of occurrences of each length. Lengths are few, so it takes
// little memory for any corpus.
type histogram map[int]int64

// distribution returns the summary of the histogram, and zeros for an empty one. The
// quantiles are exact.
func (h histogram) distribution() Distribution {
	if len(h) == 0 {
		return Distribution{}
	}
	lengths := slices.Sorted(maps.Keys(h))
	var n int64
	var sum float64
	for _, l := range lengths {
		n += h[l]
		sum += float64(l) * float64(h[l])
	}
	quantile := func(q float64) int {
		var below int64
		for _, l := range lengths {
			if below += h[l]; float64(below) >= q*float64(n) {
				return l
			}
		}
		return lengths[len(lengths)-1]
	}
	return Distribution{
		Mean: sum / float64(n), Min: lengths[0], Max: lengths[len(lengths)-1],
		P10: quantile(.1), Median: quantile(.5), P90: quantile(.9), P99: quantile(.99),
	}
}
