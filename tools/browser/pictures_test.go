package browser

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestPictures compares screenshots of the page with stored ones. Both are reduced to blocks, so
// that the edges of letters count for little, and missing or moved parts and other colours for
// much. With UPDATE=1 it stores new ones; look at them with SHOTS=dir before.
func TestPictures(t *testing.T) {
	ctx, address, _ := explorer(t, 1400)
	for _, c := range []struct {
		name, link string
		width      int64
		dark       bool
	}{
		{"query", viewOf(address, "en", "q", "cat", "text", "the cat reads a book about the queen"), 1400, false},
		{"self", viewOf(address, "en", "mode", "self", "text", libraryWords(40)), 900, false},
		{"self-dark", viewOf(address, "en", "mode", "self", "text", libraryWords(12)), 390, true},
		{"cross", viewOf(address, "en", "mode", "cross", "q", "the king and a dog", "text", "a cat reads a book"), 900, false},
		{"query-ko", viewOf(address, "ko", "q", "고양이", "text", "고양이 가 책 을 읽는다", "model", "ko"), 390, false},
	} {
		scheme := map[bool]string{false: "light", true: "dark"}[c.dark]
		media(t, ctx, "screen", "prefers-color-scheme", scheme, "prefers-reduced-motion", "reduce")
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(c.width, 900)); err != nil {
			t.Fatal(err)
		}
		open(t, ctx, c.link)
		eventually(t, ctx, shownText)
		evaluate[int](t, ctx, `document.querySelector("#linesBox").open = true, 1`)
		time.Sleep(600 * time.Millisecond) // the nearest words
		shoot(t, ctx, "picture-"+c.name)
		shot, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
		if err != nil {
			t.Fatal(err)
		}
		got := reduced(t, shot)
		path := filepath.Join("testdata", c.name+".png")
		if os.Getenv("UPDATE") != "" {
			var b bytes.Buffer
			if err := png.Encode(&b, got); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		stored, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		want, err := png.Decode(bytes.NewReader(stored))
		if err != nil {
			t.Fatal(err)
		}
		// Where the pictures were stored they differ by up to 1.2. Other fonts have not been tried.
		d := difference(got, want)
		t.Logf("%s: the mean difference is %.2f of 255", c.name, d)
		if d > 5 {
			t.Errorf("%s differs from %s by %.1f of 255 in the mean", c.name, path, d)
		}
	}
	black, white := image.NewRGBA(image.Rect(0, 0, blocks, blocks)), image.NewRGBA(image.Rect(0, 0, blocks, blocks))
	for i := range white.Pix {
		white.Pix[i] = 255
	}
	if d := difference(black, white); d != 255 {
		t.Errorf("black and white differ by %v", d)
	}
}

// blocks is the number of rows and of columns of a reduced picture.
const blocks = 24

// reduced returns the mean colours of blocks of a picture.
func reduced(t *testing.T, encoded []byte) *image.RGBA {
	t.Helper()
	full, err := png.Decode(bytes.NewReader(encoded))
	if err != nil {
		t.Fatal(err)
	}
	out, size := image.NewRGBA(image.Rect(0, 0, blocks, blocks)), full.Bounds()
	for i := range blocks * blocks {
		x, y := i%blocks, i/blocks
		var sum [3]int
		n := 0
		for py := y * size.Dy() / blocks; py < (y+1)*size.Dy()/blocks; py++ {
			for px := x * size.Dx() / blocks; px < (x+1)*size.Dx()/blocks; px++ {
				r, g, b, _ := full.At(px, py).RGBA()
				sum[0], sum[1], sum[2], n = sum[0]+int(r>>8), sum[1]+int(g>>8), sum[2]+int(b>>8), n+1
			}
		}
		out.SetRGBA(x, y, color.RGBA{uint8(sum[0] / n), uint8(sum[1] / n), uint8(sum[2] / n), 255})
	}
	return out
}

// difference returns the mean difference of the components of two reduced pictures, 0 to 255.
func difference(a, b image.Image) float64 {
	sum := 0.0
	for i := range blocks * blocks {
		r1, g1, b1, _ := a.At(i%blocks, i/blocks).RGBA()
		r2, g2, b2, _ := b.At(i%blocks, i/blocks).RGBA()
		for _, pair := range [][2]uint32{{r1, r2}, {g1, g2}, {b1, b2}} {
			sum += float64(max(pair[0], pair[1])-min(pair[0], pair[1])) / 257
		}
	}
	return sum / (3 * blocks * blocks)
}
