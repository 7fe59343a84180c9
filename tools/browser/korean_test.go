package browser

import (
	"context"
	"encoding/json"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/data"
	"github.com/w2vattn/w2vattn/serve"
	"github.com/w2vattn/w2vattn/story"
	"github.com/w2vattn/w2vattn/tokenize"
)

// koreanExplorer serves the page for the library, cut into morphemes, with the English model
// of library beside it.
func koreanExplorer(t *testing.T) (context.Context, string, *witness) {
	t.Helper()
	l, err := story.Train(t.Context(), "ko")
	if err != nil {
		t.Fatal(err)
	}
	if name := l.Model.TokenizerConfig().Name; name != tokenize.KoreanName {
		t.Fatalf("the tokenizer is %s", name)
	}
	text, err := data.Library("ko")
	if err != nil {
		t.Fatal(err)
	}
	source := corpus.Files([]string{"-"}, input.Lines(), l.Model.Tokenizer(), corpus.Stdin(strings.NewReader(text)))
	sentences, err := l.Model.Index(t.Context(), source)
	if err != nil {
		t.Fatal(err)
	}
	korean := &serve.Model{Name: "morphemes", Model: l.Model, Info: json.RawMessage(`{}`), Sentences: sentences}
	s, err := serve.New(serve.Config{Models: []*serve.Model{korean, library(t, "en")}})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	ctx := chromium(t)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900)); err != nil {
		t.Fatal(err)
	}
	return ctx, server.URL + "/", watch(ctx, server.URL)
}

// TestAsWritten: the sentence is shown as it is written, with its tokens shaded and particles
// faint, also in the results of the search.
func TestAsWritten(t *testing.T) {
	ctx, address, w := koreanExplorer(t)
	const text = "고양이가 도서관에서 책을 읽었다."
	open(t, ctx, address+"?lang=ko#attend?q=고양이&text="+text)
	eventually(t, ctx, `document.querySelector("#tokens").textContent === "`+text+`"`)
	pieces := evaluate[string](t, ctx,
		`[...document.querySelectorAll("#tokens .unit > span")].map(e => e.textContent + ":" + e.className).join("|")`)
	if want := "고양이:|가:rest|도서관:|에서:rest|책:|을:rest|읽:|었다.:rest"; pieces != want {
		t.Errorf("the pieces are %s, want %s", pieces, want)
	}
	sum := evaluate[float64](t, ctx,
		`[...document.querySelectorAll("#tokens .unit > span")].reduce((s, e) => s + Number(e.title), 0)`)
	if sum < .999 || sum > 1.001 {
		t.Errorf("the weights of the pieces add up to %v", sum)
	}
	shoot(t, ctx, "korean-attend")
	open(t, ctx, address+"?lang=ko#search?seek=고양이 책")
	eventually(t, ctx, `document.querySelectorAll("#found li").length === 20`)
	if text := evaluate[string](t, ctx, `document.querySelector("#found .shaded").textContent`); !strings.Contains(
		readLibrary(t), text+"\n") {
		t.Errorf("%q is not a sentence of the corpus", text)
	}
	shoot(t, ctx, "korean-search")
	for _, c := range w.problems {
		t.Error(c)
	}
}

// readLibrary returns the Korean corpus.
func readLibrary(t *testing.T) string {
	t.Helper()
	text, err := data.Library("ko")
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// TestEojeolSwitch: the switch shows the weights of eojeol, also between each other, and is
// hidden for a model that does not cut them.
func TestEojeolSwitch(t *testing.T) {
	ctx, address, w := koreanExplorer(t)
	open(t, ctx, address+"?lang=ko#attend?q=고양이&text=고양이에게 책을 읽어 주었다.")
	eventually(t, ctx, `!document.querySelector("#eojeolChoice").hidden &&
		document.querySelector("#eojeolChoice").innerText.includes("어절")`)
	evaluate[int](t, ctx, `document.querySelector("#eojeol").click(), 1`)
	rows := `[...document.querySelectorAll("#weights tbody th")].map(e => e.textContent).join("|")`
	eventually(t, ctx, rows+` === "고양이에게|책을|읽어|주었다."`)
	eventually(t, ctx, `document.querySelectorAll("#tokens .unit > span:not(.rest)").length === 4 &&
		document.querySelector("#tokens .unit > span").textContent === "고양이에게"`)
	shoot(t, ctx, "korean-eojeol")
	evaluate[int](t, ctx, `document.querySelector("[value=self]").click(), 1`)
	eventually(t, ctx, `document.querySelector("#heat .cells").dataset.size === "4×4"`)
	eventually(t, ctx, `location.hash.includes("eojeol=1")`)
	shoot(t, ctx, "korean-eojeol-self")
	evaluate[int](t, ctx, `document.querySelector("[value=cross]").click(), 1`)
	fill(t, ctx, "#query", "강아지가 책을 읽었다.")
	eventually(t, ctx, `document.querySelector("#heat .cells").dataset.size === "3×4"`)
	eventually(t, ctx, `document.querySelector("#rowName").textContent.includes("강아지가")`)
	evaluate[int](t, ctx, `document.querySelector("#model").value = "en",
		document.querySelector("#model").dispatchEvent(new Event("change")), 1`)
	eventually(t, ctx, `document.querySelector("#eojeolChoice").hidden && !document.querySelector("#eojeol").checked`)
	time.Sleep(200 * time.Millisecond) // requests that follow the change
	for _, c := range w.problems {
		t.Error(c)
	}
}
