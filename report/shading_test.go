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
	"github.com/w2vattn/w2vattn/search"
	"github.com/w2vattn/w2vattn/tokenize"
)

// reader is a search that found "고양이에게 책을 <읽어> 갔다." by the tokens 고양이, 책, 읽다 and,
// of the same bytes, 가다 and 았; 았 is unknown.
func reader() *report.Search {
	const text = "고양이에게 책을 <읽어> 갔다."
	h := search.Hit{Score: .75, File: "a.txt", Line: 1, Text: text}
	for _, t := range []struct {
		form, surface string
		known         bool
		share         float64
	}{{"고양이", "고양이", true, .5}, {"책", "책", true, .25}, {"읽다", "읽", true, .125}, {"가다", "갔", true, .0625},
		{"았", "갔", false, 0}} {
		at := strings.Index(text, t.surface)
		h.Tokens = append(h.Tokens, search.Token{
			Token: tokenize.Token{Text: t.form, Start: at, End: at + len(t.surface)}, Known: t.known, Share: t.share})
	}
	return &report.Search{Query: []string{"고양이"}, Temperature: 1, Sentences: 1, Hits: []search.Hit{h}}
}

// TestShading: a sentence that was found is shown as it is written, with its tokens in
// colours and particles faint, on terminals and in HTML.
func TestShading(t *testing.T) {
	colours := regexp.MustCompile("\x1b\\[[0-9;]*m")
	text := rendered(t, reader(), report.Text, report.Options{Color: true})
	if plain := colours.ReplaceAllString(text, ""); !strings.Contains(plain, "0.750  고양이에게 책을 <읽어> 갔다.\n") {
		t.Errorf("the text differs:\n%s", plain)
	}
	for _, want := range []string{"\x1b[2m에게 \x1b[0m", "\x1b[2m을 <\x1b[0m", "\x1b[2m다.\x1b[0m"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%q", want, text)
		}
	}
	page := rendered(t, reader(), report.HTML, report.Options{})
	tags := regexp.MustCompile("<[^>]*>")
	if plain := tags.ReplaceAllString(page, ""); !strings.Contains(plain, "0.750 고양이에게 책을 &lt;읽어&gt; 갔다.") {
		t.Errorf("the text of the page differs:\n%s", plain)
	}
	for _, want := range []string{`title="0.5000"><bdi>고양이</bdi></span><span class="out"><bdi>에게</bdi></span></span> <span`,
		`title="0.0625"><bdi>갔</bdi></span>`} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q in\n%s", want, page)
		}
	}
}

// TestReasonsNameWords: the words of a sentence are named as the model has them: 읽다, as
// attend shows it, not 읽.
func TestReasonsNameWords(t *testing.T) {
	text := rendered(t, reader(), report.Text, report.Options{})
	for _, want := range []string{"고양이 0.500", "책 0.250", "읽다 0.125"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

// readerAttention is the attention of 고양이 over the text of reader, with spans.
func readerAttention() *w2vattn.Attention {
	h := reader().Hits[0]
	x := blas32.General{Rows: len(h.Tokens), Cols: 2, Stride: 2}
	a := &w2vattn.Attention{Query: []string{"고양이"}, Text: h.Text, QueryVector: []float32{1, 0}}
	for i, t := range h.Tokens {
		a.Tokens, a.Known = append(a.Tokens, t.Text), append(a.Known, t.Known)
		a.Spans = append(a.Spans, tokenize.Span{Start: t.Start, End: t.End})
		x.Data = append(x.Data, float32(4-i), 1)
	}
	a.Keys, a.Values = x, x
	a.Result = attention.Attend(a.QueryVector, x, x, attention.Options{Mask: a.Known})
	return a
}

// TestAttentionAsWritten: a page and a coloured terminal show the text as it is written if the
// attention has spans, and JSON has both.
func TestAttentionAsWritten(t *testing.T) {
	a := readerAttention()
	page := rendered(t, a, report.HTML, report.Options{})
	weight := fmt.Sprintf("%.4f", a.Result.Weights[0])
	for _, want := range []string{
		`title="` + weight + `"><bdi>고양이</bdi></span><span class="out"><bdi>에게</bdi></span></span> <span`,
		`<bdi>읽</bdi></span><span class="out"><bdi>어&gt;</bdi></span></span> `,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in\n%s", want, page)
		}
	}
	if text := rendered(t, a, report.Text, report.Options{Color: true}); !strings.Contains(text, "\x1b[2m다.\x1b[0m") {
		t.Errorf("no faint ending in\n%q", text)
	}
	if line := rendered(t, a, report.JSON, report.Options{}); !strings.Contains(line,
		`"text":"고양이에게 책을 <읽어> 갔다.","spans":[[0,9],[16,19],`) {
		t.Errorf("no spans in %s", line)
	}
	for _, f := range []report.Format{report.Markdown, report.LaTeX} {
		if text := rendered(t, a, f, report.Options{}); strings.Contains(text, "에게") {
			t.Errorf("%s shows the sentence:\n%s", f, text)
		}
	}
	a.Spans = nil
	if page := rendered(t, a, report.HTML, report.Options{}); !strings.Contains(page, "<bdi>읽다</bdi></span> ") {
		t.Errorf("without spans the tokens are not shown:\n%s", page)
	}
	a.Spans = []tokenize.Span{{Start: 2, End: 1}, {Start: 500, End: 900}, {}, {Start: 30, End: 31}, {}}
	rendered(t, a, report.HTML, report.Options{}) // spans of another text do not panic
}

// TestStoryAsWritten: the sentences of a story are shown in pages and on coloured terminals,
// with and without spans.
func TestStoryAsWritten(t *testing.T) {
	a := readerAttention()
	plain := readerAttention()
	plain.Text, plain.Spans = "", nil
	for _, found := range []*w2vattn.Attention{a, plain} {
		s := &report.Story{Attention: a, Found: []report.StorySentence{{Cosine: .9, Text: a.Text, Attention: found}}}
		for _, f := range []report.Format{report.HTML, report.Text} {
			shown := regexp.MustCompile("<[^>]*>|\x1b\\[[0-9;]*m").ReplaceAllString(
				rendered(t, s, f, report.Options{Color: true}), "")
			if _, after, ok := strings.Cut(shown, "0.900"); !ok || !strings.Contains(after, "고양이에게 책을") {
				t.Errorf("%s does not show the sentence that was found:\n%s", f, shown)
			}
		}
	}
}

// TestEojeolIsOneElement: on pages, what stands between spaces is one element with particles and
// punctuation, and the text is as it is written.
func TestEojeolIsOneElement(t *testing.T) {
	text := "고양이에 대한 책을,\n찾고"
	a := made([]string{"고양이", "책", "찾다"})
	a.Text, a.Spans = text, nil
	for _, word := range []string{"고양이", "책", "찾"} {
		at := strings.Index(text, word)
		a.Spans = append(a.Spans, tokenize.Span{Start: at, End: at + len(word)})
	}
	page := document(t, report.HTML, report.Options{}, a)
	_, sentence, _ := strings.Cut(page, `<p class="sentence written">`)
	sentence, _, _ = strings.Cut(sentence, "</p>")
	var eojeols []string
	for _, part := range strings.Split(sentence, `<span class="eojeol">`)[1:] {
		eojeols = append(eojeols, strings.TrimSpace(regexp.MustCompile("<[^>]*>").ReplaceAllString(part, "")))
	}
	if got := strings.Join(eojeols, "|"); got != "고양이에|대한|책을,|찾고" {
		t.Errorf("the elements are %s of %s", got, sentence)
	}
	if !strings.Contains(sentence, `<span class="out"><bdi>에</bdi></span></span> <span`) {
		t.Errorf("the particle is not faint in %s", sentence)
	}
}
