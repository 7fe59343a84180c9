package browser

import (
	"context"
	"fmt"
	"math"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/report"
)

// chromium starts a browser, or skips.
func chromium(t testing.TB) context.Context {
	t.Helper()
	var path string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		t.Skip("skipped: there is no Chromium here; on Debian: apt install chromium")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox)
	allocator, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// sentence returns n tokens with vectors that attend to each other unevenly.
func sentence(n int) ([]string, blas32.General, []bool) {
	words := []string{"the", "cat", "고양이", "reads", "extraordinarily", "책", "שלום", "👩‍👩‍👧",
		"<script>alert(1)</script>", "a"}
	x := blas32.General{Rows: n, Cols: 8, Stride: 8, Data: make([]float32, 8*n)}
	tokens, known := make([]string, n), make([]bool, n)
	for i := range tokens {
		tokens[i], known[i] = words[i%len(words)], i%11 != 10
		for d := range 8 {
			x.Data[8*i+d] = float32(math.Sin(float64(i*i+3*d*i+d)) * 1.4)
		}
	}
	return tokens, x, known
}

// parts returns the reports whose pages are tested.
func parts(n int) map[string]report.Result {
	tokens, x, known := sentence(n)
	near := []embed.Neighbour{{Word: "kitten", Cosine: .9}, {Word: "강아지", Cosine: .8}}
	query := x.Data[:8]
	a := &w2vattn.Attention{Query: tokens[:1], Tokens: tokens, Known: known, Nearest: near, QueryVector: query, Keys: x,
		Values: x,
		Result: attention.Attend(query, x, x, attention.Options{Mask: known})}
	s := &w2vattn.SelfAttention{Tokens: tokens, Known: known, Result: attention.SelfAttend(x,
		attention.SelfOptions{Mask: known})}
	c := w2vattn.CompareScores(query, x, known, attention.Scaled)
	c.Query, c.Tokens, c.Known = a.Query, tokens, known
	return map[string]report.Result{"attention": a, "self": s, "compare": c, "worked": report.Worked{Attention: a},
		"story": &report.Story{Intro: "A library.", Like: "Like it", Neighbours: near, Asks: "A reader asks",
			Key: "key", Mixes: "Mixed", Finds: "Found",
			Attention: a, Found: []report.StorySentence{{Cosine: .9, Text: strings.Join(tokens, " "), Attention: a}}}}
}

// written writes a page to a file and returns its address.
func written(t testing.TB, parts ...report.Result) string {
	t.Helper()
	return writtenWith(t, report.Options{}, parts...)
}

// writtenWith is written with options.
func writtenWith(t testing.TB, o report.Options, parts ...report.Result) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "page.html")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := report.NewWriter(f, report.HTML, o)
	for _, p := range parts {
		if err := w.Add(p); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}

// A witness records what a page should not do.
type witness struct {
	sync.Mutex
	problems []string
}

func (w *witness) note(format string, args ...any) {
	w.Lock()
	defer w.Unlock()
	w.problems = append(w.problems, fmt.Sprintf(format, args...))
}

// watch records messages of the console, exceptions, and requests except for the page
// itself, its data and its server.
func watch(ctx context.Context, servers ...string) *witness {
	w := &witness{}
	console, exceptions, requests := chromedp.Events(ctx, runtime.ConsoleAPICalled),
		chromedp.Events(ctx, runtime.ExceptionThrown), chromedp.Events(ctx, network.RequestWillBeSent)
	go func() {
		for e, err := range console {
			if err != nil {
				return
			}
			w.note("console.%s", e.Type)
		}
	}()
	go func() {
		for e, err := range exceptions {
			if err != nil {
				return
			}
			w.note("exception: %v", e.ExceptionDetails)
		}
	}()
	go func() {
		for e, err := range requests {
			if err != nil {
				return
			}
			if !slices.ContainsFunc(append(servers, "file:///", "data:"),
				func(from string) bool { return strings.HasPrefix(e.Request.URL, from) }) {
				w.note("a request for %s", e.Request.URL)
			}
		}
	}()
	return w
}

func evaluate[T any](t testing.TB, ctx context.Context, script string) T {
	t.Helper()
	got, err := chromedp.Run(ctx, chromedp.Evaluate[T](script))
	if err != nil {
		t.Fatalf("%s: %v", script, err)
	}
	return got
}

// shoot writes a picture of the page if SHOTS names a folder.
func shoot(t *testing.T, ctx context.Context, name string) {
	dir := os.Getenv("SHOTS")
	if dir == "" {
		return
	}
	image, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), image, 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestPages opens every kind of page, for sentences of 1 to 200 tokens, in the widths of
// a desktop and of a phone: no element is too wide, there is no error and no request.
func TestPages(t *testing.T) {
	ctx := chromium(t)
	w := watch(ctx)
	for _, n := range []int{1, 2, 5, 20, 60, 200} {
		for kind, p := range parts(n) {
			if kind == "worked" && n > 20 {
				continue
			}
			address := written(t, p, p)
			for _, width := range []int64{1280, 390} {
				name := fmt.Sprintf("%s-%d-%d", kind, n, width)
				if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900),
					chromedp.Navigate(address)); err != nil {
					t.Fatal(err)
				}
				evaluate[int](t, ctx, `document.querySelectorAll("details").forEach(d => d.open = true), 1`)
				if wide := evaluate[int64](t, ctx, `document.documentElement.scrollWidth`); wide > width {
					t.Errorf("%s is %d wide", name, wide)
				}
				if out := evaluate[string](t, ctx, stickingOut); out != "" {
					t.Errorf("%s: %s sticks out", name, out)
				}
				shoot(t, ctx, name)
			}
		}
	}
	if evaluate[int](t, ctx, `console.log("heard"), 1`); !heard(w, "console.log") {
		t.Error("the witness is deaf")
	}
	for _, c := range w.problems {
		if c != "console.log" {
			t.Error(c)
		}
	}
}

// heard waits for a problem.
func heard(w *witness, what string) bool {
	for range 50 {
		w.Lock()
		for _, c := range w.problems {
			if c == what {
				w.Unlock()
				return true
			}
		}
		w.Unlock()
		time.Sleep(20 * time.Millisecond)
	}
	return false
}

// stickingOut is a script that returns the name of an element outside of scrolling ones
// that is wider than the window. Names beside lines are cut at the width of their column.
const stickingOut = `(() => {
	for (const e of document.querySelectorAll("main *")) {
		const box = e.getBoundingClientRect();
		if (box.width && !e.closest(".scroll, caption, #lines bdi") && (box.right > innerWidth + 1 || box.left < -1)) return e.outerHTML.slice(0, 80);
	}
	return "";
})()`

// TestKeys: the arrow keys move over the heat map and the page names the cell; if a token
// has the focus, only its lines are shown.
func TestKeys(t *testing.T) {
	ctx := chromium(t)
	s := parts(20)["self"].(*w2vattn.SelfAttention)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(written(t, s)),
		chromedp.Focus(chromedp.CSS(".map"))); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		key      string
		row, col int
	}{{kb.ArrowDown, 0, 0}, {kb.ArrowDown, 1, 0}, {kb.ArrowRight, 1, 1}, {kb.End, 1, 19}, {kb.PageDown, 19, 19},
		{kb.Home, 19, 0}, {kb.ArrowLeft, 19, 0}} {
		if err := chromedp.Do(ctx, chromedp.KeyEvent(step.key)); err != nil {
			t.Fatal(err)
		}
		got := evaluate[string](t, ctx, `document.querySelector("output").textContent.replace(/[\u2068\u2069]/g, "")`)
		want := fmt.Sprintf("%s attends to %s: %.4f", s.Tokens[step.row], s.Tokens[step.col],
			s.Result.Weights.Data[step.row*20+step.col])
		if !s.Result.Sees(step.row, step.col) {
			want = fmt.Sprintf("%s does not attend to %s", s.Tokens[step.row], s.Tokens[step.col])
		}
		if got != want {
			t.Errorf("%q: %q, want %q", step.key, got, want)
		}
	}
	faded := evaluate[int](t, ctx, `document.querySelectorAll("details").forEach(d => d.open = true),
		document.querySelectorAll("text[data-query]")[3].focus(), document.querySelectorAll(".faded").length`)
	if faded != 18 { // an unknown token has no lines
		t.Errorf("%d of 19 groups of lines are faded", faded)
	}
}

// TestCrossKeys: on a heat map that is wider than high, the keys reach all ends.
func TestCrossKeys(t *testing.T) {
	ctx := chromium(t)
	tokens, x, known := sentence(5)
	queries := x
	queries.Rows = 2
	c := &w2vattn.CrossAttention{Queries: []string{"first", "second"}, QueriesKnown: known[:2], Tokens: tokens,
		Known:  known,
		Result: attention.CrossAttend(queries, x, x, attention.SelfOptions{})}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(written(t, c)),
		chromedp.Focus(chromedp.CSS(".map"))); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		key      string
		row, col int
	}{{kb.ArrowDown, 0, 0}, {kb.End, 0, 4}, {kb.ArrowRight, 0, 4}, {kb.PageDown, 1, 4}, {kb.ArrowDown, 1, 4},
		{kb.ArrowLeft, 1, 3}} {
		if err := chromedp.Do(ctx, chromedp.KeyEvent(step.key)); err != nil {
			t.Fatal(err)
		}
		got := evaluate[string](t, ctx, `document.querySelector("output").textContent.replace(/[\u2068\u2069]/g, "")`)
		if want := fmt.Sprintf("%s attends to %s: %.4f", c.Queries[step.row], tokens[step.col],
			c.Result.Weights.Data[step.row*5+step.col]); got != want {
			t.Errorf("%q: %q, want %q", step.key, got, want)
		}
	}
}

// BenchmarkBigMap scrolls over a page with a heat map of 200 × 200 while the pointer and
// the arrow keys move on the map. It reports the times between two frames: the median and
// the 95th percentile. Without delays they are 16.7 ms.
func BenchmarkBigMap(b *testing.B) {
	ctx := chromium(b)
	begin := time.Now()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900),
		chromedp.Navigate(written(b, parts(200)["self"]))); err != nil {
		b.Fatal(err)
	}
	opened := time.Since(begin)
	var frames []float64
	for b.Loop() {
		some, err := chromedp.Run(ctx, chromedp.Evaluate[[]float64](scrollAndMove,
			func(p *runtime.EvaluateParams) { wait := true; p.AwaitPromise = &wait }))
		if err != nil {
			b.Fatal(err)
		}
		frames = append(frames, some...)
	}
	slices.Sort(frames)
	b.ReportMetric(opened.Seconds()*1000, "ms-to-open")
	b.ReportMetric(frames[len(frames)/2], "ms/frame")
	b.ReportMetric(frames[len(frames)*95/100], "ms/frame-p95")
}

// scrollAndMove is a script that returns the times between the frames of two seconds.
const scrollAndMove = `new Promise(done => {
	const map = document.querySelector(".map"), times = [];
	let before;
	const step = now => {
		if (before) times.push(now - before);
		before = now;
		const i = times.length, box = map.querySelector("svg").getBoundingClientRect();
		window.scrollTo(0, 10 * i);
		map.dispatchEvent(new PointerEvent("pointermove", {clientX: box.left + 300 + 5 * i, clientY: box.top + 300 + i}));
		map.dispatchEvent(new KeyboardEvent("keydown", {key: i % 2 ? "ArrowRight" : "ArrowDown", cancelable: true}));
		i < 120 ? requestAnimationFrame(step) : done(times);
	};
	requestAnimationFrame(step);
})`

// TestDark: in dark mode the background is dark and the text is light.
func TestDark(t *testing.T) {
	ctx := chromium(t)
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia,
		emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme",
			Value: "dark"}}}); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(800, 700),
		chromedp.Navigate(written(t, parts(12)["self"], parts(5)["attention"]))); err != nil {
		t.Fatal(err)
	}
	shoot(t, ctx, "dark")
	if ground := evaluate[string](t, ctx,
		`getComputedStyle(document.body).backgroundColor`); ground != "rgb(22, 24, 28)" {
		t.Errorf("the ground is %s", ground)
	}
	if label := evaluate[string](t, ctx,
		`getComputedStyle(document.querySelector("svg text.fg")).fill`); label != "rgb(233, 234, 238)" {
		t.Errorf("the labels are %s", label)
	}
}
