package report_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/report"
)

// crossed returns the attention of two tokens over three, of which one is unknown.
func crossed() *w2vattn.CrossAttention {
	queries := blas32.General{Rows: 2, Cols: 2, Stride: 2, Data: []float32{1, 0, 0, 1}}
	keys := blas32.General{Rows: 3, Cols: 2, Stride: 2, Data: []float32{1, 0, 0, 0, 0, 2}}
	return &w2vattn.CrossAttention{
		Queries: []string{"cat", "개"}, QueriesKnown: []bool{true, true}, Tokens: []string{"kitten", "<zyzzyva>", "dog"},
		Known:    []bool{true, false, true},
		Replaced: []w2vattn.Replacement{{Token: "kng", Words: []string{"king"}}},
		Result:   attention.CrossAttend(queries, keys, keys, attention.SelfOptions{Mask: []bool{true, false, true}}),
		Nearest:  [][]embed.Neighbour{{{Word: "pet", Cosine: .5}}, {}},
	}
}

// TestCross: cross-attention in every format contains its tokens.
func TestCross(t *testing.T) {
	for _, f := range report.Formats() {
		if f == report.PNG {
			continue // see TestPNG
		}
		var b bytes.Buffer
		if err := report.Write(&b, crossed(), f); err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		for _, want := range []string{"cat", "kitten", "개", "dog"} {
			if !strings.Contains(b.String(), want) {
				t.Errorf("%s: no %q in\n%s", f, want, &b)
			}
		}
	}
	var b bytes.Buffer
	if err := report.Write(&b, crossed(), report.JSON); err != nil {
		t.Fatal(err)
	}
	var got struct {
		To       []string
		Tokens   []string
		Weights  [][]float32
		Scores   [][]*float32
		Replaced map[string][]string
		Nearest  [][]embed.Neighbour
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.To) != 2 || len(got.Weights) != 2 || len(got.Weights[0]) != 3 || got.Scores[0][1] != nil ||
		got.Replaced["kng"][0] != "king" || len(got.Nearest[0]) != 1 {
		t.Errorf("%s", &b)
	}
}

// TestCrossSides: queries are rows and tokens are columns, also with many of one and few
// or none of the other.
func TestCrossSides(t *testing.T) {
	for _, c := range [][2]int{{1, 60}, {60, 2}, {3, 13}, {0, 2}, {2, 0}, {0, 0}} {
		x := crossOf(tokensOf(c[0]), tokensOf(c[1]))
		for _, f := range []report.Format{report.Text, report.JSON, report.CSV, report.Markdown, report.LaTeX,
			report.HTML, report.SVG} {
			for _, view := range []report.View{report.Natural, report.Lines} {
				document(t, f, report.Options{View: view}, x)
			}
		}
		var rows struct{ To, Tokens, Weights, Nearest []any }
		if err := json.Unmarshal([]byte(document(t, report.JSON, report.Options{}, x)), &rows); err != nil {
			t.Fatal(err)
		}
		if len(rows.To) != c[0] || len(rows.Tokens) != c[1] || len(rows.Weights) != c[0] || len(rows.Nearest) != c[0] {
			t.Errorf("%v: %+v", c, rows)
		}
	}
}

// TestCrossOfUnknown: reports have the number of unknown queries, and the row of a query
// that sees nothing has points only.
func TestCrossOfUnknown(t *testing.T) {
	x := crossed()
	x.QueriesKnown = []bool{true, false}
	keys := matrix([]float32{1, 0}, []float32{0, 1}, []float32{1, 1})
	x.Result = attention.CrossAttend(keys, keys, keys,
		attention.SelfOptions{Allow: func(i, _ int) bool { return i == 0 }})
	text := document(t, report.Text, report.Options{}, x)
	for _, want := range []string{"unknown queries: 1 of 2\n", "unknown: 1 of 3 tokens"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if strings.Count(text, "·") < 3 || !strings.Contains(document(t, report.Text, report.Options{Language: "ko"}, x),
		"미등록어(OOV)인 쿼리: 2개 중 1개") {
		t.Errorf("got\n%s", text)
	}
}

// TestReplacedWords: reports for people name the words that replaced unknown ones.
func TestReplacedWords(t *testing.T) {
	x := blas32.General{Rows: 2, Cols: 2, Stride: 2, Data: []float32{1, 0, 0, 1}}
	replaced := []w2vattn.Replacement{{Token: "k<ng", Words: []string{"king"}},
		{Token: "모임", Words: []string{"모음", "이다"}}}
	tokens, known := []string{"k<ng", "모임"}, []bool{false, false}
	a := &w2vattn.Attention{Query: []string{"q"}, Tokens: tokens, Known: known, Replaced: replaced,
		QueryVector: x.Data[:2], Keys: x, Values: x,
		Result: attention.Attend(x.Data[:2], x, x, attention.Options{})}
	s := &w2vattn.SelfAttention{Tokens: tokens, Known: known, Replaced: replaced, Result: attention.SelfAttend(x,
		attention.SelfOptions{})}
	c := w2vattn.CompareScores(x.Data[:2], x, nil, attention.Dot)
	c.Query, c.Tokens, c.Known, c.Replaced = a.Query, tokens, known, replaced
	for name, r := range map[string]report.Result{"attention": a, "self": s, "comparison": c,
		"worked": report.Worked{Attention: a}} {
		if text := document(t, report.Text, report.Options{}, r); !strings.Contains(text, "unknown words replaced: "+
			"k<ng → king; 모임 → mean of 모음, 이다") {
			t.Errorf("%s:\n%s", name, text)
		}
		if page := document(t, report.HTML, report.Options{Language: "ko"}, r); !strings.Contains(page,
			"대체한 미등록어(OOV): ") || strings.Contains(page, "k<ng") {
			t.Errorf("%s: HTML", name)
		}
	}
	if picture := document(t, report.SVG, report.Options{}, a); !strings.Contains(picture, "→ king") {
		t.Error("the picture does not name the replacement")
	}
}

// TestNoResult: a value that is not a result is an error, not a panic.
func TestNoResult(t *testing.T) {
	for _, r := range []report.Result{nil, 1, w2vattn.Attention{}} {
		if err := report.Write(&bytes.Buffer{}, r, report.Text); err == nil || !strings.Contains(err.Error(),
			"cannot be written") {
			t.Errorf("%T: %v", r, err)
		}
		if _, err := report.AppendJSON(nil, r); err == nil {
			t.Errorf("%T: no error", r)
		}
	}
}
