package serve

// This file computes the map of words: each vector of D numbers becomes a point in
// the plane, by the two principal components of the vectors. Of all linear
// projections to two dimensions this one keeps the most variance, but D dimensions
// have far more: words that are near each other on the map need not be similar.
// Nearest words are always computed from the vectors themselves.

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"strconv"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/internal/jsonline"
	"github.com/w2vattn/w2vattn/vocab"
)

// maxPoints is the maximum number of words of a map. A browser draws 20,000 points in 7
// ms, see docs/benchmarks.md, section Web page.
const maxPoints = 20000

// A wordMap is the projection of a model's frequent words onto a plane. The first request
// for it computes it; it is kept, about 1 MB.
type wordMap struct {
	turn   chan struct{} // full while a request uses points; a lock that ctx can interrupt
	points []point
}

// newWordMap returns a map that is not computed yet.
func newWordMap() wordMap { return wordMap{turn: make(chan struct{}, 1)} }

// get returns the points. The first request computes them; others wait for it. A cancelled
// request leaves the work to the next one.
func (c *wordMap) get(ctx context.Context, t *embed.Table) ([]point, error) {
	select {
	case c.turn <- struct{}{}:
		defer func() { <-c.turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if c.points != nil {
		return c.points, nil
	}
	points, err := projectWords(ctx, t)
	if err == nil {
		c.points = points
	}
	return points, err
}

// A point is a word on the map, with its two principal components and its count.
type point struct {
	word  string
	x, y  float64
	count int64
}

// wordMap answers GET /api/map: the positions of the first n words.
func (s *Server) wordMap(q *request) (answer, error) {
	n, err := q.number("n", 5000, maxPoints)
	if err != nil {
		return answer{}, err
	}
	points, err := q.model.wordMap.get(q.ctx, q.model.Table())
	if err != nil {
		return answer{}, err
	}
	if err := q.model.Table().Err(); err != nil {
		return answer{}, err
	}
	return q.points(points[:min(n, len(points))])
}

// points returns an answer with points as JSON.
func (q *request) points(points []point) (answer, error) {
	out := buffer{ctx: q.ctx, held: &q.held}
	line := bytes.NewBufferString(`{"points":[`)
	for i := range points {
		if i > 0 {
			line.WriteByte(',')
		}
		if err := points[i].writeJSON(line); err != nil {
			return answer{}, err
		}
		if _, err := line.WriteTo(&out); err != nil {
			return answer{}, err
		}
	}
	line.WriteString("]}\n")
	_, err := line.WriteTo(&out)
	return answer{kind: jsonType, body: out.bytes}, err
}

// writeJSON writes the point as a JSON object:
// {"word":"cat","x":0.1,"y":-0.2,"count":12}.
func (p *point) writeJSON(b *bytes.Buffer) error {
	b.WriteString(`{"word":`)
	if err := jsonline.Write(b, p.word); err != nil {
		return err
	}
	b.Truncate(b.Len() - 1) // the end of the line
	dst := strconv.AppendFloat(append(b.AvailableBuffer(), `,"x":`...), p.x, 'f', -1, 64)
	dst = strconv.AppendFloat(append(dst, `,"y":`...), p.y, 'f', -1, 64)
	b.Write(append(strconv.AppendInt(append(dst, `,"count":`...), p.count, 10), '}'))
	return nil
}

// projectWords projects the first maxPoints words on their first two principal components
// (Pearson 1901). In a vocabulary with counts these are the most frequent words. The
// vectors are scaled to length 1 before, so that words with a large cosine are near each
// other. With n words it takes O(n·D²) time for the covariance and O(D³) for its
// eigenvectors, and n·D numbers of memory.
func projectWords(ctx context.Context, t *embed.Table) ([]point, error) {
	n, d := min(t.Len(), maxPoints), t.Dim()
	if n == 0 {
		return []point{}, nil
	}
	unit := mat.NewDense(n, d, nil)
	for i := range n {
		setUnit(unit.RawRowView(i), t.Row(vocab.ID(i)))
	}
	if err := t.Err(); err != nil {
		return nil, err
	}
	axes, err := principalAxes(ctx, unit)
	if err != nil {
		return nil, err
	}
	var plane mat.Dense
	plane.Mul(unit, axes)
	points := make([]point, n)
	for i := range points {
		id := vocab.ID(i)
		points[i] = point{
			word: t.Vocab().Word(id), count: t.Vocab().Count(id),
			x: rounded(plane.At(i, 0)), y: rounded(plane.At(i, 1)),
		}
	}
	return points, t.Err()
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

// covarianceRows is how many rows are multiplied between two checks of the context.
const covarianceRows = 1024

// principalAxes subtracts the mean from the rows of x, n×D, and returns the two directions, D×2,
// in which they vary most: the eigenvectors of their covariance, XᵀX/(n−1), with the largest
// eigenvalues. The sign of each direction is chosen so that its entry of largest absolute value
// is positive: the map is then the same each time. It returns an error of ctx, or one if the
// decomposition fails.
func principalAxes(ctx context.Context, x *mat.Dense) (*mat.Dense, error) {
	n, d := x.Dims()
	for j := range d {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		column := mat.Col(nil, j, x)
		mean := stat.Mean(column, nil)
		for i := range n {
			x.Set(i, j, x.At(i, j)-mean)
		}
	}
	covariance := mat.NewSymDense(d, nil)
	for begin := 0; begin < n; begin += covarianceRows {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		rows := x.Slice(begin, min(begin+covarianceRows, n), 0, d)
		var part mat.SymDense
		part.SymOuterK(1/float64(max(1, n-1)), rows.T())
		covariance.AddSym(covariance, &part)
	}
	var eigen mat.EigenSym
	if !eigen.Factorize(covariance, true) {
		return nil, fmt.Errorf("serve: no principal components were found for %d vectors", n)
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
