package report_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	_ "image/png"
	"io"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/report"
	"github.com/w2vattn/w2vattn/report/picture"
	"github.com/w2vattn/w2vattn/report/png"
)

// TestSVG: pictures are XML with known elements only.
func TestSVG(t *testing.T) {
	for _, view := range []report.View{report.Natural, report.Lines} {
		for kind, p := range parts(nasty) {
			if report.Takes(p, report.SVG) != nil {
				continue
			}
			text := document(t, report.SVG, report.Options{View: view, Title: nasty[0]}, p, p)
			d, texts := xml.NewDecoder(strings.NewReader(text)), 0
			for {
				token, err := d.Token()
				if errors.Is(err, io.EOF) {
					break
				} else if err != nil {
					t.Fatalf("%s: %v", kind, err)
				}
				if e, ok := token.(xml.StartElement); ok {
					if !strings.Contains(" svg title desc rect g path text tspan ", " "+e.Name.Local+" ") {
						t.Errorf("%s: an element %s", kind, e.Name.Local)
					}
					if e.Name.Local == "text" {
						texts++
					}
				}
			}
			if texts < len(nasty) || !strings.Contains(text, "Noto Sans CJK KR") {
				t.Errorf("%s: %d texts", kind, texts)
			}
		}
	}
}

// TestPNG: pictures of all sizes can be decoded and are not empty. Pictures of lines are
// drawn for up to 60 tokens, because 200 tokens have as many lines.
func TestPNG(t *testing.T) {
	if err := png.Write(io.Discard, &picture.Picture{Width: 9, Height: 9,
		Marks: []picture.Mark{picture.Text{Size: 9, S: "책"}}}); err != nil {
		t.Skipf("skipped: no fonts here: %v", err)
	}
	for _, n := range []int{1, 2, 10, 60, 200} {
		for kind, p := range parts(tokensOf(n)) {
			for _, view := range []report.View{report.Natural, report.Lines} {
				if report.Takes(p, report.PNG) != nil || testing.Short() && n > 10 || view == report.Lines && n > 60 {
					continue
				}
				t.Run(fmt.Sprintf("%s%s of %d", kind, view, n), func(t *testing.T) {
					t.Parallel()
					m, format,
						err := image.Decode(strings.NewReader(document(t, report.PNG,
						report.Options{View: view, Paint: png.Write}, p)))
					if err != nil || format != "png" {
						t.Fatalf("%s, %v", format, err)
					}
					if inked := share(m); inked < .005 || inked > .97 {
						t.Errorf("%.3f of it is inked", inked)
					}
				})
			}
		}
	}
}

// share returns the fraction of an image that is not white.
func share(m image.Image) float64 {
	rgba, ok := m.(*image.RGBA)
	if !ok {
		return 0 // what we write is
	}
	b, inked := m.Bounds(), 0
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if i := rgba.PixOffset(x, y); rgba.Pix[i]&rgba.Pix[i+1]&rgba.Pix[i+2] < 255 {
				inked++
			}
		}
	}
	return float64(inked) / float64(b.Dx()*b.Dy())
}
