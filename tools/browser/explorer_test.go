package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/data"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/serve"
	"github.com/w2vattn/w2vattn/tokenize"
)

// library returns a small model of the library corpus of a language, with one more word
// that is a script.
func library(t testing.TB, lang string) *serve.Model {
	t.Helper()
	text, err := data.Library(lang)
	if err != nil {
		t.Fatal(err)
	}
	text += strings.Repeat("\nthe cat reads <img/src=x/onerror=alert(1)> <script>alert(1)</script>", 3)
	c := word2vec.GensimDefault()
	c.Dim, c.MinCount, c.Epochs, c.Alpha, c.Sample = 32, 2, 100, .05, 0
	tokenizer := tokenize.Config{Name: tokenize.SpaceName, Lower: true, Normalize: tokenize.NFC}
	cut, err := tokenizer.New()
	if err != nil {
		t.Fatal(err)
	}
	source := func() *corpus.FileSource {
		return corpus.Files([]string{"-"}, input.Lines(), cut, corpus.Stdin(strings.NewReader(text)))
	}
	m, err := w2vattn.Train(t.Context(), source(), c, word2vec.Tokenizer(tokenizer))
	if err != nil {
		t.Fatal(err)
	}
	sentences, err := m.Index(t.Context(), source())
	if err != nil {
		t.Fatal(err)
	}
	return &serve.Model{Name: lang, Model: m, Info: json.RawMessage(`{"format":"test"}`), Sentences: sentences}
}

// explorer serves the page and opens it in a browser of a width.
func explorer(t testing.TB, width int64) (context.Context, string, *witness) {
	t.Helper()
	return explorerOf(t, width, library(t, "en"), library(t, "ko"))
}

// explorerOf is explorer with given models.
func explorerOf(t testing.TB, width int64, models ...*serve.Model) (context.Context, string, *witness) {
	t.Helper()
	s, err := serve.New(serve.Config{Models: models})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	ctx := chromium(t)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900)); err != nil {
		t.Fatal(err)
	}
	return ctx, server.URL + "/", watch(ctx, server.URL)
}

// open opens an address of the page and waits until it is loaded.
func open(t testing.TB, ctx context.Context, address string) {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(address)); err != nil {
		t.Fatal(err)
	}
	eventually(t, ctx, `document.body.dataset.ready === ""`)
}

// eventually waits until a script returns true. An error of the script, such as an
// element that does not exist yet, counts as false.
func eventually(t testing.TB, ctx context.Context, script string) {
	t.Helper()
	for range 1000 {
		if evaluate[bool](t, ctx, "(() => { try { return !!("+script+"); } catch { return false; } })()") {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("never: %s\n%s", script, evaluate[string](t, ctx, `document.body.innerText.slice(0, 2000)`))
}

// fill replaces the text of a field.
func fill(t *testing.T, ctx context.Context, field, text string) {
	t.Helper()
	evaluate[int](t, ctx, fmt.Sprintf(`document.querySelector(%q).value = "", document.querySelector(%q).focus(), 1`,
		field, field))
	if err := chromedp.Do(ctx, chromedp.SendKeys(chromedp.CSS(field), text)); err != nil {
		t.Fatal(err)
	}
}

// TestLooks opens every view in both languages at three widths: no element is too wide
// and there is no error.
func TestLooks(t *testing.T) {
	ctx, address, w := explorer(t, 1280)
	begin := map[string]string{
		"en": "q=cat&text=The cat reads a book about a dog", "ko": "q=고양이&text=고양이 가 책 을 읽는다",
	}
	for _, lang := range []string{"en", "ko"} {
		for _, width := range []int64{1400, 900, 390} {
			for name, view := range map[string]string{
				"attend": "attend?" + begin[lang], "self": "attend?mode=self&" + begin[lang], "words": "words",
				"cross":  "attend?mode=cross&" + begin[lang],
				"map":    "map",
				"search": map[string]string{"en": "search?seek=cat book", "ko": "search?seek=고양이 책"}[lang],
			} {
				if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900)); err != nil {
					t.Fatal(err)
				}
				link := "?"
				if strings.Contains(view, "?") {
					link = "&"
				}
				open(t, ctx, address+"?lang="+lang+"#"+view+link+"model="+lang)
				evaluate[int](t, ctx, `document.querySelectorAll("details").forEach(d => d.open = true), 1`)
				time.Sleep(400 * time.Millisecond)
				shoot(t, ctx, fmt.Sprintf("explorer-%s-%s-%d", name, lang, width))
				media(t, ctx, "screen", "prefers-color-scheme", "dark")
				shoot(t, ctx, fmt.Sprintf("explorer-%s-%s-%d-dark", name, lang, width))
				media(t, ctx, "screen")
				if wide := evaluate[int64](t, ctx, `document.documentElement.scrollWidth`); wide > width {
					t.Errorf("%s in %s is %d wide on %d", name, lang, wide, width)
				}
				if out := evaluate[string](t, ctx, stickingOut); out != "" {
					t.Errorf("%s in %s at %d: %s sticks out", name, lang, width, out)
				}
			}
		}
	}
	for _, c := range w.problems {
		t.Error(c)
	}
}

// weightOf returns the weight of a token in the table.
func weightOf(t *testing.T, ctx context.Context, token string) float64 {
	t.Helper()
	return evaluate[float64](t, ctx,
		fmt.Sprintf(`Number([...document.querySelectorAll("#weights tbody tr")].find(r => r.cells[0].textContent === %q)?.cells[3].textContent ?? -1)`, token))
}

// TestPlayground: typing, choosing and moving change the weights, which sum to one.
func TestPlayground(t *testing.T) {
	ctx, address, w := explorer(t, 1280)
	open(t, ctx, address+"?lang=en#attend?q=cat&text=the cat reads a book")
	eventually(t, ctx, `document.querySelectorAll("#weights tbody tr").length === 5`)
	cat := weightOf(t, ctx, "cat")
	fill(t, ctx, "#query", "book")
	eventually(t, ctx, `document.querySelector("#weights tbody tr:nth-child(5) td:nth-child(4)").textContent > "0.4"`)
	if now := weightOf(t, ctx, "cat"); now >= cat {
		t.Errorf("the weight of cat is %v with the query book, %v with cat", now, cat)
	}
	fill(t, ctx, "#text", "the dog reads a poem zebra")
	eventually(t, ctx,
		`document.querySelectorAll("#weights tbody tr").length === 6 && document.querySelector("#weights").innerText.includes("unknown")`)
	sum := evaluate[float64](t, ctx,
		`[...document.querySelectorAll("#weights tbody td:nth-child(4)")].reduce((s, c) => s + (Number(c.textContent) || 0), 0)`)
	if sum < .999 || sum > 1.001 {
		t.Errorf("the weights add up to %v", sum)
	}
	top := func() float64 {
		return evaluate[float64](t, ctx,
			`Math.max(...[...document.querySelectorAll("#weights tbody td:nth-child(4)")].map(c => Number(c.textContent) || 0))`)
	}
	before := top()
	evaluate[int](t, ctx,
		`document.querySelector("#temperature").value = 2, document.querySelector("#temperature").dispatchEvent(new Event("input", {bubbles: true})), 1`)
	eventually(t, ctx,
		`!document.querySelector("#auto").checked && document.querySelector("#summary").textContent.includes("temperature 100")`)
	if after := top(); after >= before || after > .25 {
		t.Errorf("at a temperature of 100 the largest weight is %v, before %v", after, before)
	}
	evaluate[int](t, ctx,
		`document.querySelector("[value=cosine]").click(), document.querySelector("#stepsBox").open = true, document.querySelector("#linesBox").open = true, 1`)
	eventually(t, ctx,
		`document.querySelector("#steps").innerText.includes("q·k/(‖q‖‖k‖)") && document.querySelectorAll("#lines .key li").length === 6`)
	evaluate[int](t, ctx, `document.querySelector("[value=self]").click(), 1`)
	eventually(t, ctx, `document.querySelector("#heat .cells").dataset.size === "6×6"`)
	fill(t, ctx, "#text", "the dog")
	eventually(t, ctx, `document.querySelector("#heat .cells").dataset.size === "2×2"`)
	eventually(t, ctx,
		`location.hash.includes("text=the+dog") && location.hash.includes("mode=self") && location.hash.includes("t=100")`)
	link := evaluate[string](t, ctx, `location.href`)
	open(t, ctx, link)
	eventually(t, ctx,
		`document.querySelector("#heat .cells").dataset.size === "2×2" && document.querySelector("#text").value === "the dog"`)
	for _, c := range w.problems {
		t.Error(c)
	}
}

// TestStepsAreRight: the worked steps end with the numbers of the server.
func TestStepsAreRight(t *testing.T) {
	ctx, address, _ := explorer(t, 1280)
	for _, score := range []string{"dot", "scaled", "cosine"} {
		open(t, ctx, address+"?lang=en#attend?t=3&score="+score+"&q=cat&text=the cat reads")
		evaluate[int](t, ctx, `document.querySelector("#stepsBox").open = true, 1`)
		eventually(t, ctx, `document.querySelectorAll("#steps section").length === 6`)
		wrong := evaluate[string](t, ctx, `(() => {
			const number = text => Number(text.replace(/−/g, "-").replace(/[()]/g, ""));
			const bad = [];
			for (const row of document.querySelectorAll("#steps tr")) {
				const text = [...row.cells].slice(1).map(c => c.textContent).join(" = ");
				const quotient = text.match(/(?:^|= )([−(\d.)]+) \/ ([\d.]+) = (−?[\d.]+)/);
				if (quotient && Math.abs(number(quotient[1]) / number(quotient[2]) - number(quotient[3])) > 2e-4 * Math.max(1, Math.abs(number(quotient[3])))) bad.push(text);
				const power = text.match(/^\((\S+) − (\S+)\) \/ (\S+) = (\S+)$/);
				if (power && Math.abs(Math.exp((number(power[1]) - number(power[2])) / number(power[3])) - number(power[4])) > 2e-4) bad.push(text);
				window.checked = (window.checked || 0) + !!quotient + !!power;
			}
			return bad.join("; ");
		})()`)
		if n := evaluate[int](t, ctx, `window.checked`); n < 6 {
			t.Errorf("%s: %d calculations were found", score, n)
		}
		if wrong != "" {
			t.Errorf("%s: %s", score, wrong)
		}
	}
}

// TestScriptIsShown: markup in words, sentences, models and addresses is shown as text
// and does not run.
func TestScriptIsShown(t *testing.T) {
	ctx, address, w := explorer(t, 1280)
	evil := "<img/src=x/onerror=alert(1)>"
	open(t, ctx, address+"?lang=en#attend?q="+strings.ReplaceAll(evil, "=", "%3D")+"&text=the cat "+
		"<script>alert(1)</script> "+strings.ReplaceAll(evil, "=", "%3D"))
	evaluate[int](t, ctx, `document.querySelectorAll("details").forEach(d => d.open = true), 1`)
	eventually(t, ctx,
		`document.querySelector("#weights").innerText.includes("<script>alert(1)</script>") && document.querySelectorAll("#lines .key li").length === 4`)
	evaluate[int](t, ctx, `document.querySelector("[value=self]").click(), 1`)
	eventually(t, ctx, `document.querySelector("#lines .query").innerText.includes("onerror")`)
	fill(t, ctx, "#text", evil+" nothing")
	for _, view := range []string{"words?plus=" + evil, "words?plus=<b>x</b>", "search?seek=cat " + evil, "map?find=" +
		evil, "attend?q=<b>cat</b>&text=cat"} {
		open(t, ctx, address+"?lang=en#"+strings.NewReplacer("=a", "%3Da", "=x", "%3Dx").Replace(view))
		time.Sleep(300 * time.Millisecond)
	}
	if n := evaluate[int](t, ctx, `document.querySelectorAll("main img, main b, main script").length`); n != 0 {
		t.Errorf("%d elements were made of text", n)
	}
	for _, c := range w.problems { // an alert would also block the page
		t.Error(c)
	}
}

// TestSearch: a typed query finds sentences, shaded by the contributions of their words;
// a model without sentences has no search.
func TestSearch(t *testing.T) {
	ctx, address, w := explorer(t, 1280)
	open(t, ctx, address+"?lang=en#search?seek=cat")
	eventually(t, ctx,
		`[...document.querySelectorAll("#found li")].filter(e => e.innerText.includes("cat")).length > 1 && document.querySelectorAll("#found li").length === 20`)
	fill(t, ctx, "#seek", "queen unheardof")
	eventually(t, ctx,
		`[...document.querySelectorAll("#found li")].filter(e => e.innerText.includes("queen")).length > 1 && document.querySelector("#notSought").innerText.includes("unheardof")`)
	shares := evaluate[float64](t, ctx,
		`[...document.querySelectorAll("#found li:first-child .shaded span")].reduce((s, e) => s + (Number(e.title.replace("−", "-")) || 0), 0)`)
	score := evaluate[float64](t, ctx,
		`Number(document.querySelector("#found .where").textContent.match(/Score ([\d.]+)/)[1])`)
	if shares < score-.002 || shares > score+.002 {
		t.Errorf("shares of %v add up to a score of %v", shares, score)
	}
	for _, c := range w.problems {
		t.Error(c)
	}
}

// TestUnknown: an unknown query word is named, with words with a similar spelling as buttons.
func TestUnknown(t *testing.T) {
	ctx, address, _ := explorer(t, 1280)
	open(t, ctx, address+"?lang=ko#attend?q=kittn&text=the cat")
	eventually(t, ctx, `document.querySelector("#attendError").innerText.includes("모델에 없는 단어: kittn")`)
	evaluate[int](t, ctx, `document.querySelector("#attendError button").click(), 1`)
	eventually(t, ctx,
		`document.querySelector("#query").value === "kitten" && document.querySelector("#attendError").hidden`)
}

// TestLanguage: the language of the page changes at once, is part of the address, and both
// languages have the same texts.
func TestLanguage(t *testing.T) {
	ctx, address, _ := explorer(t, 1280)
	open(t, ctx, address+"?lang=en#attend")
	english := evaluate[[]string](t, ctx, `[...document.querySelectorAll("[data-t]")].map(e => e.textContent)`)
	evaluate[int](t, ctx,
		`document.querySelector("#language").value = "ko", document.querySelector("#language").dispatchEvent(new Event("change")), 1`)
	eventually(t, ctx,
		`document.documentElement.lang === "ko" && document.querySelector("#weights").innerText.includes("가중치")`)
	for i, text := range evaluate[[]string](t, ctx,
		`[...document.querySelectorAll("[data-t]")].map(e => e.textContent)`) {
		if text == english[i] || text == "" || text == "undefined" {
			t.Errorf("%q is %q in Korean", english[i], text)
		}
	}
	eventually(t, ctx, `location.search === "?lang=ko"`)
	open(t, ctx, evaluate[string](t, ctx, `location.href`))
	if lang := evaluate[string](t, ctx, `document.documentElement.lang`); lang != "ko" {
		t.Errorf("the link opens in %s", lang)
	}
	names := evaluate[string](t, ctx, `(async () => {
		const { texts } = await import("/page/text.js"), [en, ko] = [Object.keys(texts.en), Object.keys(texts.ko)];
		window.same = en.join() === ko.join() && en.every(k => typeof texts.en[k] === typeof texts.ko[k] && texts.ko[k] !== "");
	})(), ""`)
	eventually(t, ctx, `window.same`+names)
}

// TestExports: exported files have the format of their names.
func TestExports(t *testing.T) {
	ctx, address, _ := explorer(t, 1280)
	dir := t.TempDir()
	if _, err := chromedp.CallBrowser(ctx, browser.SetDownloadBehavior,
		browser.SetDownloadBehaviorParams{Behavior: "allow", DownloadPath: dir}); err != nil {
		t.Fatal(err)
	}
	got := func(name string) string {
		for range 200 {
			if b, err := os.ReadFile(filepath.Join(dir, name)); err == nil && len(b) > 0 {
				os.Remove(filepath.Join(dir, name))
				return string(b)
			}
			time.Sleep(20 * time.Millisecond)
		}
		t.Fatalf("no %s", name)
		return ""
	}
	open(t, ctx, address+"?lang=ko#attend?q=cat&text=the cat reads a book")
	for format, has := range map[string]string{"svg": "쿼리 ", "png": "\x89PNG", "json": `"query":["cat"]`, "csv": "cat",
		"html": "<!DOCTYPE html>"} {
		evaluate[int](t, ctx, `document.querySelector(".exports [data-format=`+format+`]").click(), 1`)
		if text := got("attention." + format); !strings.Contains(text, has) {
			t.Errorf("%s: %.200q", format, text)
		}
	}
	open(t, ctx, address+"?lang=en#map?n=1000")
	eventually(t, ctx, `document.querySelectorAll("#inView li").length > 3`)
	evaluate[int](t, ctx, `document.querySelector("#tsv").click(), 1`)
	if text := got("map.tsv"); !strings.HasPrefix(text, "word\tx\ty\tcount\n") || strings.Count(text, "\n") < 100 {
		t.Errorf("TSV: %.200q", text)
	}
	evaluate[int](t, ctx, `document.querySelector("#mapSVG").click(), 1`)
	if text := got("map.svg"); strings.Count(text, "<circle") < 50 || strings.Count(text, "<text") < 10 {
		t.Errorf("SVG: %.300q", text)
	}
}

// TestMap: a word is found, keys move the map, and the time for drawing 20,000
// points is logged. The limit of the test is far above that, for a busy machine.
func TestMap(t *testing.T) {
	ctx, address, _ := explorer(t, 1280)
	open(t, ctx, address+"?lang=en#map?find=cat")
	eventually(t, ctx, `document.querySelector("#readout").textContent.includes("times in the corpus")`)
	if err := chromedp.Do(ctx, chromedp.Focus(chromedp.CSS("#canvas")), chromedp.KeyEvent("0"), chromedp.KeyEvent("+"),
		chromedp.KeyEvent(kb.ArrowLeft)); err != nil {
		t.Fatal(err)
	}
	took := evaluate[float64](t, ctx, `(async () => {
		const { Plot } = await import("/page/plot.js");
		const canvas = document.querySelector("#canvas"), plot = new Plot(canvas, () => {});
		plot.show(Array.from({ length: 20000 }, (_, i) => ({ x: Math.sin(i * i), y: Math.cos(3 * i * i), label: "w" + i })));
		const begin = performance.now();
		for (let i = 0; i < 60; i++) { plot.zoomBy(i % 2 ? 1.1 : .9); plot.moveBy(3, 2); plot.nearest(400 + i, 300); plot.drawNow(); }
		window.took = (performance.now() - begin) / 60;
		return window.took;
	})(), 0`)
	_ = took
	eventually(t, ctx, `window.took > 0`)
	took = evaluate[float64](t, ctx, `window.took`)
	t.Logf("a picture of 20,000 points takes %.1f ms", took)
	if took > 250 {
		t.Errorf("a picture of 20,000 points takes %.1f ms", took)
	}
}

// TestAccessible: axe-core reports no problem, in any view, light or dark, wide or
// narrow, and keys reach the heat map.
func TestAccessible(t *testing.T) {
	axe, err := os.ReadFile("node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Skip("skipped: there is no axe-core here; tools/setup fetches it")
	}
	ctx, address, _ := explorer(t, 1280)
	for _, scheme := range []string{"light", "dark"} {
		if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia,
			emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme",
				Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}}); err != nil {
			t.Fatal(err)
		}
		for _, view := range []string{
			"en#attend?q=cat&text=the cat reads zebra", "ko#attend?q=catt&text=cat",
			"ko#attend?mode=self&causal=1&text=the cat reads zebra", "en#attend?mode=cross&q=the dog zebra&text=a cat reads",
			"ko#words?plus=cat&minus=zebra&a=man&b=woman&c=king&odd=cat dog book", "ko#search?seek=cat zebra", "en#map?find=cat",
		} {
			for _, width := range []int64{1280, 360} {
				if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900)); err != nil {
					t.Fatal(err)
				}
				open(t, ctx, address+"?lang="+view)
				evaluate[int](t, ctx, `document.querySelectorAll("details").forEach(d => d.open = true), 1`)
				time.Sleep(300 * time.Millisecond)
				shoot(t, ctx, fmt.Sprintf("axe-%s-%s-%d", scheme, strings.NewReplacer("#", "-", "?",
					"-").Replace(view[:12]), width))
				evaluate[int](t, ctx,
					string(axe)+`; window.found = null; axe.run().then(r => window.found = r.violations.map(v => v.id + ": " + v.nodes.map(n => n.target.join(" ") + " " + n.failureSummary).slice(0, 3).join(" | ")), e => window.found = [String(e)]); 1`)
				eventually(t, ctx, `window.found !== null`)
				for _, v := range evaluate[[]string](t, ctx, `window.found`) {
					t.Errorf("%s, %s, %d wide: %s", view, scheme, width, v)
				}
			}
		}
	}
	// The check sees what is wrong.
	evaluate[int](t, ctx,
		`document.querySelector("main").append(document.createElement("img")), window.found = null, axe.run().then(r => window.found = r.violations.map(v => v.id)), 1`)
	eventually(t, ctx, `window.found !== null && window.found.includes("image-alt")`)
}

// TestExplorerKeys: the arrow keys move over the heat map, and the page names the cell.
func TestExplorerKeys(t *testing.T) {
	ctx, address, _ := explorer(t, 1280)
	open(t, ctx, address+"?lang=en#attend?mode=self&causal=1&text=the cat reads")
	eventually(t, ctx, `document.querySelector("#heat .cells").dataset.size === "3×3"`)
	if err := chromedp.Do(ctx, chromedp.Focus(chromedp.CSS("#heat .cells")),
		chromedp.KeyEvent(kb.ArrowRight), chromedp.KeyEvent(kb.ArrowRight)); err != nil {
		t.Fatal(err)
	}
	said := func() string {
		return evaluate[string](t, ctx,
			`document.querySelector("#heat [role=status]").textContent.replace(/[\u2068\u2069]/g, "")`)
	}
	if got := said(); got != "the does not attend to cat" {
		t.Errorf("said %q", got)
	}
	if err := chromedp.Do(ctx, chromedp.KeyEvent(kb.PageDown)); err != nil {
		t.Fatal(err)
	}
	if got := said(); !strings.HasPrefix(got, "reads attends to cat: 0.") {
		t.Errorf("said %q", got)
	}
}

// TestLight: the page is small, and the time of its first paint is logged. The limits
// are high enough for a busy machine.
func TestLight(t *testing.T) {
	ctx, address, _ := explorer(t, 1280)
	open(t, ctx, address)
	paint := evaluate[float64](t, ctx, `performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? -1`)
	bytes := evaluate[float64](t, ctx,
		`performance.getEntriesByType("resource").filter(r => r.name.includes("/page/")).reduce((s, r) => s + r.decodedBodySize, performance.getEntriesByType("navigation")[0].decodedBodySize)`)
	t.Logf("first paint after %.0f ms, %.0f bytes", paint, bytes)
	if paint < 0 || paint > 10000 || bytes < 10000 || bytes > 300000 {
		t.Errorf("first paint after %.0f ms, %.0f bytes", paint, bytes)
	}
}
