package picture_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/report/picture"
)

// luminance returns the relative luminance of WCAG 2.1.
func luminance(c picture.RGB) float64 {
	linear := func(v uint8) float64 {
		return math.Pow((float64(v)/255+.055)/1.055,
			2.4)
	} // dark shades are brighter by less than .004
	return .2126*linear(c.R) + .7152*linear(c.G) + .0722*linear(c.B)
}

// TestPalettes: lightness goes one way from level to level, so the scales can be read in
// grey, and text is readable on every level.
func TestPalettes(t *testing.T) {
	for name, p := range map[string]picture.Palette{"viridis": picture.Viridis, "light": picture.Light} {
		first, last := luminance(p.Color(1)), luminance(p.Color(picture.Levels))
		for level := uint8(1); level <= picture.Levels; level++ {
			l := luminance(p.Color(level))
			if before := luminance(p.Color(level - 1)); level > 1 && (l > before) != (last > first) {
				t.Errorf("%s: level %d breaks the order of lightness", name, level)
			}
			contrast := 1.05 / (l + .05)
			if p.DarkText(level) {
				contrast = (l + .05) / .05
			}
			if contrast < 4.5 {
				t.Errorf("%s: level %d: a contrast of %.1f", name, level, contrast)
			}
		}
		stops := p.Stops()
		if p.Color(1) != stops[0] || p.Color(picture.Levels) != stops[8] {
			t.Errorf("%s: the scale does not end at its stops", name)
		}
	}
	if picture.Level(0, 1) != 1 || picture.Level(1, 1) != picture.Levels || picture.Level(1, 0) != 1 {
		t.Error("the ends of the scale")
	}
}

func TestFit(t *testing.T) {
	for _, s := range []string{"cat", "고양이", "👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", "extraordinarily", "é́é́é́é́", ""} {
		for width := 10.0; width < 120; width += 7 {
			fitted := picture.Fit(s, 14, width)
			if picture.TextWidth(fitted, 14) > width && fitted != "…" {
				t.Errorf("%q is wider than %v", fitted, width)
			}
			if rest, cut := strings.CutSuffix(fitted, "…"); cut && !strings.HasPrefix(s, rest) {
				t.Errorf("%q of %q", fitted, s)
			}
		}
	}
	if picture.TextWidth("고", 10) <= picture.TextWidth("g", 10) ||
		picture.TextWidth("👩‍👩‍👧", 10) != picture.TextWidth("👩", 10) {
		t.Error("widths")
	}
}

// all is a picture with every kind of mark.
func all() *picture.Picture {
	return &picture.Picture{Width: 100, Height: 50, Title: "<t>", Description: "d & d", Marks: []picture.Mark{
		picture.Rect{W: 10, H: 10, Fill: picture.Accent},
		picture.Line{X2: 20, Y2: 30, Width: 1, Opacity: .5, Stroke: picture.Accent, Group: 1},
		picture.Line{X2: 20, Y2: 40, Width: 1, Opacity: .5, Stroke: picture.Accent, Group: 2},
		picture.Text{X: 5, Y: 5, Size: 12, Anchor: picture.End, Angle: -90, Bold: true, Group: 1,
			Fill: picture.Foreground, S: "</svg>\x00"},
		picture.Grid{Cell: 5, Columns: 3, Rows: 1, Levels: []uint8{0, 1, picture.Levels}},
	}}
}

// TestXML: both forms of SVG are XML.
func TestXML(t *testing.T) {
	for name, write := range map[string]func(io.Writer) error{"alone": picture.Stack("two", all(), all()).SVG,
		"inline": all().Inline} {
		var b strings.Builder
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		d, elements := xml.NewDecoder(strings.NewReader(b.String())), 0
		for {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v in %s", name, err, b.String())
			}
			if _, ok := token.(xml.StartElement); ok {
				elements++
			}
		}
		if elements < 7 {
			t.Errorf("%s: %d elements", name, elements)
		}
	}
	if s := picture.Stack("two", all(), all()); s.Height <= 100 || len(s.Marks) != 10 {
		t.Errorf("stacked: %v high, %d marks", s.Height, len(s.Marks))
	}
}

func ExamplePicture_SVG() {
	p := &picture.Picture{Width: 20, Height: 10, Title: "a bar",
		Marks: []picture.Mark{picture.Rect{X: 2, Y: 3, W: 15.5, H: 4, Fill: picture.Accent}}}
	var b strings.Builder
	if err := p.SVG(&b); err != nil {
		fmt.Println(err)
	}
	fmt.Fprintln(os.Stdout, b.String()[strings.Index(b.String(), "<rect x"):])
	// Output:
	// <rect x="2" y="3" width="15.5" height="4" fill="#2c728e"/>
	// </svg>
}

// TestRuns: runs cover each cell that is not empty once, and no run could be longer.
func TestRuns(t *testing.T) {
	g := picture.Grid{Columns: 4, Rows: 3, Levels: []uint8{1, 1, 0, 2, 0, 0, 0, 0, 3, 3, 3, 3}}
	want := []picture.Run{{Row: 0, Begin: 0, End: 2, Level: 1}, {Row: 0, Begin: 3, End: 4, Level: 2},
		{Row: 2, Begin: 0, End: 4, Level: 3}}
	if got := slices.Collect(g.Runs()); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	for r := range g.Runs() {
		if r != want[0] {
			t.Errorf("the first is %v", r)
		}
		break
	}
}
