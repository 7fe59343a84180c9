package main

import (
	"math"
	"slices"
	"strconv"
)

// values returns f of each element.
func values(costs []cost, f func(cost) float64) []float64 {
	x := make([]float64, len(costs))
	for i, c := range costs {
		x[i] = f(c)
	}
	return x
}

// ratios returns a[i]/b[i], or nothing if the lengths differ: a program was not measured.
func ratios(a, b []float64) []float64 {
	if len(a) != len(b) {
		return nil
	}
	x := make([]float64, len(a))
	for i := range a {
		x[i] = a[i] / b[i]
	}
	return x
}

// median returns the median, NaN of nothing.
func median(x []float64) float64 {
	if len(x) == 0 {
		return math.NaN()
	}
	x = slices.Sorted(slices.Values(x))
	return (x[(len(x)-1)/2] + x[len(x)/2]) / 2
}

// least and most return the smallest and the largest element, NaN of nothing.
func least(x []float64) float64 { return extreme(x, slices.Min[[]float64]) }
func most(x []float64) float64  { return extreme(x, slices.Max[[]float64]) }

// extreme returns f of x, NaN of nothing, for which slices.Min and slices.Max panic.
func extreme(x []float64, f func([]float64) float64) float64 {
	if len(x) == 0 {
		return math.NaN()
	}
	return f(x)
}

// number formats x for a table; "–" if it is not known.
func number(x float64, decimals int) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return "–"
	}
	s := strconv.FormatFloat(x, 'f', decimals, 64)
	for i := len(s) - 3; decimals == 0 && i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
