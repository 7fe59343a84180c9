package doctor

import (
	"maps"
	"slices"
)

// A Distribution sums up many lengths. A tenth of them is at most P10, half at
// most Median, and so on.
type Distribution struct {
	Mean   float64 `json:"mean"`
	Min    int     `json:"min"`
	P10    int     `json:"p10"`
	Median int     `json:"median"`
	P90    int     `json:"p90"`
	P99    int     `json:"p99"`
	Max    int     `json:"max"`
}

// A histogram says how often each length was seen.
type histogram map[int]int64

// distribution sums the histogram up; one of nothing is zero.
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
	return Distribution{sum / float64(n), lengths[0], quantile(.1), quantile(.5), quantile(.9), quantile(.99), lengths[len(lengths)-1]}
}
