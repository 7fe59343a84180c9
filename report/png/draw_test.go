package png

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/f64"
	"golang.org/x/image/math/fixed"

	"github.com/w2vattn/w2vattn/report/picture"
)

// blank returns a white canvas of 40 × 40 pixels.
func blank() *canvas { return newCanvas(&picture.Picture{Width: 40, Height: 40}, 1, nil) }

// colored returns the smallest rectangle with all pixels that are not white.
func colored(c *canvas) image.Rectangle {
	var box image.Rectangle
	for y := range 40 {
		for x := range 40 {
			if c.image.RGBAAt(x, y) != (color.RGBA{255, 255, 255, 255}) {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return box
}

// TestInOrder: runs from left to right are placed one after another, and neighbouring
// runs from right to left in reverse order.
func TestInOrder(t *testing.T) {
	output := func(width int, d di.Direction) shaping.Output {
		return shaping.Output{Advance: fixed.I(width), Direction: d}
	}
	left, right := di.DirectionLTR, di.DirectionRTL
	runs, width := inOrder([]shaping.Output{
		output(1, left), output(2, right), output(4, right), output(8, left), output(16, right),
	})
	var got []float64
	for _, r := range runs {
		got = append(got, float64(r.Advance)/64, r.x)
	}
	want := []float64{1, 0, 4, 1, 2, 5, 8, 7, 16, 15}
	if len(got) != len(want) || width != 31 {
		t.Fatalf("%v of width %v", got, width)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("widths and positions %v, want %v", got, want)
		}
	}
}

// TestMissing: the error names the character, its code point, and the package to
// install for its script.
func TestMissing(t *testing.T) {
	for text, want := range map[string]string{
		"가":  "가 ([U+AC00]); install one (on Debian: apt install fonts-noto-cjk or fonts-nanum)",
		"かな": "fonts-noto-cjk",
		"🐈":  "fonts-noto-color-emoji",
		"ᚠ":  "fonts-noto, or the font of that script",
	} {
		if err := (&MissingError{[]rune(text)}); !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}

// TestVisible: characters without a shape need no glyph.
func TestVisible(t *testing.T) {
	for r, want := range map[rune]bool{'a': true, '가': true, ' ': false, '\n': false, '\u200d': false, '\u0301': false,
		'\ufe0f': false} {
		if visible(r) != want {
			t.Errorf("%U: %v", r, !want)
		}
	}
}

// TestBitmap: a glyph that is an image is scaled to its size on the page; one that
// cannot be decoded is left out.
func TestBitmap(t *testing.T) {
	red := image.NewNRGBA(image.Rect(0, 0, 2, 2))
	for i := range red.Pix {
		red.Pix[i] = map[bool]uint8{true: 255}[i%4 == 0 || i%4 == 3]
	}
	var b bytes.Buffer
	if err := png.Encode(&b, red); err != nil {
		t.Fatal(err)
	}
	g := shaping.Glyph{Width: fixed.I(10), Height: -fixed.I(10), YBearing: fixed.I(10)}
	c := blank()
	c.bitmap(font.GlyphBitmap{Data: b.Bytes()}, g, f64.Aff3{1, 0, 20, 0, 1, 30})
	if box := colored(c); !image.Rect(21, 21, 29, 29).In(box) || !box.In(image.Rect(18, 18, 32, 32)) {
		t.Errorf("drawn in %v", box)
	}
	if at := c.image.RGBAAt(25, 25); at.R < 250 || at.G > 5 {
		t.Errorf("the middle is %v", at)
	}
	c = blank()
	c.bitmap(font.GlyphBitmap{Data: []byte("no image")}, g, f64.Aff3{1, 0, 20, 0, 1, 30})
	if box := colored(c); !box.Empty() {
		t.Errorf("no image is drawn in %v", box)
	}
}

// TestOutline: contours of lines and curves are filled, with y upwards in font units;
// outside the image they are clipped.
func TestOutline(t *testing.T) {
	point := func(x, y float32) opentype.SegmentPoint { return opentype.SegmentPoint{X: x, Y: y} }
	square := font.GlyphOutline{Segments: []opentype.Segment{
		{Op: opentype.SegmentOpMoveTo, Args: [3]opentype.SegmentPoint{point(0, 0)}},
		{Op: opentype.SegmentOpLineTo, Args: [3]opentype.SegmentPoint{point(1000, 0)}},
		{Op: opentype.SegmentOpQuadTo, Args: [3]opentype.SegmentPoint{point(1000, 500), point(1000, 1000)}},
		{Op: opentype.SegmentOpCubeTo, Args: [3]opentype.SegmentPoint{point(700, 1000), point(300, 1000),
			point(0, 1000)}},
	}}
	black := color.NRGBA{0, 0, 0, 255}
	for at, want := range map[image.Point]image.Rectangle{
		{10, 30}: image.Rect(10, 20, 20, 30),
		{35, 5}:  image.Rect(35, 0, 40, 5),
		{90, 90}: {},
	} {
		c := blank()
		c.outline(square, f64.Aff3{1, 0, float64(at.X), 0, 1, float64(at.Y)}, .01, black)
		if box := colored(c); box != want {
			t.Errorf("at %v: drawn in %v, want %v", at, box, want)
		}
	}
	c := blank()
	if c.outline(font.GlyphOutline{}, f64.Aff3{1, 0, 9, 0, 1, 9}, 1, black); !colored(c).Empty() {
		t.Error("an empty outline draws something")
	}
}

// TestLine: a line is drawn between its points with its width and opacity, and a line
// without length is not drawn.
func TestLine(t *testing.T) {
	c := blank()
	l := picture.Line{X1: 5, Y1: 20, X2: 35, Y2: 20, Width: 4, Opacity: .5, Stroke: picture.Black}
	c.line(l)
	if box := colored(c); box != image.Rect(5, 18, 35, 22) {
		t.Errorf("drawn in %v", box)
	}
	if at := c.image.RGBAAt(20, 20); at.R < 120 || at.R > 135 {
		t.Errorf("half of black on white is %v", at)
	}
	c = blank()
	l.X2 = l.X1
	if c.line(l); !colored(c).Empty() {
		t.Error("a line without length is drawn")
	}
}

// TestScale: large pictures get one pixel for a unit, and larger ones are an error.
func TestScale(t *testing.T) {
	for size, want := range map[float64]float64{100: 2, 5000: 2, 5001: 1, 10_000: 1, 10_001: 0} {
		got, err := scale(&picture.Picture{Width: size, Height: size})
		if got != want || (err != nil) != (want == 0) {
			t.Errorf("%v: %v, %v", size, got, err)
		}
	}
}
