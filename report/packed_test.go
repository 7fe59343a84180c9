package report_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/report"
)

// TestPacked: the weights can be read from the string, whether it is written at once or in
// pieces, and hidden pairs are NaN.
func TestPacked(t *testing.T) {
	for _, n := range []int{0, 1, 2, 3, 60, 200} {
		a := square(n)
		line, err := report.AppendJSON(nil, report.Packed{Attention: a})
		if err != nil {
			t.Fatal(err)
		}
		var written pieces
		if err := report.WriteJSON(&written, report.Packed{Attention: a}); err != nil || !bytes.Equal(written.Bytes(), line) {
			t.Fatalf("%d tokens: the pieces are not the line, %v", n, err)
		}
		if n == 200 && written.largest > 64<<10 {
			t.Errorf("a piece has %d bytes", written.largest)
		}
		var got struct{ Weights []byte }
		if err := json.Unmarshal(line, &got); err != nil || len(got.Weights) != 4*n*n {
			t.Fatalf("%d tokens: %d bytes, %v", n, len(got.Weights), err)
		}
		for i := range n * n {
			w := math.Float32frombits(binary.LittleEndian.Uint32(got.Weights[4*i:]))
			if hidden := w != w; hidden == a.Result.Visible[i] || !hidden && w != a.Result.Weights.Data[i] {
				t.Fatalf("%d tokens: weight %d is %v, want %v", n, i, w, a.Result.Weights.Data[i])
			}
		}
	}
}

// TestPackedRefuses: one query's attention cannot be packed, and a weight that is not finite is an
// error before anything is written.
func TestPackedRefuses(t *testing.T) {
	if _, err := report.AppendJSON(nil, report.Packed{Attention: &w2vattn.Attention{}}); err == nil ||
		!strings.Contains(err.Error(), "cannot be packed") {
		t.Error(err)
	}
	a := square(3)
	a.Result.Weights.Data[0] = float32(math.Inf(1))
	var written pieces
	if err := report.WriteJSON(&written, report.Packed{Attention: a}); err == nil || written.Len() > 0 {
		t.Errorf("%d bytes are written, %v", written.Len(), err)
	}
	all := report.FormatsOf(report.Packed{Attention: square(2)})
	if len(all) < 5 {
		t.Errorf("a packed attention can be written as %v", all)
	}
}
