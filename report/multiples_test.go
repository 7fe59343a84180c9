package report_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/report"
)

// comparedOver returns a comparison over tokens.
func comparedOver(tokens []string) *w2vattn.Comparison {
	a := made(tokens)
	c := w2vattn.CompareScores(a.QueryVector, a.Keys, a.Known, attention.Scaled, 1, attention.Auto)
	c.Query, c.Tokens, c.Known = []string{"q"}, tokens, a.Known
	return c
}

// TestMultiples: a picture of a comparison has a bar for each token, score and temperature, with a
// scale for each panel; equal tokens are one.
func TestMultiples(t *testing.T) {
	tokens := []string{"a", "b", "a", "c"}
	a := made(tokens)
	copy(a.Keys.Data[4:6], a.Keys.Data[:2]) // the second a is like the first
	c := w2vattn.CompareScores(a.QueryVector, a.Keys, a.Known, attention.Scaled, 1, attention.Auto)
	c.Query, c.Tokens, c.Known = []string{"q"}, tokens, a.Known
	svg := document(t, report.SVG, report.Options{}, c)
	if n := strings.Count(svg, `width="84" height="12" fill="#e6e8ec"`); n != 4*2*3 {
		t.Errorf("%d bars, want 24", n)
	}
	if n := strings.Count(svg, `width="84" height="12" fill="#2c728e"`); n < 8 {
		t.Errorf("%d bars have full length, want one for each of 8 panels", n)
	}
	if strings.Count(svg, ">a 2 ×<") != 4 || !strings.Contains(svg, "T=1<") || !strings.Contains(svg, "(auto)<") {
		t.Errorf("names or temperatures are missing: %s", svg)
	}
	page := document(t, report.HTML, report.Options{Language: "ko"}, c)
	if !strings.Contains(page, "막대의 눈금은") || strings.Count(page, "<details><summary>") != 1 {
		t.Error("the page has no picture, or not one fold")
	}
}

// TestMultiplesOfMany: of many tokens those with the largest scores are shown, in the order of the
// text, and a line says how many; bad input gives pictures too.
func TestMultiplesOfMany(t *testing.T) {
	tokens := make([]string, 100)
	for i := range tokens {
		tokens[i] = fmt.Sprintf("w%02d", i)
	}
	svg := document(t, report.SVG, report.Options{}, comparedOver(tokens))
	if !strings.Contains(svg, "the 24 tokens with the largest scores, of 89") {
		t.Errorf("nothing is said of the others: %s", svg)
	}
	last := -1
	for i := range tokens {
		if at := strings.Index(svg, ">"+tokens[i]+"<"); at >= 0 {
			if at < last {
				t.Errorf("%s is out of order", tokens[i])
			}
			last = at
		}
	}
	unknown := comparedOver([]string{"a", "b"})
	unknown.Known = []bool{false, false}
	for _, row := range unknown.Rows {
		for _, r := range row.Results {
			clear(r.Visible)
		}
	}
	for name, c := range map[string]*w2vattn.Comparison{"one": comparedOver([]string{"שלום"}), "unknown": unknown,
		"none": comparedOver(nil), "empty": {}, "long": comparedOver([]string{strings.Repeat("x", 40), "<script>"})} {
		for _, f := range []report.Format{report.SVG, report.HTML} {
			got, drawn := document(t, f, report.Options{}, c), f == report.SVG || name != "none" && name != "empty"
			if drawn && !strings.Contains(got, "</svg>") || strings.Contains(got, "><script><") {
				t.Errorf("%s as %s: %s", name, f, got)
			}
		}
	}
}
