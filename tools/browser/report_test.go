package browser

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/report"
)

// TestReportPrint: on paper of 718 pixels (A4) all columns of the heat map and of the table of a
// report are there, nothing scrolls, colours are printed, and there is no blank page.
func TestReportPrint(t *testing.T) {
	ctx := chromium(t)
	for _, c := range []struct {
		kind   string
		tokens int
		most   int // pages
	}{{"self", 100, 3}, {"self", 20, 3}, {"attention", 5, 1}, {"compare", 20, 2}, {"worked", 3, 3}} {
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900),
			chromedp.Navigate(written(t, parts(c.tokens)[c.kind]))); err != nil {
			t.Fatal(err)
		}
		name := fmt.Sprintf("report-%s-%d", c.kind, c.tokens)
		if n := pages(t, ctx, name); n < 1 || n > c.most {
			t.Errorf("%s takes %d pages, want at most %d", name, n, c.most)
		}
		media(t, ctx, "print", "prefers-color-scheme", "dark")
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(718, 1000)); err != nil {
			t.Fatal(err)
		}
		evaluate[int](t, ctx, `document.querySelectorAll("details").forEach(d => d.open = true), 1`)
		if wide := evaluate[string](t, ctx, tooWide); wide != "" {
			t.Errorf("%s: on paper %s is too wide", name, wide)
		}
		if scrolls := evaluate[int](t, ctx, `[...document.querySelectorAll("main *")].filter(e => e.clientHeight &&
			["auto", "scroll"].includes(getComputedStyle(e).overflowX)).length`); scrolls != 0 {
			t.Errorf("%s: %d elements scroll on paper", name, scrolls)
		}
		exact := evaluate[string](t, ctx, `getComputedStyle(document.querySelector("td, svg, i")).printColorAdjust`)
		if exact != "exact" {
			t.Errorf("%s: colours are printed as %q", name, exact)
		}
		ground := evaluate[string](t, ctx, `getComputedStyle(document.body).backgroundColor`)
		if ground != "rgb(255, 255, 255)" {
			t.Errorf("%s: paper is %s for a reader with a dark screen", name, ground)
		}
		media(t, ctx, "screen")
	}
}

// tooWide is a script that returns a drawing or table that is wider than the page.
const tooWide = `(() => {
	for (const e of document.querySelectorAll("svg.picture, table, p, li")) {
		if (e.getBoundingClientRect().right > innerWidth + 1) return e.outerHTML.slice(0, 80);
	}
	return "";
})()`

// TestReportFits: the heat map of a report is as wide as the page at most, and the pointer names the
// cell below it although the picture is reduced.
func TestReportFits(t *testing.T) {
	ctx := chromium(t)
	s := parts(60)["self"].(*w2vattn.SelfAttention)
	for _, width := range []int64{1400, 900} {
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(written(t, s))); err != nil {
			t.Fatal(err)
		}
		if wide := evaluate[string](t, ctx, tooWide); wide != "" {
			t.Errorf("at %d %s is too wide", width, wide)
		}
		// The middle of the cell in row 3 and column 50.
		got := evaluate[string](t, ctx, `(() => {
			const map = document.querySelector(".map"), grid = map.querySelector(".grid").getBoundingClientRect();
			map.dispatchEvent(new PointerEvent("pointermove", { clientX: grid.left + grid.width * 50.5 / 60,
				clientY: grid.top + grid.height * 3.5 / 60 }));
			return document.querySelector("output").textContent.replace(/[\u2068\u2069]/g, "");
		})()`)
		want := fmt.Sprintf("%s attends to %s: %.4f", s.Tokens[3], s.Tokens[50], s.Result.Weights.Data[3*60+50])
		if got != want {
			t.Errorf("at %d the pointer names %q, want %q", width, got, want)
		}
	}
}

// TestReportForcedColours: bars of a report are not in the colour of the background, and the colours
// of weights stay.
func TestReportForcedColours(t *testing.T) {
	ctx := chromium(t)
	media(t, ctx, "screen", "forced-colors", "active")
	if err := chromedp.Do(ctx, chromedp.Navigate(written(t, parts(5)["attention"]))); err != nil {
		t.Fatal(err)
	}
	shoot(t, ctx, "report-forced")
	colours := evaluate[[]string](t, ctx, `["body", ".bar i", ".sentence span[style]"].map(s =>
		getComputedStyle(document.querySelector(s)).backgroundColor)`)
	if colours[0] == colours[1] || colours[0] == colours[2] {
		t.Errorf("background, bars, tokens: %q", colours)
	}
}

// TestReveal: the steps of a calculation are shown one by one, all at once before printing, and a
// token that is pointed at is highlighted in every step; a click keeps it so.
func TestReveal(t *testing.T) {
	ctx := chromium(t)
	for _, lang := range []string{"en", "ko"} {
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(900, 900), chromedp.Navigate(writtenIn(t, lang,
			parts(5)["worked"]))); err != nil {
			t.Fatal(err)
		}
		press := func(action string) int {
			return evaluate[int](t, ctx, `document.querySelector("[data-action=`+action+`]").click(),
				[...document.querySelectorAll(".step")].filter(e => e.clientHeight).length`)
		}
		all := evaluate[int](t, ctx, `document.querySelectorAll(".step").length`)
		for _, step := range []struct {
			action string
			want   int
		}{{"hide", 1}, {"next", 2}, {"next", 3}, {"all", all}, {"next", all}, {"hide", 1}} {
			if got := press(step.action); got != step.want {
				t.Errorf("%s: after %q %d steps are shown, want %d of %d", lang, step.action, got, step.want, all)
			}
		}
		if got := evaluate[int](t, ctx, `dispatchEvent(new Event("beforeprint")),
			[...document.querySelectorAll(".step")].filter(e => e.open).length`); got != all {
			t.Errorf("%d of %d steps are printed", got, all)
		}
		lit := evaluate[int](t, ctx, `document.querySelector("[data-token='1']").dispatchEvent(
			new PointerEvent("pointerover", { bubbles: true })),
			new Set([...document.querySelectorAll(".lit")].map(e => e.closest(".step"))).size`)
		if lit < 5 {
			t.Errorf("%s: a token is highlighted in %d steps", lang, lit)
		}
		kept := evaluate[int](t, ctx, `document.querySelector("[data-token='1']").click(),
			document.querySelector(".worked").dispatchEvent(new PointerEvent("pointerleave")),
			document.querySelectorAll(".lit.locked").length`)
		if kept < 5 {
			t.Errorf("%s: %d lines stay highlighted", lang, kept)
		}
	}
}

// TestReportHardInput: tokens of 40 characters, of markup and from right to left do not stick out of
// a report, on a phone or on a desktop, in both languages.
func TestReportHardInput(t *testing.T) {
	ctx := chromium(t)
	w := watch(ctx)
	for kind, p := range parts(10) {
		switch p := p.(type) {
		case *w2vattn.Attention:
			p.Tokens[1] = strings.Repeat("x", 40)
		case *w2vattn.SelfAttention:
			p.Tokens[1] = strings.Repeat("가", 40)
		}
		for _, width := range []int64{1400, 900, 390} {
			for _, lang := range []string{"en", "ko"} {
				if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(writtenIn(t, lang,
					p))); err != nil {
					t.Fatal(err)
				}
				if out := evaluate[string](t, ctx, stickingOut); out != "" {
					t.Errorf("%s at %d in %s: %s sticks out", kind, width, lang, out)
				}
			}
		}
	}
	for _, c := range w.problems {
		t.Error(c)
	}
}

// writtenIn is written for a report in a language.
func writtenIn(t *testing.T, lang string, p report.Result) string {
	t.Helper()
	return writtenWith(t, report.Options{Language: lang}, p)
}
