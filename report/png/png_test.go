package png_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	stdpng "image/png"
	"io"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/report/picture"
	"github.com/w2vattn/w2vattn/report/png"
)

func text(s string, x float64) *picture.Picture {
	return &picture.Picture{Width: 120, Height: 40, Marks: []picture.Mark{picture.Text{X: x, Y: 25, Size: 20,
		Fill: picture.Foreground, S: s}}}
}

// painted draws a picture and returns the first and the last column with dark pixels.
func painted(t *testing.T, p *picture.Picture) (first, last int) {
	t.Helper()
	var b bytes.Buffer
	if err := png.Write(&b, p); err != nil {
		t.Skipf("skipped: this system lacks a font: %v", err)
	}
	m, _, err := image.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	first, last = -1, -1
	for x := range m.Bounds().Dx() {
		for y := range m.Bounds().Dy() {
			if r, _, _, _ := m.At(x, y).RGBA(); r < 0x8000 {
				if first < 0 {
					first = x
				}
				last = x
				break
			}
		}
	}
	return first, last
}

// TestScripts: words of several scripts are drawn at their position, with two pixels for
// a unit, and end there if they are anchored at their end.
func TestScripts(t *testing.T) {
	for _, s := range []string{"cat", "고양이", "日本", "שלום", "Ж"} {
		t.Run(s, func(t *testing.T) {
			if first, last := painted(t, text(s, 10)); first < 18 || first > 30 || last < first+15 {
				t.Errorf("dark pixels from %d to %d", first, last)
			}
			p := text(s, 110)
			p.Marks = []picture.Mark{picture.Text{X: 110, Y: 25, Size: 20, Anchor: picture.End,
				Fill: picture.Foreground, S: s}}
			if _, last := painted(t, p); last < 205 || last > 222 {
				t.Errorf("the end is at %d", last)
			}
		})
	}
}

// TestOutside: marks that are partly or wholly outside the image are clipped.
func TestOutside(t *testing.T) {
	for _, x := range []float64{-15, 110, -500, 500} {
		painted(t, text("cat", x))
	}
	p := text("", 0)
	p.Marks = append(p.Marks, picture.Line{X1: -50, Y1: -50, X2: 300, Y2: 300, Width: 3, Opacity: 1,
		Stroke: picture.Foreground})
	if first, last := painted(t, p); first < 0 || last < first+20 {
		t.Errorf("a line from %d to %d", first, last)
	}
}

func TestTooLarge(t *testing.T) {
	err := png.Write(io.Discard, &picture.Picture{Width: 20_000, Height: 20_000})
	if err == nil || !strings.Contains(err.Error(), "too large") {
		t.Errorf("got %v", err)
	}
}

func ExampleWrite() {
	p := &picture.Picture{Width: 20, Height: 10, Marks: []picture.Mark{picture.Rect{W: 10, H: 10,
		Fill: picture.Accent}}}
	if err := png.Write(io.Discard, p); err != nil { // usually a file
		panic(err)
	}
}

// TestPaperSize: a picture with a width on paper has 300 dots per inch and says so.
func TestPaperSize(t *testing.T) {
	var b bytes.Buffer
	p := &picture.Picture{Width: 200, Height: 100, Millimetres: 84, Marks: []picture.Mark{picture.Rect{W: 100, H: 50}}}
	if err := png.Write(&b, p); err != nil {
		t.Skipf("skipped: no fonts here: %v", err)
	}
	m, err := stdpng.Decode(bytes.NewReader(b.Bytes()))
	if err != nil || m.Bounds().Dx() != 993 || m.Bounds().Dy() != 497 {
		t.Errorf("%v, %v", m.Bounds(), err)
	}
	i := bytes.Index(b.Bytes(), []byte("pHYs"))
	if i < 0 || binary.BigEndian.Uint32(b.Bytes()[i+4:]) != 11811 || b.Bytes()[i+12] != 1 {
		t.Errorf("no resolution in %q", b.Bytes()[:min(80, b.Len())])
	}
	p.Millimetres = 1189
	p.Height = 9000
	if err := png.Write(io.Discard, p); err == nil || !strings.Contains(err.Error(), "mm wide") {
		t.Errorf("too large: %v", err)
	}
}

// TestMissingSymbol: a symbol without a font is drawn as a box, and the error says so after the
// picture has been written; a letter without one is an error, and nothing is written.
func TestMissingSymbol(t *testing.T) {
	var b bytes.Buffer
	err := png.Write(&b, text("a\U0010fffd", 0)) // for private use
	missing := new(png.MissingError)
	if !errors.As(err, &missing) || missing.Letters() || string(missing.Characters) != "\U0010fffd" {
		t.Fatalf("got %v", err)
	}
	if _, err := stdpng.Decode(bytes.NewReader(b.Bytes())); err != nil {
		t.Errorf("the picture: %v", err)
	}
	letters := &png.MissingError{Characters: []rune{'가'}}
	if !letters.Letters() || !strings.Contains(letters.Error(), "fonts-noto-cjk") {
		t.Errorf("letters: %v", letters)
	}
}

// TestHatch: about a fifth of a hatched rectangle is inked, and nothing beside it.
func TestHatch(t *testing.T) {
	p := &picture.Picture{Width: 40, Height: 40, Marks: []picture.Mark{picture.Hatch{X: 10, Y: 10, W: 20, H: 20}}}
	var b bytes.Buffer
	if err := png.Write(&b, p); err != nil {
		t.Skipf("skipped: no fonts here: %v", err)
	}
	m, err := stdpng.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	inside, outside := 0.0, 0
	for y := range 80 {
		for x := range 80 {
			r, _, _, _ := m.At(x, y).RGBA()
			if x < 20 || x >= 60 || y < 20 || y >= 60 {
				if r < 0xffff {
					outside++
				}
			} else {
				inside += 1 - float64(r)/0xffff
			}
		}
	}
	if share := inside / 1600; outside > 0 || share < .08 || share > .25 {
		t.Errorf("%.2f inside and %d pixels outside are inked", share, outside)
	}
}
