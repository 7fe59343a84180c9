package report_test

import (
	"regexp"
	"strings"
	"testing"

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
	for _, want := range []string{`title="0.5000"><bdi>고양이</bdi></span><span class="out"><bdi>에게 </bdi></span>`,
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
