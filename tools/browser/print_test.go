package browser

import (
	"context"
	"os"
	"regexp"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// TestPrint: on paper of 718 pixels (A4) all columns of the heat map of 100 tokens are there, nothing
// sticks out, and there is no blank page; a short result takes one page.
func TestPrint(t *testing.T) {
	ctx, address, _ := explorer(t, 1400)
	open(t, ctx, viewOf(address, "en", "mode", "self", "text", libraryWords(100)))
	eventually(t, ctx, shownText)
	if n := pages(t, ctx, "page-100"); n < 1 || n > 2 {
		t.Errorf("a heat map of 100 tokens takes %d pages", n)
	}
	media(t, ctx, "screen", "prefers-color-scheme", "dark")
	ink := `getComputedStyle(document.documentElement).getPropertyValue("--fg").trim()`
	screen := evaluate[string](t, ctx, ink)
	paper := evaluate[string](t, ctx, `dispatchEvent(new Event("beforeprint")), `+ink)
	after := evaluate[string](t, ctx, `dispatchEvent(new Event("afterprint")), `+ink)
	if screen != "#e9eaee" || paper != "#1a1c20" || after != screen {
		t.Errorf("names are %s on a dark screen, %s on paper, %s after printing", screen, paper, after)
	}
	media(t, ctx, "print", "prefers-color-scheme", "dark")
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(718, 1000)); err != nil {
		t.Fatal(err)
	}
	evaluate[int](t, ctx, `dispatchEvent(new Event("beforeprint")), 1`)
	if painted := evaluate[float64](t, ctx, lastColumn); painted < .9 {
		t.Errorf("%.0f %% of the last column are painted", 100*painted)
	}
	if out := evaluate[string](t, ctx, stickingOut); out != "" || !evaluate[bool](t, ctx, heatFits) {
		t.Errorf("on paper %s sticks out", out)
	}
	if ground := evaluate[string](t, ctx, `getComputedStyle(document.body).backgroundColor`); ground != "rgb(255, 255, 255)" {
		t.Errorf("paper is %s for a reader with a dark screen", ground)
	}
	if scrolls := evaluate[int](t, ctx, `[...document.querySelectorAll("main *")].filter(e => e.clientHeight &&
		e.scrollHeight > e.clientHeight + 4 && ["auto", "scroll"].includes(getComputedStyle(e).overflowY)).length`); scrolls != 0 {
		t.Errorf("%d elements scroll on paper", scrolls)
	}
	media(t, ctx, "screen")
	open(t, ctx, viewOf(address, "ko", "q", "cat", "text", "the cat reads"))
	eventually(t, ctx, shownText)
	if n := pages(t, ctx, "page-query"); n != 1 {
		t.Errorf("a short table takes %d pages", n)
	}
}

// pageObject is the beginning of a page in a PDF.
var pageObject = regexp.MustCompile(`/Type\s*/Page\b`)

// pages prints the page to A4 and returns the number of pages.
func pages(t *testing.T, ctx context.Context, name string) int {
	t.Helper()
	yes := true
	result, err := chromedp.Call(ctx, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: &yes,
		PrintBackground: &yes, PaperWidth: 8.27, PaperHeight: 11.69})
	if err != nil {
		t.Fatal(err)
	}
	if dir := os.Getenv("SHOTS"); dir != "" {
		if err := os.WriteFile(dir+"/"+name+".pdf", result.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return len(pageObject.FindAll(result.Data, -1))
}

// lastColumn is a script: the share of the pixels of the last column of the heat map that is painted.
const lastColumn = `(() => {
	const cells = document.querySelector("#heat .cells"), pixels = cells.getContext("2d");
	const { data } = pixels.getImageData(cells.width - 3, 0, 1, cells.height);
	let painted = 0;
	for (let i = 3; i < data.length; i += 4) painted += data[i] > 0;
	return painted / cells.height;
})()`
