package report_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/report"
	"github.com/w2vattn/w2vattn/tokenize"
)

// written3 is a self-attention of "고양이가 책을 <읽어>" by the tokens 고양이, 책 and 읽다, the last
// of which is unknown. The weights are chosen.
func written3() *w2vattn.SelfAttention {
	const text = "고양이가 책을 <읽어>"
	s := &w2vattn.SelfAttention{
		Tokens: []string{"고양이", "책", "읽다"}, Known: []bool{true, true, false}, Text: text,
		Result: attention.SelfResult{Score: attention.Scaled, Temperature: 1,
			Scores:  blas32.General{Rows: 3, Cols: 3, Stride: 3, Data: make([]float32, 9)},
			Weights: blas32.General{Rows: 3, Cols: 3, Stride: 3, Data: []float32{.75, .25, 0, .5, .5, 0, .5, .5, 0}},
			Context: blas32.General{Rows: 3, Cols: 2, Stride: 2, Data: make([]float32, 6)},
			Visible: []bool{true, true, false, true, true, false, true, true, false},
			Norms:   make([]float32, 3), Entropy: make([]float64, 3), Effective: make([]float64, 3)},
	}
	for _, surface := range []string{"고양이", "책", "읽"} {
		at := strings.Index(text, surface)
		s.Spans = append(s.Spans, tokenize.Span{Start: at, End: at + len(surface)})
	}
	return s
}

// TestReceived: a self-attention shows its text, each token in the colour of the mean weight
// that it receives, and particles and unknown tokens faint. Weights of tokens to themselves do
// not count without Diagonal, nor do rows of unknown queries.
func TestReceived(t *testing.T) {
	tags := regexp.MustCompile("<[^>]*>")
	for _, c := range []struct {
		diagonal  bool
		cat, book float64
		note      string
	}{
		{false, .5, .25, "the mean weight that each token receives from the others"},
		{true, (.75 + .5) / 2, (.25 + .5) / 2, "the mean weight that each token receives<"},
	} {
		page := rendered(t, written3(), report.HTML, report.Options{Diagonal: c.diagonal})
		if !strings.Contains(tags.ReplaceAllString(page, ""), "고양이가 책을 &lt;읽어&gt;") {
			t.Errorf("diagonal %v: the text is not there", c.diagonal)
		}
		for _, want := range []string{
			fmt.Sprintf(`title="%.4f"><bdi>고양이</bdi></span><span class="out"><bdi>가</bdi></span>`, c.cat),
			fmt.Sprintf(`title="%.4f"><bdi>책</bdi></span><span class="out"><bdi>을</bdi></span>`, c.book),
			`<span class="out"><bdi>읽</bdi></span>`, c.note,
		} {
			if !strings.Contains(page, want) {
				t.Errorf("diagonal %v: no %q", c.diagonal, want)
			}
		}
	}
}

// TestReceivedText: on terminals the text has colours; without colours, and without a text,
// reports say nothing about it.
func TestReceivedText(t *testing.T) {
	coloured := rendered(t, written3(), report.Text, report.Options{Color: true})
	if !strings.Contains(coloured, "\x1b[2m가 \x1b[0m") || !strings.Contains(coloured, "colours of the sentence") {
		t.Errorf("%q", coloured)
	}
	without := written3()
	without.Text, without.Spans = "", nil
	for name, text := range map[string]string{
		"no colours": rendered(t, written3(), report.Text, report.Options{}),
		"Markdown":   rendered(t, written3(), report.Markdown, report.Options{}),
		"no text":    rendered(t, without, report.HTML, report.Options{}),
	} {
		if strings.Contains(text, "colours of the sentence") {
			t.Errorf("%s: %q", name, text)
		}
	}
}

// TestReceivedCross: the text of a cross-attention is that of the keys. A single token, which
// receives a weight from itself only, has no colour of its own but is shown.
func TestReceivedCross(t *testing.T) {
	c := crossOf([]string{"a", "b"}, []string{"cat"})
	c.Text, c.Spans = "The cat.", []tokenize.Span{{Start: 4, End: 7}}
	page := rendered(t, c, report.HTML, report.Options{})
	if !strings.Contains(page, `title="1.0000"><bdi>cat</bdi>`) || !strings.Contains(page, "receives<") {
		t.Errorf("%s", page)
	}
	s := madeSelf([]string{"cat"})
	s.Text, s.Spans = c.Text, c.Spans
	if page := rendered(t, s, report.HTML, report.Options{}); !strings.Contains(page, `title="0.0000"><bdi>cat</bdi>`) {
		t.Errorf("%s", page)
	}
}
