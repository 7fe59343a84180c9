package png

// This file draws texts. go-text finds a font for each character, shapes the text as
// HarfBuzz does (ligatures, Hangul from jamo, marks above letters), and returns
// outlines or images of glyphs; this file places and fills them.

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	_ "image/jpeg" // some fonts draw emoji so
	_ "image/png"  // and most so
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/fontscan"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/draw"
	"golang.org/x/image/math/f64"
	"golang.org/x/image/math/fixed"

	"github.com/w2vattn/w2vattn/report/picture"
)

// families are the preferred font families: first those with Hangul.
var families = []string{
	"Noto Sans KR", "Noto Sans CJK KR", "Apple SD Gothic Neo", "Malgun Gothic", "NanumGothic", "UnDotum",
	"Noto Sans", "DejaVu Sans", fontscan.SansSerif,
}

// formulaFamilies are the preferred families of formula symbols; see picture.FormulaFonts.
var formulaFamilies = []string{
	"DejaVu Sans", "Segoe UI", "Helvetica Neue", "Arial", "Liberation Sans", fontscan.SansSerif,
}

// fonts finds fonts and shapes texts. Its mutex is held while a text is shaped, because
// finder, shaper and segment keep state between calls.
type fonts struct {
	sync.Mutex
	finder  *fontscan.FontMap
	shaper  shaping.HarfbuzzShaper
	segment shaping.Segmenter
}

// noLog discards the messages of the font search about files that it skips.
type noLog struct{}

// Printf implements fontscan.Logger.
func (noLog) Printf(string, ...any) {}

// systemFonts finds the fonts of the system when it is first called. The index of fonts
// is kept in the user's cache folder, or in the temporary folder if there is none: making
// it reads every font file, reading it does not.
var systemFonts = sync.OnceValues(func() (*fonts, error) {
	f := &fonts{finder: fontscan.NewFontMap(noLog{})}
	cache, err := os.UserCacheDir()
	if err == nil {
		cache = filepath.Join(cache, "w2vattn")
		err = os.MkdirAll(cache, 0o700)
	}
	if err != nil {
		cache = os.TempDir()
	}
	if err := f.finder.UseSystemFonts(cache); err != nil {
		return nil, fmt.Errorf("png: no fonts found on this system (%w); install some "+
			"(on Debian: apt install fonts-noto-cjk), or write svg or html", err)
	}
	return f, nil
})

// A run is a shaped piece of text in one font, script and direction.
type run struct {
	shaping.Output
	x float64 // its start from the start of the text, in pixels
}

// shape shapes a text at a font size in pixels. It returns the runs from left to right,
// their total width in pixels, and the characters that no font has, which are drawn as
// boxes. Positions in a shaping.Output are in 1/64 pixels. The language ko selects Korean
// forms of characters that Chinese and Japanese write differently.
func (f *fonts) shape(s string, size float64, families []string, bold bool) ([]run, float64, []rune) {
	if s == "" {
		return nil, 0, nil // Split returns a run without a font
	}
	f.Lock()
	defer f.Unlock()
	aspect := font.Aspect{}
	if bold {
		aspect.Weight = font.WeightBold
	}
	f.finder.SetQuery(fontscan.Query{Families: families, Aspect: aspect})
	text := []rune(s)
	var outputs []shaping.Output
	var missing []rune
	all := shaping.Input{
		Text: text, RunEnd: len(text), Direction: di.DirectionLTR,
		Size: fixed.Int26_6(math.Round(size * 64)), Language: language.NewLanguage("ko"),
	}
	for _, in := range f.segment.Split(all, f.finder) {
		if in.Face == nil {
			missing = append(missing, visibleOf(text[in.RunStart:in.RunEnd])...)
			continue
		}
		out := f.shaper.Shape(in)
		for _, g := range out.Glyphs {
			if g.GlyphID == 0 {
				cluster := text[g.TextIndex() : g.TextIndex()+max(1, g.RunesCount())]
				missing = append(missing, visibleOf(cluster)...)
			}
		}
		outputs = append(outputs, out)
	}
	runs, width := inOrder(outputs)
	return runs, width, missing
}

// inOrder returns runs in visual order with their positions, and their total width:
// neighbouring runs from right to left are reversed.
func inOrder(outputs []shaping.Output) ([]run, float64) {
	for i := 0; i < len(outputs); {
		end := i
		for end < len(outputs) && outputs[end].Direction.Progression() == di.TowardTopLeft {
			end++
		}
		slices.Reverse(outputs[i:end])
		i = max(end, i+1)
	}
	var runs []run
	var x float64
	for _, o := range outputs {
		runs = append(runs, run{o, x})
		x += float64(o.Advance) / 64
	}
	return runs, x
}

// visible reports whether a rune needs a glyph: it is not white space, a control
// character or a combining mark.
func visible(r rune) bool {
	return !unicode.IsSpace(r) && !unicode.In(r, unicode.Cf, unicode.Cc, unicode.Mn, unicode.Variation_Selector)
}

// visibleOf returns the runes that need a glyph.
func visibleOf(text []rune) []rune {
	return slices.DeleteFunc(slices.Clone(text), func(r rune) bool { return !visible(r) })
}

// A MissingError lists characters that no font of the system has. Without letters among
// them the picture has been written; they are drawn as the font draws characters that it
// lacks, usually as boxes.
type MissingError struct {
	Characters []rune // each once, in the order of the picture
}

// Letters reports whether letters are among the characters. Then nothing has been written,
// because words could not be read.
func (e *MissingError) Letters() bool { return slices.ContainsFunc(e.Characters, unicode.IsLetter) }

// Error names the characters and the package to install.
func (e *MissingError) Error() string {
	what := "fonts-noto, or the font of that script"
	switch {
	case slices.ContainsFunc(e.Characters, func(r rune) bool {
		return unicode.In(r, unicode.Hangul, unicode.Han, unicode.Hiragana, unicode.Katakana)
	}):
		what = "fonts-noto-cjk or fonts-nanum"
	case slices.ContainsFunc(e.Characters, func(r rune) bool { return r >= 0x1f000 }):
		what = "fonts-noto-color-emoji"
	}
	return fmt.Sprintf("png: no font of this system has %s (%U); install one (on Debian: apt install %s), "+
		"or write svg or html, which use the reader's fonts",
		strings.ToValidUTF8(string(e.Characters), ""), e.Characters, what)
}

// A shaped is a piece of a text, shaped.
type shaped struct {
	picture.Piece
	runs  []run
	width float64
}

// shaped shapes the pieces of a text and returns them with their total width. Characters
// without a font are remembered.
func (c *canvas) shaped(t picture.Text) ([]shaped, float64) {
	var all []shaped
	total := 0.0
	for _, p := range picture.Pieces(t.S) {
		of := families
		if p.Formula || p.Root {
			of = formulaFamilies
		}
		runs, width, missing := c.fonts.shape(p.S, t.Size*c.scale, of, t.Bold)
		for _, r := range missing {
			if !slices.Contains(c.missing, r) {
				c.missing = append(c.missing, r)
			}
		}
		all = append(all, shaped{p, runs, width})
		total += width
	}
	return all, total
}

// text draws a text: it shapes it, moves it so that its anchor is at X, Y, and draws
// glyph after glyph along the direction of the text.
func (c *canvas) text(t picture.Text) {
	pieces, width := c.shaped(t)
	x := map[picture.Anchor]float64{picture.Start: 0, picture.Middle: -width / 2, picture.End: -width}[t.Anchor]
	sin, cos := math.Sincos(t.Angle * math.Pi / 180)
	// place maps a point relative to the anchor, in pixels, to a point of the image.
	place := f64.Aff3{cos, -sin, t.X * c.scale, sin, cos, t.Y * c.scale}
	for _, p := range pieces {
		for _, r := range p.runs {
			at := x + r.x
			for _, g := range r.Glyphs {
				c.glyph(r.Output, g, translated(place, at+float64(g.XOffset)/64, -float64(g.YOffset)/64), colorOf(t.Fill, 1))
				at += float64(g.Advance) / 64
			}
		}
		if p.Root && t.Angle == 0 {
			// The line meets the end of the radical sign of DejaVu Sans, .94 em above the baseline.
			c.rect(t.X+x/c.scale, t.Y-.94*t.Size, p.width/c.scale, max(1/c.scale, .06*t.Size), colorOf(t.Fill, 1))
		}
		x += p.width
	}
}

// translated returns the transformation that first moves by x, y and then applies m. An
// Aff3 is the first two rows of a matrix: x′ = m₀x + m₁y + m₂, y′ = m₃x + m₄y + m₅.
func translated(m f64.Aff3, x, y float64) f64.Aff3 {
	m[2] += float64(m[0]*x) + float64(m[1]*y)
	m[5] += float64(m[3]*x) + float64(m[4]*y)
	return m
}

// glyph draws a glyph with its origin at that of a transformation.
func (c *canvas) glyph(r shaping.Output, g shaping.Glyph, at f64.Aff3, ink color.NRGBA) {
	size := float64(r.Size) / 64
	switch data := r.Face.GlyphData(g.GlyphID).(type) {
	case font.GlyphOutline:
		c.outline(data, at, size/float64(r.Face.Upem()), ink)
	case font.GlyphSVG:
		c.outline(data.Outline, at, size/float64(r.Face.Upem()), ink)
	case font.GlyphColor: // layers are not supported: draw its outline in one colour
		if o, ok := r.Face.GlyphDataOutline(g.GlyphID); ok {
			c.outline(o, at, size/float64(r.Face.Upem()), ink)
		}
	case font.GlyphBitmap:
		c.bitmap(data, g, at)
	}
}

// outline fills the contours of a glyph. unit is the size of a font unit in pixels; y
// grows upwards in fonts. It first finds the bounding box of all points, control points
// included, in which the rasteriser works.
func (c *canvas) outline(o font.GlyphOutline, at f64.Aff3, unit float64, ink color.NRGBA) {
	bounds := image.Rectangle{}
	place := func(p opentype.SegmentPoint) (float32, float32) {
		x, y := float64(p.X)*unit, -float64(p.Y)*unit
		return float32(float64(at[0]*x) + float64(at[1]*y) + at[2]),
			float32(float64(at[3]*x) + float64(at[4]*y) + at[5])
	}
	for _, s := range o.Segments {
		for _, p := range s.ArgsSlice() {
			x, y := place(p)
			bounds = bounds.Union(image.Rect(int(x)-1, int(y)-1, int(x)+2, int(y)+2))
		}
	}
	if bounds.Empty() {
		return
	}
	dx, dy := float32(bounds.Min.X), float32(bounds.Min.Y)
	c.raster.Reset(bounds.Dx(), bounds.Dy())
	for _, s := range o.Segments {
		var p [3][2]float32
		for i, arg := range s.ArgsSlice() {
			x, y := place(arg)
			p[i] = [2]float32{x - dx, y - dy}
		}
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			c.raster.ClosePath()
			c.raster.MoveTo(p[0][0], p[0][1])
		case opentype.SegmentOpLineTo:
			c.raster.LineTo(p[0][0], p[0][1])
		case opentype.SegmentOpQuadTo:
			c.raster.QuadTo(p[0][0], p[0][1], p[1][0], p[1][1])
		case opentype.SegmentOpCubeTo:
			c.raster.CubeTo(p[0][0], p[0][1], p[1][0], p[1][1], p[2][0], p[2][1])
		}
	}
	c.raster.ClosePath()
	c.ink(bounds, ink)
}

// bitmap draws a glyph that is an image, such as an emoji, scaled to the size of the
// glyph. An image that cannot be decoded is left out.
func (c *canvas) bitmap(data font.GlyphBitmap, g shaping.Glyph, at f64.Aff3) {
	m, _, err := image.Decode(bytes.NewReader(data.Data))
	if err != nil {
		return
	}
	b := m.Bounds()
	sx, sy := float64(g.Width)/64/float64(b.Dx()), -float64(g.Height)/64/float64(b.Dy())
	at = translated(at, float64(g.XBearing)/64, -float64(g.YBearing)/64)
	to := f64.Aff3{at[0] * sx, at[1] * sy, at[2], at[3] * sx, at[4] * sy, at[5]}
	draw.CatmullRom.Transform(c.image, to, m, b, draw.Over, nil)
}
