package report_test

import (
	"bytes"
	"errors"
	"math"
	"strings"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/report"
)

// pieces keeps what is written and the size of the largest piece.
type pieces struct {
	bytes.Buffer
	largest int
	fail    error
}

func (p *pieces) Write(b []byte) (int, error) {
	p.largest = max(p.largest, len(b))
	if p.fail != nil {
		return 0, p.fail
	}
	return p.Buffer.Write(b)
}

// square returns a self-attention of n tokens.
func square(n int) *w2vattn.SelfAttention {
	x := blas32.General{Rows: n, Cols: 4, Stride: 4, Data: make([]float32, 4*n)}
	for i := range x.Data {
		x.Data[i] = float32(math.Sin(float64(i)))
	}
	known := make([]bool, n)
	return &w2vattn.SelfAttention{Tokens: strings.Fields(strings.Repeat("고양이 <\"> ", n))[:n], Known: known,
		Result: attention.SelfAttend(x, attention.SelfOptions{Causal: true})}
}

// TestWriteJSON: the bytes are those of AppendJSON, in pieces.
func TestWriteJSON(t *testing.T) {
	for _, n := range []int{0, 1, 7, 200} {
		s := square(n)
		want, err := report.AppendJSON(nil, s)
		if err != nil {
			t.Fatal(err)
		}
		var got pieces
		if err := report.WriteJSON(&got, s); err != nil {
			t.Fatal(err)
		}
		if got.String() != string(want) {
			t.Errorf("%d tokens: got %.200s, want %.200s", n, got.String(), want)
		}
		if got.largest > 64<<10 {
			t.Errorf("%d tokens: a piece of %d bytes", n, got.largest)
		}
	}
	var got bytes.Buffer
	a := made([]string{"a", "b"})
	want, err := report.AppendJSON(nil, a)
	if err := errors.Join(err, report.WriteJSON(&got, a)); err != nil || got.String() != string(want) {
		t.Errorf("got %s, %v, want %s", got.String(), err, want)
	}
}

// TestWriteJSONFails: an error of the writer is returned and ends the writing. If a
// number cannot be written as JSON, nothing is written.
func TestWriteJSONFails(t *testing.T) {
	full := errors.New("full")
	if err := report.WriteJSON(&pieces{fail: full}, square(200)); !errors.Is(err, full) {
		t.Errorf("got %v", err)
	}
	s := square(200)
	s.Result.Weights.Data[len(s.Result.Weights.Data)-1] = float32(math.NaN())
	var got pieces
	if err := report.WriteJSON(&got, s); err == nil || !strings.Contains(err.Error(), "NaN") || got.largest > 0 {
		t.Errorf("%d bytes, %v", got.Len(), err)
	}
	if err := report.WriteJSON(&got, &report.Story{}); err == nil {
		t.Error("a story is written as JSON")
	}
}
