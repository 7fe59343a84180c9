// Package pca projects word vectors onto a plane, for maps of words: each vector of
// D numbers becomes a point, by the two principal components of the vectors. Of all
// linear projections to two dimensions this one keeps the most variance, but D
// dimensions have far more: words that are near each other on the map need not be
// similar. Nearest words are always computed from the vectors themselves.
package pca

import (
	"context"
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/vocab"
)

// A Point is a position on the map.
type Point struct{ X, Y float64 }

// Words projects the first n words of a table on the first two principal components
// (Pearson 1901) of its first fit words. In a vocabulary with counts these are the most
// frequent words. The vectors are scaled to length 1 before, so that words with a large
// cosine are near each other. Positions are rounded to four decimals. A table with fewer
// words has a position for each. The components take O(fit·D²) time for the covariance,
// O(D³) for its eigenvectors, and fit·D numbers of memory; the position of a word takes
// O(D). The error is that of ctx, of a mapped table, or of a decomposition that fails.
func Words(ctx context.Context, t *embed.Table, fit, n int) ([]Point, error) {
	fit, n = min(fit, t.Len()), min(n, t.Len())
	if fit == 0 || n == 0 {
		return []Point{}, nil
	}
	unit := units(t, 0, fit)
	if err := t.Err(); err != nil {
		return nil, err
	}
	mean := subtractMean(unit)
	axes, err := principalAxes(ctx, unit)
	if err != nil {
		return nil, err
	}
	points := appendPoints(make([]Point, 0, n), unit.Slice(0, min(fit, n), 0, t.Dim()), axes)
	for begin := fit; begin < n; begin += blockRows {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		block := units(t, begin, min(begin+blockRows, n))
		for i := range block.RawMatrix().Rows {
			row := block.RawRowView(i)
			for j, m := range mean {
				row[j] -= m
			}
		}
		points = appendPoints(points, block, axes)
	}
	return points, t.Err()
}

// units returns the vectors of words begin to end−1, scaled to length 1.
func units(t *embed.Table, begin, end int) *mat.Dense {
	unit := mat.NewDense(end-begin, t.Dim(), nil)
	for i := range end - begin {
		setUnit(unit.RawRowView(i), t.Row(vocab.ID(begin+i)))
	}
	return unit
}

// appendPoints appends the positions of the rows of x, n×D, on axes, D×2.
func appendPoints(points []Point, x mat.Matrix, axes *mat.Dense) []Point {
	var plane mat.Dense
	plane.Mul(x, axes)
	n, _ := plane.Dims()
	for i := range n {
		points = append(points, Point{X: rounded(plane.At(i, 0)), Y: rounded(plane.At(i, 1))})
	}
	return points
}

// setUnit writes v / ‖v‖ into dst. dst stays zero if the norm is 0 or not finite;
// length-length is NaN for infinity and NaN.
func setUnit(dst []float64, v []float32) {
	var square float64
	for _, x := range v {
		square += float64(x) * float64(x)
	}
	length := math.Sqrt(square)
	if length == 0 || length-length != 0 {
		return
	}
	for i, x := range v {
		dst[i] = float64(x) / length
	}
}

// blockRows is how many rows are multiplied between two checks of the context.
const blockRows = 1024

// subtractMean subtracts the mean from the rows of x, n×D, and returns it.
func subtractMean(x *mat.Dense) []float64 {
	n, d := x.Dims()
	means := make([]float64, d)
	for j := range d {
		means[j] = stat.Mean(mat.Col(nil, j, x), nil)
		for i := range n {
			x.Set(i, j, x.At(i, j)-means[j])
		}
	}
	return means
}

// principalAxes returns the two directions, D×2, in which the rows of x, n×D, vary most: the
// eigenvectors of their covariance, XᵀX/(n−1), with the largest eigenvalues. The mean of the
// rows is zero. The sign of each direction is chosen so that its entry of largest absolute value
// is positive: the map is then the same each time. With D = 1 there is one direction, and the
// other is zero. It returns an error of ctx, or one if the decomposition fails.
func principalAxes(ctx context.Context, x *mat.Dense) (*mat.Dense, error) {
	n, d := x.Dims()
	covariance := mat.NewSymDense(d, nil)
	for begin := 0; begin < n; begin += blockRows {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		rows := x.Slice(begin, min(begin+blockRows, n), 0, d)
		var part mat.SymDense
		part.SymOuterK(1/float64(max(1, n-1)), rows.T())
		covariance.AddSym(covariance, &part)
	}
	var eigen mat.EigenSym
	if !eigen.Factorize(covariance, true) {
		return nil, fmt.Errorf("pca: no principal components were found for %d vectors", n)
	}
	var all mat.Dense
	eigen.VectorsTo(&all) // the smallest eigenvalue first
	axes := mat.NewDense(d, 2, nil)
	for k := range min(2, d) {
		column := mat.Col(nil, d-1-k, &all)
		sign := 1.0
		if largest(column) < 0 {
			sign = -1
		}
		for j, v := range column {
			axes.Set(j, k, sign*v)
		}
	}
	return axes, nil
}

// largest returns the number of largest absolute value, the first of several, and 0
// for an empty slice.
func largest(x []float64) float64 {
	var top float64
	for _, v := range x {
		if math.Abs(v) > math.Abs(top) {
			top = v
		}
	}
	return top
}

// rounded rounds to four decimals, which are finer than the pixels of a map. Adding 0 turns −0
// into 0.
func rounded(x float64) float64 { return math.Round(x*1e4)/1e4 + 0 }
