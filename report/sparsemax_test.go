package report_test

import (
	"strings"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/report"
)

// sparse returns the attention of sample with sparsemax.
func sparse(t attention.Temperature) *w2vattn.Attention {
	a := sample(attention.Scaled, t)
	a.Result = attention.Attend(a.QueryVector, a.Keys, a.Values, attention.Options{Score: attention.Scaled,
		Temperature: t, Sparse: true, Mask: a.Known})
	return a
}

// TestWorkedSparsemax: the steps end with the weights of the result. For scores 2, 1
// and −1 at temperature 2, that is z = 0, −½ and −1½, the first two share the weight:
// τ = (−½ − 1)/2 = −¾, weights ¾, ¼ and 0.
func TestWorkedSparsemax(t *testing.T) {
	keys := matrix([]float32{1, 2}, []float32{2, 2}, []float32{-1, 5})
	q := []float32{1, 0}
	a := &w2vattn.Attention{Query: []string{"q"}, Tokens: []string{"b", "a", "c"}, Known: []bool{true, true, true},
		QueryVector: q, Keys: keys, Values: keys,
		Result: attention.Attend(q, keys, keys, attention.Options{Score: attention.Dot, Temperature: 2, Sparse: true})}
	got := written(t, report.Text, report.Worked{Attention: a})
	for _, want := range []string{
		"temperature 2 · sparsemax", "z = (score − maximum) / T, maximum = 2, T = 2", " c      (−1 − 2) / 2  = −1.5\n",
		" a      1  1 + 1 × 0       =  1    ", "> S = 0\n", " b      2  1 + 2 × (−0.5)  =  0    ", "> S = −0.5\n",
		" c      3  1 + 3 × (−1.5)  = −3.5  ", "≤ S = −2\n",
		"k = 2: τ = (−0.5 − 1) / 2 = −0.75", " b      max(−0.5 − (−0.75), 0)  = 0.25  ██████\n",
		" a      max(0 − (−0.75), 0)     = 0.75  ██████████████████\n",
		" c      max(−1.5 − (−0.75), 0)  = 0\n",
		" c       [1.75, 2]\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if strings.Contains(got, "exponential") {
		t.Errorf("exponentials in\n%s", got)
	}
	golden(t, "worked-sparsemax-auto.golden", written(t, report.Text, report.Worked{Attention: sparse(attention.Auto)}))
}

// TestSparsemaxOfNothing: without tokens there are steps without lines.
func TestSparsemaxOfNothing(t *testing.T) {
	none := blas32.General{Cols: 1, Stride: 1}
	a := &w2vattn.Attention{Query: []string{"q"}, QueryVector: []float32{1}, Result: attention.Attend([]float32{1},
		none, none, attention.Options{Sparse: true})}
	if got := written(t, report.Text, report.Worked{Attention: a}); strings.Contains(got, "τ = (0") {
		t.Errorf("got %s", got)
	}
}

// TestSparsemaxIsNamed: reports of every format that names the method name sparsemax;
// they do not name softmax, the default.
func TestSparsemaxIsNamed(t *testing.T) {
	x := sparse(1)
	o := attention.SelfOptions{Sparse: true}
	self := &w2vattn.SelfAttention{Tokens: x.Tokens, Known: x.Known, Result: attention.SelfAttend(x.Keys, o)}
	cross := crossed()
	cross.Result = attention.CrossAttend(x.Keys, x.Keys, x.Keys, o)
	cross.Queries, cross.Tokens, cross.QueriesKnown, cross.Known, cross.Nearest = x.Tokens, x.Tokens, x.Known,
		x.Known, nil
	for name, r := range map[string]report.Result{"attention": x, "self": self, "cross": cross,
		"worked": report.Worked{Attention: x}} {
		for _, f := range report.Formats() {
			if f == report.CSV || f == report.PNG || report.Takes(r, f) != nil {
				continue
			}
			for _, lang := range []string{"en", "ko"} {
				if got := document(t, f, report.Options{Language: lang}, r); !strings.Contains(got, "sparsemax") {
					t.Errorf("%s as %s does not name sparsemax", name, f)
				}
			}
		}
	}
	if got := document(t, report.JSON, report.Options{}, x); !strings.Contains(got,
		`"temperature":1,"normalizer":"sparsemax","tokens"`) {
		t.Errorf("got %s", got)
	}
	for _, f := range []report.Format{report.Text, report.JSON} {
		if got := document(t, f, report.Options{}, sample(attention.Scaled, 1)); strings.Contains(got, "max") {
			t.Errorf("%s of softmax: %s", f, got)
		}
	}
}
