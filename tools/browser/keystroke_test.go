package browser

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/serve"
)

// TestRedrawIsLinear: the calls of the canvas that draw a heat map after a keystroke, and the
// elements that are added, grow with the tokens and not with their pairs.
func TestRedrawIsLinear(t *testing.T) {
	ctx, address, _ := explorer(t, 1400)
	work := map[int]redrawWork{}
	for _, n := range []int{50, 100, 200} {
		open(t, ctx, viewOf(address, "en", "mode", "self", "text", libraryWords(n)))
		eventually(t, ctx, fmt.Sprintf(`document.querySelector("#heat .cells").dataset.size === "%d×%[1]d"`, n))
		time.Sleep(600 * time.Millisecond) // the nearest words
		w := awaited[redrawWork](t, ctx, countRedraw)
		t.Logf("%d tokens: %d calls of canvases, %d elements added", n, w.Calls, w.Added)
		if w.Calls < n/10 || w.Images != 1 {
			t.Errorf("%d tokens: %d calls and %d images were counted", n, w.Calls, w.Images)
		}
		work[n] = w
	}
	for _, n := range []int{100, 200} {
		if now, before := work[n], work[n/2]; now.Calls > 2*before.Calls+100 || now.Added > 2*before.Added+20 {
			t.Errorf("%d tokens take %+v, %d take %+v", n, now, n/2, before)
		}
	}
}

// redrawWork is what the page does after a keystroke.
type redrawWork struct{ Calls, Images, Added int }

// countRedraw is a script that shortens the sentence by a letter, and counts until the answer is
// shown and the next two frames are drawn.
const countRedraw = `(async () => {
	const work = { Calls: 0, Images: 0, Added: 0 }, methods = CanvasRenderingContext2D.prototype, restore = [];
	for (const name of Object.getOwnPropertyNames(methods)) {
		const property = Object.getOwnPropertyDescriptor(methods, name);
		if (typeof property.value !== "function" || name === "measureText") continue;
		restore.push([name, property.value]);
		methods[name] = function (...args) {
			work.Calls++;
			if (name === "drawImage") work.Images++;
			return property.value.apply(this, args);
		};
	}
	const observer = new MutationObserver(all => { for (const m of all) work.Added += m.addedNodes.length; });
	observer.observe(document.querySelector("main"), { subtree: true, childList: true });
	const text = document.querySelector("#text");
	text.value = text.value.slice(0, -1);
	const shown = new Promise(done => document.querySelector("#attend").addEventListener("shown", done, { once: true }));
	text.dispatchEvent(new Event("input", { bubbles: true }));
	await shown;
	for (let i = 0; i < 2; i++) await new Promise(done => requestAnimationFrame(done));
	observer.disconnect();
	for (const [name, value] of restore) methods[name] = value;
	return work;
})()`

// BenchmarkKeystroke measures the time from a change of a sentence of 200 tokens to the new heat map,
// and to the frame that shows it: the medians. KEYSTROKE_MODEL names the file of another model than
// that of the tests.
func BenchmarkKeystroke(b *testing.B) {
	model := library(b, "en")
	if path := os.Getenv("KEYSTROKE_MODEL"); path != "" {
		m, err := w2vattn.Open(path)
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { m.Close() }) //nolint:errcheck // only read from
		model = &serve.Model{Name: "en", Model: m, Info: json.RawMessage(`{"format":"test"}`)}
	}
	ctx, address, _ := explorerOf(b, 1400, model)
	open(b, ctx, viewOf(address, "en", "mode", "self", "text", libraryWords(200)))
	eventually(b, ctx, `document.querySelector("#heat .cells").dataset.size === "200×200"`)
	var drawn, framed []float64
	for b.Loop() {
		some := awaited[[][]float64](b, ctx, timeKeystrokes)
		for _, pair := range some {
			drawn, framed = append(drawn, pair[0]), append(framed, pair[1])
		}
	}
	slices.Sort(drawn)
	slices.Sort(framed)
	b.ReportMetric(drawn[len(drawn)/2], "ms-to-draw")
	b.ReportMetric(framed[len(framed)/2], "ms-to-frame")
	b.ReportMetric(framed[len(framed)*95/100], "ms-to-frame-p95")
}

// timeKeystrokes is a script that returns the times of 20 keystrokes, in milliseconds.
const timeKeystrokes = `(async () => {
	const text = document.querySelector("#text"), base = text.value, times = [];
	for (let i = 0; i < 20; i++) {
		text.value = base.slice(0, base.length - 1 - i % 3);
		const shown = new Promise(done => document.querySelector("#attend").addEventListener("shown", done, { once: true }));
		const begin = performance.now();
		text.dispatchEvent(new Event("input", { bubbles: true }));
		await shown;
		const drawn = performance.now() - begin;
		await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
		times.push([drawn, performance.now() - begin]);
		await new Promise(done => setTimeout(done, 30));
	}
	text.value = base;
	return times;
})()`
