package browser

import (
	"context"
	"fmt"
	"math"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// media sets features of media queries, and the kind of medium: "screen" or "print".
func media(t *testing.T, ctx context.Context, medium string, features ...string) {
	t.Helper()
	p := emulation.SetEmulatedMediaParams{Media: medium}
	for i := 0; i < len(features); i += 2 {
		p.Features = append(p.Features, &emulation.MediaFeature{Name: features[i], Value: features[i+1]})
	}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, p); err != nil {
		t.Fatal(err)
	}
}

// awaited evaluates a script whose value is a promise.
func awaited[T any](t testing.TB, ctx context.Context, script string) T {
	t.Helper()
	got, err := chromedp.Run(ctx, chromedp.Evaluate[T](script,
		func(p *runtime.EvaluateParams) { wait := true; p.AwaitPromise = &wait }))
	if err != nil {
		t.Fatalf("%s: %v", script, err)
	}
	return got
}

// viewOf returns the address of the view of attention with parameters: names and values in turn.
func viewOf(address, lang string, parameters ...string) string {
	var all []string
	for i := 0; i < len(parameters); i += 2 {
		all = append(all, parameters[i]+"="+url.QueryEscape(parameters[i+1]))
	}
	return address + "?lang=" + lang + "#attend?" + strings.Join(all, "&")
}

// libraryWords returns n words that the model of the library knows, and some that it does not.
func libraryWords(n int) string {
	words := strings.Fields("the cat reads a book about the dog and the queen in the library zebra of the king")
	return strings.Join(slices.Repeat(words, n/len(words)+1)[:n], " ")
}

// shownText is a script: whether the view of attention shows an answer.
const shownText = `document.querySelector("#tokens").textContent.length > 0`

// TestHardInput: a sentence of one token, of 512, of unknown words only, from right to left, with
// tokens of 40 characters, and with markup is shown without an error and without sticking out, in
// every mode, on a phone and on a desktop.
func TestHardInput(t *testing.T) {
	ctx, address, w := explorer(t, 1400)
	long := strings.Repeat("antidisestablishmentarianism", 2)[:40]
	for name, text := range map[string]string{
		"one": "cat", "many": libraryWords(512), "unknown": "qqq www zzz", "right to left": "שלום cat مرحبا dog",
		"long": long + " cat " + strings.Repeat("가", 40), "markup": "cat <script>alert(1)</script> <img/src=x/onerror=alert(1)>",
	} {
		for _, mode := range []string{"query", "self", "cross"} {
			if name == "many" && mode == "query" || mode == "cross" && name != "many" && name != "long" {
				continue // as in the other modes
			}
			for _, width := range []int64{1400, 390} {
				if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900)); err != nil {
					t.Fatal(err)
				}
				query := "cat"
				if mode == "cross" {
					query = text
				}
				open(t, ctx, viewOf(address, "en", "mode", mode, "q", query, "text", text))
				eventually(t, ctx, shownText)
				evaluate[int](t, ctx, `document.querySelectorAll("#linesBox, #tableBox").forEach(d => d.open = true), 1`)
				if out := evaluate[string](t, ctx, stickingOut); out != "" {
					t.Errorf("%s, %s at %d: %s sticks out", name, mode, width, out)
				}
				if fits := evaluate[bool](t, ctx, heatFits); !fits {
					t.Errorf("%s, %s at %d: the heat map does not fit", name, mode, width)
				}
				if err := evaluate[string](t, ctx, `document.querySelector("#attendError").textContent`); err != "" {
					t.Errorf("%s, %s: %s", name, mode, err)
				}
			}
		}
	}
	for _, c := range w.problems {
		t.Error(c)
	}
}

// heatFits is a script: whether the heat map, if there is one, is as wide as its box at most.
const heatFits = `(() => {
	const box = document.querySelector("#heat"), cells = box.querySelector(".cells");
	return box.hidden || cells.getBoundingClientRect().right <= box.getBoundingClientRect().right + 1;
})()`

// TestForcedColours: bars and the chosen view are not in the colour of the background, and the
// weights of tokens are lines below them.
func TestForcedColours(t *testing.T) {
	ctx, address, _ := explorer(t, 1280)
	media(t, ctx, "screen", "forced-colors", "active")
	open(t, ctx, viewOf(address, "en", "q", "cat", "text", "the cat reads"))
	eventually(t, ctx, `document.querySelectorAll("#weights .bar i").length === 3`)
	shoot(t, ctx, "forced-colours")
	colours := evaluate[[]string](t, ctx, `["body", "#weights .bar i", "nav a[aria-current]"].map(s =>
		getComputedStyle(document.querySelector(s)).backgroundColor)`)
	if colours[1] == colours[0] || colours[2] == colours[0] {
		t.Errorf("background, bars, chosen view: %q", colours)
	}
	if width := evaluate[float64](t, ctx,
		`Math.max(...[...document.querySelectorAll("#tokens .unit > span")].map(e => parseFloat(getComputedStyle(e).borderBottomWidth)))`); width < 4 {
		t.Errorf("the largest weight is a line of %v pixels", width)
	}
}

// TestFocusOrder: on a phone the focus goes down the page, and on a desktop through the controls
// and then through the result.
func TestFocusOrder(t *testing.T) {
	ctx, address, _ := explorer(t, 1280)
	for _, width := range []int64{1400, 390} {
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900)); err != nil {
			t.Fatal(err)
		}
		open(t, ctx, viewOf(address, "en", "mode", "self", "text", "the cat reads a book"))
		eventually(t, ctx, shownText)
		evaluate[int](t, ctx, `document.querySelector("#main").focus(), 1`)
		before, column, steps := math.Inf(-1), 0.0, 0
		for range 40 {
			if err := chromedp.Do(ctx, chromedp.KeyEvent(kb.Tab)); err != nil {
				t.Fatal(err)
			}
			at := evaluate[[]float64](t, ctx, `(() => {
				const e = document.activeElement, box = e.getBoundingClientRect();
				return e.closest("main") ? [box.top + scrollY, e.closest(".result") ? 1 : 0] : [];
			})()`)
			if len(at) == 0 {
				break
			}
			steps++
			if at[1] > column {
				before, column = math.Inf(-1), at[1]
				if width == 390 {
					before = at[0] - 1
				}
			}
			if at[0] < before-30 || at[1] < column {
				t.Errorf("at %d the focus goes up, from %.0f to %.0f: %s", width, before, at[0],
					evaluate[string](t, ctx, `document.activeElement.outerHTML.slice(0, 90)`))
			}
			before = max(before, at[0])
		}
		if steps < 8 || column != 1 {
			t.Errorf("at %d the focus takes %d steps", width, steps)
		}
	}
}

// TestLocking: a click locks a row in the heat map, the sentence and the lines, and another releases it.
func TestLocking(t *testing.T) {
	ctx, address, w := explorer(t, 1400)
	open(t, ctx, viewOf(address, "en", "mode", "self", "text", "the cat reads a book"))
	eventually(t, ctx, shownText)
	evaluate[int](t, ctx, `document.querySelector("#linesBox").open = true, 1`)
	eventually(t, ctx, `document.querySelectorAll("#lines .query li").length === 5`)
	evaluate[int](t, ctx, `document.querySelectorAll("#lines .query button")[1].click(), 1`)
	eventually(t, ctx, `document.querySelector("#rowName").textContent === "Weights that the locked query gives: cat"`)
	eventually(t, ctx, `document.querySelectorAll("#lines .query button")[1].getAttribute("aria-pressed") === "true"`)
	evaluate[int](t, ctx, `document.querySelectorAll("#tokens [data-token]")[1].click(), 1`)
	eventually(t, ctx, `document.querySelector("#rowName").textContent === "Weights that the query gives: the"`)
	few := evaluate[string](t, ctx, `(() => {
		const slider = document.querySelector("#threshold"), note = () => parseInt(document.querySelector("#lines .hint").textContent);
		const all = note();
		slider.value = 60;
		slider.dispatchEvent(new Event("input", { bubbles: true }));
		return all > note() && note() > 0 ? "" : all + " " + note();
	})()`)
	if few != "" {
		t.Errorf("lines before and after a threshold of 60 %%: %s", few)
	}
	for _, c := range w.problems {
		t.Error(c)
	}
}

// TestCross: the tokens of one sentence attend to those of the other, and unknown ones are named.
func TestCross(t *testing.T) {
	ctx, address, w := explorer(t, 1400)
	open(t, ctx, viewOf(address, "en", "mode", "cross", "q", "the dog zebra", "text", "a cat reads"))
	eventually(t, ctx, `document.querySelector("#heat .cells").dataset.size === "3×3"`)
	eventually(t, ctx, `document.querySelector("#summary").textContent.startsWith("3 tokens attend to 3 tokens")`)
	if err := chromedp.Do(ctx, chromedp.Focus(chromedp.CSS("#heat .cells")), chromedp.KeyEvent(kb.ArrowRight),
		chromedp.KeyEvent(kb.PageDown)); err != nil {
		t.Fatal(err)
	}
	eventually(t, ctx, `document.querySelector("#heatReadout").textContent.includes("has no weights of its own")`)
	for _, c := range w.problems {
		t.Error(c)
	}
}

// TestPanels: there is a picture for each score and temperature, and a click takes them.
func TestPanels(t *testing.T) {
	ctx, address, w := explorer(t, 1400)
	open(t, ctx, viewOf(address, "en", "mode", "self", "text", "the cat reads a book"))
	eventually(t, ctx, shownText)
	evaluate[int](t, ctx, `document.querySelector("#panelsBox").open = true, 1`)
	eventually(t, ctx, `document.querySelectorAll(".panel").length === 20`)
	evaluate[int](t, ctx, `[...document.querySelectorAll(".panel")].find(e => e.getAttribute("aria-label").startsWith("cosine, T 2 ")).click(), 1`)
	eventually(t, ctx, `document.querySelector("[value=cosine]").checked && document.querySelector("#temperatureValue").textContent === "2"`)
	eventually(t, ctx, `document.querySelectorAll(".panel[aria-pressed=true]").length === 1`)
	for _, c := range w.problems {
		t.Error(c)
	}
}

// TestSteps: the steps are revealed one by one, and a token is marked in all of them.
func TestSteps(t *testing.T) {
	ctx, address, w := explorer(t, 1400)
	open(t, ctx, viewOf(address, "en", "q", "cat", "text", "the cat reads"))
	evaluate[int](t, ctx, `document.querySelector("#stepsBox").open = true, 1`)
	shown := func(n int) {
		t.Helper()
		eventually(t, ctx, fmt.Sprintf(`document.querySelectorAll("#steps section").length === 6 &&
			document.querySelectorAll("#steps section:not([hidden])").length === %d`, n))
	}
	shown(1)
	for i, name := range []string{"nextStep", "nextStep", "previousStep", "allSteps", "nextStep"} {
		evaluate[int](t, ctx, `document.querySelector("[data-step=`+name+`]").click(), 1`)
		shown([]int{2, 3, 2, 6, 6}[i])
	}
	evaluate[int](t, ctx, `document.querySelector("#steps [data-token='1']").dispatchEvent(new Event("pointerover", { bubbles: true })), 1`)
	eventually(t, ctx, `document.querySelectorAll("#steps .marked").length === 4 && document.querySelectorAll("#tokens .marked").length === 1`)
	for _, c := range w.problems {
		t.Error(c)
	}
}

// TestTypedTextIsKept: another model shows the typed text, and an untouched page its own example.
func TestTypedTextIsKept(t *testing.T) {
	ctx, address, _ := explorer(t, 1400)
	choose := func(model string) {
		evaluate[int](t, ctx, `document.querySelector("#model").value = "`+model+`",
			document.querySelector("#model").dispatchEvent(new Event("change")), 1`)
	}
	open(t, ctx, address+"?lang=en#attend")
	begun := evaluate[string](t, ctx, `document.querySelector("#text").value`)
	choose("ko")
	eventually(t, ctx, `/[가-힣]/.test(document.querySelector("#text").value)`)
	fill(t, ctx, "#text", "the dog reads")
	choose("en")
	time.Sleep(300 * time.Millisecond)
	if text := evaluate[string](t, ctx, `document.querySelector("#text").value`); text != "the dog reads" || begun == "" {
		t.Errorf("the text is %q, it began with %q", text, begun)
	}
}

// TestSearchOpens: a sentence that was found opens in the view of attention.
func TestSearchOpens(t *testing.T) {
	ctx, address, _ := explorer(t, 1400)
	open(t, ctx, address+"?lang=en#search?seek=cat unheardof")
	eventually(t, ctx, `document.querySelectorAll("#found li").length === 20`)
	text := evaluate[string](t, ctx, `document.querySelector("#found .shaded").textContent`)
	evaluate[int](t, ctx, `document.querySelector("#found .where a").click(), 1`)
	eventually(t, ctx, `!document.querySelector("#attend").hidden && document.querySelector("#query").value === "cat" &&
		document.querySelector("#tokens").textContent.length > 0`)
	if got := evaluate[string](t, ctx, `document.querySelector("#text").value`); got != text || text == "" {
		t.Errorf("%q is opened as %q", text, got)
	}
}

// TestOdd: the odd one out is named.
func TestOdd(t *testing.T) {
	ctx, address, w := explorer(t, 1400)
	open(t, ctx, address+"?lang=en#words?odd=cat dog book")
	eventually(t, ctx, `document.querySelectorAll("#oddOnes li").length === 3`)
	if !evaluate[bool](t, ctx, `!!document.querySelector("#oddOnes li:last-child strong")`) {
		t.Error("the last word is not marked")
	}
	if tops := evaluate[int](t, ctx, `new Set([...document.querySelectorAll("#analogyForm input")].map(e => e.offsetTop)).size`); tops != 1 {
		t.Errorf("the analogy is on %d lines", tops)
	}
	for _, c := range w.problems {
		t.Error(c)
	}
}

// TestLargeType: large type enlarges the text and the cells, and is kept.
func TestLargeType(t *testing.T) {
	ctx, address, _ := explorer(t, 1400)
	link := viewOf(address, "en", "mode", "self", "text", "the cat reads")
	open(t, ctx, link)
	eventually(t, ctx, shownText)
	size := `document.querySelector("#heat .cells").clientHeight`
	before := evaluate[float64](t, ctx, size)
	evaluate[int](t, ctx, `document.querySelector("#large").click(), 1`)
	eventually(t, ctx, fmt.Sprintf("%s > %f", size, 1.3*before))
	open(t, ctx, link)
	eventually(t, ctx, fmt.Sprintf("%s > %f", size, 1.3*before))
}

// TestCompressed: the page with all its files takes less than 100 kB on the wire.
func TestCompressed(t *testing.T) {
	ctx, address, _ := explorer(t, 1280)
	open(t, ctx, address)
	sent := evaluate[float64](t, ctx, `performance.getEntriesByType("resource").filter(r => r.name.includes("/page/"))
		.reduce((sum, r) => sum + r.transferSize, performance.getEntriesByType("navigation")[0].transferSize)`)
	t.Logf("the page takes %.0f bytes, with headers", sent)
	if sent < 10e3 || sent > 100e3 {
		t.Errorf("the page takes %.0f bytes", sent)
	}
}

// TestEojeolTogether: no eojeol is torn across two lines.
func TestEojeolTogether(t *testing.T) {
	ctx, address, _ := koreanExplorer(t)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(390, 900)); err != nil {
		t.Fatal(err)
	}
	text := strings.Repeat("고양이에게 도서관에서 책을 읽어 주었다. ", 5)
	open(t, ctx, viewOf(address, "ko", "q", "고양이", "text", text))
	eventually(t, ctx, shownText)
	torn := evaluate[[]string](t, ctx, `[...document.querySelectorAll("#tokens .unit")]
		.filter(e => new Set([...e.children].map(c => Math.round(c.getBoundingClientRect().top))).size > 1).map(e => e.textContent)`)
	if len(torn) > 0 {
		t.Errorf("%q are torn", torn)
	}
}

// TestRepeatedTokens: the table names a repeated token once, with the number of times, and the
// sentence has all of them.
func TestRepeatedTokens(t *testing.T) {
	ctx, address, w := explorer(t, 1400)
	open(t, ctx, viewOf(address, "en", "q", "cat", "text", "the cat reads the book about the queen zebra zebra"))
	eventually(t, ctx, `[...document.querySelectorAll("#weights tbody th")].map(e => e.textContent).join("|") ===
		"the 3 ×|cat|reads|book|about|queen|zebra 2 ×"`)
	eventually(t, ctx, `document.querySelectorAll("#tokens [data-token]").length === 10`)
	fill(t, ctx, "#text", "the cat reads")
	eventually(t, ctx, `[...document.querySelectorAll("#weights tbody th")].map(e => e.textContent).join("|") === "the|cat|reads"`)
	for _, c := range w.problems {
		t.Error(c)
	}
}
