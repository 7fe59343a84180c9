package report_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/report"
	"github.com/w2vattn/w2vattn/report/picture"
)

// withUnknown returns the self-attention of three tokens of which the second is unknown.
func withUnknown() *w2vattn.SelfAttention {
	known := []bool{true, false, true}
	x := matrix([]float32{2, 0}, []float32{0, 0}, []float32{1, 2})
	return &w2vattn.SelfAttention{Tokens: []string{"cat", "zzz", "책"}, Known: known,
		Result: attention.SelfAttend(x, attention.SelfOptions{Mask: known})}
}

// TestUnknownIsHatched: the row and the column of an unknown token are hatched, and its
// weights, all equal, are in no report for people. JSON has them.
func TestUnknownIsHatched(t *testing.T) {
	s := withUnknown()
	svg := document(t, report.SVG, report.Options{}, s)
	// The first and the last row are cut by the column, the row is one piece; one is in the legend.
	if n := strings.Count(svg, "stroke-dasharray"); n != 4 {
		t.Errorf("%d hatched pieces, want 4: %s", n, svg)
	}
	for lang, want := range map[string]string{"en": "no weights of its own", "ko": "가중치를 계산하지 않음"} {
		if !strings.Contains(document(t, report.SVG, report.Options{Language: lang}, s), want) {
			t.Errorf("%s: the legend has no %q", lang, want)
		}
	}
	if strings.Contains(document(t, report.SVG, report.Options{}, madeSelf([]string{"cat", "책"})), "dasharray") {
		t.Error("known tokens are hatched")
	}
	for _, f := range []report.Format{report.Text, report.HTML, report.Markdown, report.SVG} {
		if strings.Contains(document(t, f, report.Options{}, s), "0.500") {
			t.Errorf("%s has weights of the unknown token", f)
		}
	}
	if !strings.Contains(document(t, report.JSON, report.Options{}, s), "[0.5,0,0.5]") {
		t.Error("JSON has no weights of the unknown token")
	}
	c := crossOf([]string{"cat", "zzz"}, []string{"a", "b"})
	c.QueriesKnown[1] = false
	c.Result.Visible[2], c.Result.Visible[3] = false, false
	if n := strings.Count(document(t, report.SVG, report.Options{}, c), "dasharray"); n != 2 {
		t.Errorf("%d hatched pieces of a cross-attention, want a row and the legend", n)
	}
}

// TestScaleWithoutDiagonal: the scale ends at the largest weight off the diagonal, and the
// legend says so. With Diagonal it ends at the largest of all.
func TestScaleWithoutDiagonal(t *testing.T) {
	x := matrix([]float32{3, 0}, []float32{0, 3}, []float32{1, 1})
	s := &w2vattn.SelfAttention{Tokens: []string{"a", "b", "c"}, Known: []bool{true, true, true},
		Result: attention.SelfAttend(x, attention.SelfOptions{})}
	end := regexp.MustCompile(`>(≥ )?([0-9.]+)</text>\n<text[^>]*>weight<`)
	for diagonal, want := range map[bool]string{false: "≥ 0.422", true: "0.997"} {
		svg := document(t, report.SVG, report.Options{Diagonal: diagonal}, s)
		found := end.FindStringSubmatch(svg)
		if found == nil || found[1]+found[2] != want ||
			strings.Contains(svg, "scale without the diagonal") == diagonal {
			t.Errorf("diagonal %t: the scale ends at %q, want %s", diagonal, found, want)
		}
	}
	// One token has only itself; the scale cannot leave it out.
	one := document(t, report.SVG, report.Options{}, madeSelf([]string{"cat"}))
	if strings.Contains(one, "without the diagonal") || !strings.Contains(one, ">1.000<") {
		t.Errorf("one token: %s", one)
	}
}

// TestPaper: a picture for paper has a width in millimetres, no line above, and light colours.
func TestPaper(t *testing.T) {
	s := madeSelf([]string{"a", "b"})
	plain := document(t, report.SVG, report.Options{}, s)
	paper := document(t, report.SVG, report.Options{Palette: picture.Light, NoCaption: true, Millimetres: 84}, s, s)
	if !strings.Contains(paper, `width="84mm" height="`) || strings.Contains(paper, `fill="#1a1c20">self-attention`) ||
		!strings.Contains(paper, "#f4f7fb") || strings.Contains(paper, "#440154") {
		t.Errorf("got %s", paper)
	}
	if strings.Contains(plain, "mm\"") || !strings.Contains(plain, ">self-attention") ||
		!strings.Contains(plain, "#440154") {
		t.Errorf("without options: %s", plain)
	}
	lines := report.Options{View: report.Lines, NoCaption: true}
	if strings.Contains(document(t, report.SVG, lines, made([]string{"a"})), `fill="#1a1c20">query`) {
		t.Error("lines have a caption")
	}
}

// TestStrongestMerges: a token that occurs several times is named once for each query.
func TestStrongestMerges(t *testing.T) {
	tokens := make([]string, 40)
	for i := range tokens {
		tokens[i] = fmt.Sprintf("w%d", i%7%5)
	}
	text := document(t, report.Text, report.Options{}, madeSelf(tokens))
	if !strings.Contains(text, " × 0.0") {
		t.Errorf("nothing is merged in\n%s", text)
	}
	for _, row := range strings.Split(text, "\n") {
		if listed := regexp.MustCompile(`w3[^,]*`).FindAllString(row, -1); len(listed) > 3 {
			t.Errorf("a token is named %d times: %s", len(listed), row)
		}
	}
}

// TestOneFold: a page of a large matrix folds its tables into one element.
func TestOneFold(t *testing.T) {
	page := document(t, report.HTML, report.Options{}, madeSelf(tokensOf(60)))
	if n := strings.Count(page, "<details><summary>"); n != 1 {
		t.Errorf("%d tables are folded, want 1", n)
	}
	if i := strings.Index(page, "<table"); i < strings.Index(page, "<details><summary>") {
		t.Error("a table is not folded")
	}
}

// TestNotesWithoutFlags: notes name flags in text only, which is read beside the command.
func TestNotesWithoutFlags(t *testing.T) {
	long := matrix([]float32{90, 0}, []float32{0, 80})
	for _, o := range []w2vattn.Attention{
		{Result: attention.Attend([]float32{9, 1}, long, long, attention.Options{})},
		{Result: attention.Attend([]float32{9, 1}, long, long,
			attention.Options{Score: attention.Cosine, Temperature: .001})},
		{Result: attention.Attend([]float32{9, 1}, long, long,
			attention.Options{Score: attention.Cosine, Temperature: 99})},
		{Result: attention.Attend([]float32{9, 1}, long, long, attention.Options{Temperature: 1e6})},
		{Result: attention.Attend([]float32{0, 0}, long, long, attention.Options{})},
	} {
		o.Query, o.Tokens, o.Known = []string{"q"}, []string{"a", "b"}, []bool{true, true}
		for _, lang := range []string{"en", "ko"} {
			if text := document(t, report.Text, report.Options{Language: lang}, &o); !strings.Contains(text, "--") {
				t.Errorf("%s: no flag in %s", lang, text)
			}
			page := document(t, report.HTML, report.Options{Language: lang}, &o)
			i := strings.Index(page, `class="advice"`)
			if i < 0 {
				t.Fatalf("%s: no advice in %s", lang, page)
			}
			if advice, _, _ := strings.Cut(page[i:], "</p>"); strings.Contains(advice, "--") || strings.Contains(advice, "%!") {
				t.Errorf("%s: %s", lang, advice)
			}
		}
	}
}

// TestRadical: what is under a radical sign has a line above, on pages and in pictures.
func TestRadical(t *testing.T) {
	a := made([]string{"a", "b"})
	a.Result.Score = attention.Scaled
	if page := document(t, report.HTML, report.Options{}, a); !strings.Contains(page, `q·k/√<span class="root">D</span>`) {
		t.Errorf("no radical in %s", page)
	}
	if svg := document(t, report.SVG, report.Options{}, a); !strings.Contains(svg, `√<tspan text-decoration="overline">D</tspan>`) {
		t.Errorf("no radical in %s", svg)
	}
}

// TestPageFits: a heat map on a page is as wide as the page and has a name for each of 100 tokens;
// as a picture it has its natural size.
func TestPageFits(t *testing.T) {
	page := document(t, report.HTML, report.Options{}, madeSelf(tokensOf(100)))
	width := regexp.MustCompile(`viewBox="0 0 ([0-9.]+) `).FindStringSubmatch(page)
	var w float64
	if _, err := fmt.Sscan(width[1], &w); err != nil || w > 1068.01 || w < 900 {
		t.Errorf("the heat map is %v wide, %v", width[1], err)
	}
	if n := strings.Count(page, "rotate(-90"); n != 100 {
		t.Errorf("%d names above the columns, want 100", n)
	}
}

// TestOutputKeys: reports say that the keys are output vectors, and their diagonal is like other
// cells.
func TestOutputKeys(t *testing.T) {
	s := madeSelf([]string{"a", "b", "c"})
	s.OutputKeys = true
	for f, want := range map[report.Format]string{report.Text: "keys: output vectors", report.HTML: "keys: output vectors",
		report.JSON: `"keys":"outputs"`, report.SVG: "output vectors"} {
		if got := document(t, f, report.Options{}, s); !strings.Contains(got, want) ||
			strings.Contains(got, "without the diagonal") {
			t.Errorf("%s: no %q in %s", f, want, got)
		}
	}
}
