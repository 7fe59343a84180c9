package main

import (
	"math"
	"slices"
	"testing"
)

func TestMedian(t *testing.T) {
	for _, test := range []struct {
		x    []float64
		want float64
	}{{[]float64{3}, 3}, {[]float64{9, 1, 2}, 2}, {[]float64{4, 1, 8, 2}, 3}} {
		given := slices.Clone(test.x)
		if got := median(test.x); got != test.want {
			t.Errorf("median(%v) = %v, want %v", test.x, got, test.want)
		}
		if !slices.Equal(given, test.x) {
			t.Errorf("median changed its argument %v to %v", given, test.x)
		}
	}
	if !math.IsNaN(median(nil)) || !math.IsNaN(least(nil)) || !math.IsNaN(most(nil)) {
		t.Error("statistics of nothing are known")
	}
}

func TestRatios(t *testing.T) {
	if got := ratios([]float64{6, 9}, []float64{2, 3}); !slices.Equal(got, []float64{3, 3}) {
		t.Errorf("ratios are %v", got)
	}
	if got := ratios(nil, []float64{2}); len(got) != 0 {
		t.Errorf("ratios to a program that was not measured are %v", got)
	}
	if x := []float64{2, 5, 1}; least(x) != 1 || most(x) != 5 {
		t.Errorf("%v has the range %v to %v", x, least(x), most(x))
	}
}

func TestNumber(t *testing.T) {
	for _, test := range []struct {
		x        float64
		decimals int
		want     string
	}{
		{0, 0, "0"}, {999.4, 0, "999"}, {1234, 0, "1,234"}, {1234567, 0, "1,234,567"}, {1.25, 1, "1.2"},
		{12345.67, 1, "12345.7"}, {math.NaN(), 1, "–"}, {math.Inf(1), 0, "–"},
	} {
		if got := number(test.x, test.decimals); got != test.want {
			t.Errorf("number(%v, %d) = %q, want %q", test.x, test.decimals, got, test.want)
		}
	}
}
