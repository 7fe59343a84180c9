package serve

import (
	"fmt"
	"math"
	"net/http"
	"strconv"
	"sync"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/vocab"
)

// maxPoints is how many words a map shows.
const maxPoints = 20000

// A chart is a map of a model: the plane in which its frequent words lie
// furthest apart. It is drawn when it is first asked for.
type chart struct {
	once   sync.Once
	points []point
	err    error
}

// A point is a word on the map.
type point struct {
	word  string
	x, y  float64
	count int64
}

// mapped answers where the first n words lie.
func (s *Server) mapped(room *scratch, r *http.Request) (answer, error) {
	values, err := parameters(r, "model", "n")
	if err != nil {
		return answer{}, err
	}
	n, err := number(values, "n", 5000, maxPoints)
	if err != nil {
		return answer{}, err
	}
	m, err := s.model(values.Get("model"))
	if err != nil {
		return answer{}, err
	}
	m.chart.once.Do(func() { m.chart.points, m.chart.err = draw(m.Table) })
	if m.chart.err != nil {
		return answer{}, m.chart.err
	}
	points := m.chart.points[:min(n, len(m.chart.points))]
	out := append(room.out[:0], `{"points":[`...)
	for i := range points {
		if i > 0 {
			out = append(out, ',')
		}
		if out, err = points[i].appendJSON(out); err != nil {
			return answer{}, err
		}
	}
	room.out = append(out, "]}\n"...)
	return answer{kind: jsonType, body: room.out}, nil
}

func (p *point) appendJSON(dst []byte) ([]byte, error) {
	word, err := marshal(p.word)
	if err != nil {
		return dst, err
	}
	dst = append(append(dst, `{"word":`...), word[:len(word)-1]...)
	dst = strconv.AppendFloat(append(dst, `,"x":`...), p.x, 'f', -1, 64)
	dst = strconv.AppendFloat(append(dst, `,"y":`...), p.y, 'f', -1, 64)
	return append(strconv.AppendInt(append(dst, `,"count":`...), p.count, 10), '}'), nil
}

// draw projects the first maxPoints words, which in a vocabulary of counted words
// are the most frequent, on their first two principal components (Pearson 1901).
// The vectors are divided by their lengths before, so that words with a large
// cosine lie together.
func draw(t *embed.Table) ([]point, error) {
	n, d := min(t.Len(), maxPoints), t.Dim()
	if n == 0 {
		return nil, nil
	}
	unit := mat.NewDense(n, d, nil)
	for i := range n {
		setUnit(unit.RawRowView(i), t.Row(vocab.ID(i)))
	}
	if err := t.Err(); err != nil {
		return nil, err
	}
	axes, err := principal(unit)
	if err != nil {
		return nil, err
	}
	var plane mat.Dense
	plane.Mul(unit, axes)
	points := make([]point, n)
	for i := range points {
		id := vocab.ID(i)
		points[i] = point{word: t.Vocab().Word(id), x: rounded(plane.At(i, 0)), y: rounded(plane.At(i, 1)), count: t.Vocab().Count(id)}
	}
	return points, t.Err()
}

// setUnit writes v, divided by its length, into dst; zeros if it has no length.
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

// principal takes the mean from the rows of x, n×D, and returns the two
// directions, D×2, in which they vary most: the eigenvectors of their covariance
// with the largest eigenvalues. A direction's sign is free; its largest number is
// made positive, so that the map looks the same each time.
func principal(x *mat.Dense) (*mat.Dense, error) {
	n, d := x.Dims()
	for j := range d {
		column := mat.Col(nil, j, x)
		mean := stat.Mean(column, nil)
		for i := range n {
			x.Set(i, j, x.At(i, j)-mean)
		}
	}
	var covariance mat.SymDense
	covariance.SymOuterK(1/float64(max(1, n-1)), x.T())
	var eigen mat.EigenSym
	if !eigen.Factorize(&covariance, true) {
		return nil, fmt.Errorf("serve: no principal components were found of %d vectors", n)
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

// largest returns the number furthest from 0, the first of such.
func largest(x []float64) float64 {
	var top float64
	for _, v := range x {
		if math.Abs(v) > math.Abs(top) {
			top = v
		}
	}
	return top
}

// rounded keeps four decimals, which are finer than a map's pixels.
func rounded(x float64) float64 { return math.Round(x*1e4)/1e4 + 0 }
