package report_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/report"
	"github.com/w2vattn/w2vattn/report/picture"
)

// longVectors returns an attention over n tokens with vectors of d numbers.
func longVectors(n, d int) *w2vattn.Attention {
	keys := blas32.General{Rows: n, Cols: d, Stride: d, Data: make([]float32, n*d)}
	for i := range keys.Data {
		keys.Data[i] = float32(i%13)/7 - .8
	}
	query := keys.Data[:d]
	a := &w2vattn.Attention{Query: []string{"q"}, QueryVector: query, Keys: keys, Values: keys,
		Result: attention.Attend(query, keys, keys, attention.Options{Score: attention.Scaled})}
	for i := range n {
		a.Tokens, a.Known = append(a.Tokens, string(rune('a'+i))), append(a.Known, true)
	}
	return a
}

// TestLongVectorsAreElided: of 300 numbers the first four and the last are shown, in every format
// and language, and all of them with Full; up to 16 all are shown.
func TestLongVectorsAreElided(t *testing.T) {
	a := longVectors(3, 300)
	for _, f := range []report.Format{report.Text, report.Markdown, report.LaTeX, report.HTML} {
		short := document(t, f, report.Options{}, report.Worked{Attention: a})
		full := document(t, f, report.Options{}, report.Worked{Attention: a, Full: true})
		if !strings.Contains(short, "the first 4 and the last of 300") || !strings.Contains(short, "296 more terms") {
			t.Errorf("%s: it is not said that numbers are left out", f)
		}
		if len(short) > 25_000 || len(full) < 2*len(short) || strings.Contains(full, "more terms") {
			t.Errorf("%s: %d bytes, %d in full", f, len(short), len(full))
		}
	}
	if ko := document(t, report.Text, report.Options{Language: "ko"}, report.Worked{Attention: a}); !strings.Contains(ko,
		"숫자 300개 중 처음 4개와") || !strings.Contains(ko, "이하 296개 항 생략") {
		t.Errorf("in Korean: %s", ko)
	}
	text := document(t, report.Text, report.Options{}, report.Worked{Attention: longVectors(2, 16)})
	if strings.Contains(text, "…") {
		t.Errorf("16 numbers are elided: %s", text)
	}
}

// TestStepsHaveTheSameHeadings: the headings of steps are the same in all formats.
func TestStepsHaveTheSameHeadings(t *testing.T) {
	w := report.Worked{Attention: sample(attention.Euclidean, 2)}
	var headings []string
	for _, l := range strings.Split(document(t, report.Text, report.Options{}, w), "\n") {
		if strings.HasPrefix(l, "Step ") || l == "The vectors" {
			headings = append(headings, l)
		}
	}
	if len(headings) != 7 {
		t.Fatalf("headings: %q", headings)
	}
	markdown, page := document(t, report.Markdown, report.Options{}, w), document(t, report.HTML, report.Options{}, w)
	if strings.Count(page, "<h3>") != 7 || strings.Count(markdown, "#### ") != 7 {
		t.Error("a format has other headings")
	}
	for _, h := range headings {
		if !strings.Contains(markdown, "#### "+h+"\n") || !strings.Contains(page, "<h3>"+h+"</h3>") {
			t.Errorf("no heading %q", h)
		}
	}
}

// TestStepsOnPages: a step can be folded, a token has its number in every step, calculations are a
// table, and the full length of a bar is the weight 1.
func TestStepsOnPages(t *testing.T) {
	a := sample(attention.Scaled, 2)
	page := document(t, report.HTML, report.Options{Language: "ko"}, report.Worked{Attention: a})
	if n := strings.Count(page, `<details class="step" open>`); n != 7 {
		t.Errorf("%d steps can be folded", n)
	}
	// Token 1, cat: its vector, two rows of its score, and three of steps 3 to 5.
	if n := strings.Count(page, `data-token="1"`); n != 6 {
		t.Errorf("%d rows are about cat", n)
	}
	if !strings.Contains(page, `<table class="calculation">`) || !strings.Contains(page, `<i style="width:43.7%"></i>`) {
		t.Errorf("no table or no bar in %s", page)
	}
	if !strings.Contains(page, `<td class="absent">계산에서 제외</td>`) || !strings.Contains(page, "다음 단계") {
		t.Errorf("an unknown token or the buttons are missing")
	}
}

// TestLaTeXRadical: in LaTeX a radical covers what is below it, also without letters after it.
func TestLaTeXRadical(t *testing.T) {
	text := document(t, report.LaTeX, report.Options{}, report.Worked{Attention: sample(attention.Scaled, 2)})
	for _, want := range []string{`\ensuremath{\sqrt{\mathrm{D}}}`, `2.5 / \ensuremath{\sqrt{\mathrm{3}}}`} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in %s", want, text)
		}
	}
	a := sample(attention.Scaled, 2)
	a.Tokens[0] = "√word"
	text = document(t, report.LaTeX, report.Options{}, a)
	if !strings.Contains(text, `\ensuremath{\surd}word`) || strings.Count(text, `\surd`) != 1 {
		t.Errorf("a radical in a word covers it, or the formula has a bare sign: %s", text)
	}
}

// TestBarsEndAtOne: in every format a bar is as long as its weight, 1 has the full length, and the
// scale says so.
func TestBarsEndAtOne(t *testing.T) {
	a := sample(attention.Scaled, 2) // the largest weight is .4374
	for f, wants := range map[report.Format][]string{
		report.Text:     {"0.4374  ██████████▌\n", "  0          .5          1\n"},
		report.Markdown: {"| 0.4374 | ██████████▌ |", "| 0–1 |"},
		report.LaTeX:    {`\weightbar{21.87}`, `\makebox[50mm]{0\hfill.5\hfill1}`},
		report.HTML:     {`<i style="width:43.7%">`, "<span>0</span><span>.5</span><span>1</span>"},
		report.SVG:      {`width="113.73" height="16" fill="#2c728e"`, `>.5</text>`},
	} {
		text := document(t, f, report.Options{}, a)
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%s: no %q in %s", f, want, text)
			}
		}
	}
}

// TestTableOfSteps: what is computed for a token is a header of all its rows.
func TestTableOfSteps(t *testing.T) {
	page := document(t, report.HTML, report.Options{}, report.Worked{Attention: sample(attention.Cosine, 2)})
	if !strings.Contains(page, `<th scope="row" rowspan="4"><bdi>cat</bdi></th><td>q·k</td>`) ||
		!strings.Contains(page, `<th scope="row" rowspan="2">query</th>`) {
		t.Errorf("headers of rows: %s", page)
	}
}

// TestLegendFits: the legend of a small heat map beside long names does not stick out of the picture.
func TestLegendFits(t *testing.T) {
	x := matrix([]float32{1, 0}, []float32{0, 1})
	known := []bool{true, false}
	s := &w2vattn.SelfAttention{Tokens: []string{strings.Repeat("x", 40), "b"}, Known: known,
		Result: attention.SelfAttend(x, attention.SelfOptions{Mask: known})}
	for _, lang := range []string{"en", "ko"} {
		text := document(t, report.SVG, report.Options{Language: lang}, s)
		width := submatch(t, `viewBox="0 0 ([\d.]+) `, text)
		note := regexp.MustCompile(`<text x="([\d.]+)"[^>]*>((?:unknown|미등록어)[^<]*)<`).FindStringSubmatch(text)
		if note == nil {
			t.Fatalf("no note about unknown tokens in %s", text)
		}
		begin, err := strconv.ParseFloat(note[1], 64)
		if err != nil || begin+picture.TextWidth(note[2], 11) > width {
			t.Errorf("%s: %q begins at %v in a picture %v wide, %v", lang, note[2], begin, width, err)
		}
	}
}

// submatch returns the number that a pattern finds.
func submatch(t *testing.T, pattern, text string) float64 {
	t.Helper()
	m := regexp.MustCompile(pattern).FindStringSubmatch(text)
	if m == nil {
		t.Fatalf("no %s in %s", pattern, text)
	}
	x, err := strconv.ParseFloat(m[1], 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}
