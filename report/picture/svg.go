package picture

// This file writes a picture as SVG, as a file of its own or inside a page. It needs
// no script and no other file.

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"strings"
)

// Fonts is the CSS font-family of pictures and pages: fonts with Hangul that common
// systems include (Noto on Linux and Android, Apple SD Gothic Neo, Malgun Gothic on
// Windows), then any sans-serif font.
const Fonts = `"Noto Sans KR","Noto Sans CJK KR","Apple SD Gothic Neo","Malgun Gothic",NanumGothic,system-ui,sans-serif`

// FormulaFonts is the CSS font-family of the symbols of formulas: fonts that common systems
// include, of which the radical sign meets the line above what it covers.
const FormulaFonts = `"DejaVu Sans","Segoe UI","Helvetica Neue",Arial,sans-serif`

// SVG writes the picture as an SVG document on a white background. The error is that of w.
func (p *Picture) SVG(w io.Writer) error {
	s := &svg{}
	s.printf(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	width, height := short(p.Width), short(p.Height)
	if p.Millimetres > 0 {
		width, height = short(p.Millimetres)+"mm", short(p.Millimetres*p.Height/p.Width)+"mm"
	}
	s.printf(`<svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s" viewBox="0 0 %s %s"`,
		width, height, short(p.Width), short(p.Height))
	s.printf(` role="img" aria-labelledby="t d" font-family="%s">`+"\n", escaped(Fonts))
	s.printf(`<title id="t">%s</title><desc id="d">%s</desc>`+"\n", escaped(p.Title), escaped(p.Description))
	s.printf(`<rect width="100%%" height="100%%" fill="#fff"/>` + "\n")
	s.marks(p.Marks)
	s.printf("</svg>\n")
	_, err := w.Write(s.Bytes())
	return err
}

// Inline writes the picture as an svg element of an HTML page. Inks that are named for
// their use become the classes fg, muted, accent and track, which the page's style
// colours. A grid becomes an image, so that a large one is a single element. The error
// is that of w.
func (p *Picture) Inline(w io.Writer) error {
	s := &svg{inline: true}
	s.printf(`<svg class="picture" viewBox="0 0 %s %s" width="%[1]s" height="%[2]s" style="--width:%[1]spx" `+
		`role="img" aria-label="%[3]s">`+"\n",
		short(p.Width), short(p.Height), escaped(p.Title+". "+p.Description))
	s.marks(p.Marks)
	s.printf("</svg>\n")
	_, err := w.Write(s.Bytes())
	return err
}

// svg is the text of an SVG document or element.
type svg struct {
	bytes.Buffer
	inline bool // the text is an element of a page
}

// printf appends formatted text.
func (s *svg) printf(format string, args ...any) { fmt.Fprintf(s, format, args...) }

// marks appends all marks in order. Neighbouring lines with the same Group are one g
// element, which a page can highlight as one.
func (s *svg) marks(all []Mark) {
	var group []Line
	for _, m := range all {
		l, isLine := m.(Line)
		if len(group) > 0 && (!isLine || l.Group != group[0].Group) {
			s.lines(group)
			group = group[:0]
		}
		switch m := m.(type) {
		case Line:
			group = append(group, m)
		case Rect:
			s.printf(`<rect x="%s" y="%s" width="%s" height="%s"%s/>`+"\n",
				short(m.X), short(m.Y), short(m.W), short(m.H), s.paint("fill", m.Fill))
		case Hatch:
			s.hatch(m)
		case Text:
			s.text(m)
		case Grid:
			s.grid(m)
		}
	}
	s.lines(group)
}

// hatch appends the stripes of a rectangle as one thick dashed line, slanted and cut off
// at the rectangle by an svg element of its own. That needs no pattern, whose id would
// have to be unique in a page.
func (s *svg) hatch(h Hatch) {
	s.printf(`<svg x="%s" y="%s" width="%s" height="%s"><path d="M0 %sh%s" transform="skewX(-45)" `+
		`stroke-width="%[4]s" stroke-dasharray="%[7]v %v" fill="none"%s/></svg>`+"\n",
		short(h.X), short(h.Y), short(h.W), short(h.H), short(h.H/2), short(h.W+h.H), HatchStripe, HatchPeriod-HatchStripe,
		s.paint("stroke", Muted))
}

// lines appends lines of one Group as a g element. Lines of the same width and opacity are
// one path.
func (s *svg) lines(all []Line) {
	if len(all) == 0 {
		return
	}
	if s.inline {
		s.printf(`<g class="lines" data-group="%d">`, all[0].Group)
	} else {
		s.printf(`<g fill="none" stroke-linecap="round"%s>`, s.paint("stroke", all[0].Stroke))
	}
	var styles []string
	paths := map[string]string{}
	for _, l := range all {
		style := fmt.Sprintf(`stroke-width="%s" stroke-opacity="%.2f"`, short(l.Width), l.Opacity)
		if paths[style] == "" {
			styles = append(styles, style)
		}
		paths[style] += l.path()
	}
	for _, style := range styles {
		s.printf(`<path d="%s" %s/>`, paths[style], style)
	}
	s.printf("</g>\n")
}

// path returns the line as a cubic Bézier curve with its control points half-way between the
// ends.
func (l Line) path() string {
	half := short((l.X1 + l.X2) / 2)
	return fmt.Sprintf("M%s %sC%s %s %s %s %s %s", short(l.X1), short(l.Y1), half, short(l.Y1), half, short(l.Y2),
		short(l.X2), short(l.Y2))
}

// text appends a text.
func (s *svg) text(t Text) {
	s.printf(`<text x="%s" y="%s" font-size="%s"`, short(t.X), short(t.Y), short(t.Size))
	if t.Anchor != Start {
		s.printf(` text-anchor="%s"`, [...]string{"start", "middle", "end"}[t.Anchor])
	}
	if t.Angle != 0 {
		s.printf(` transform="rotate(%s %s %s)"`, short(t.Angle), short(t.X), short(t.Y))
	}
	if t.Bold {
		s.printf(` font-weight="bold"`)
	}
	if s.inline && t.Group > 0 {
		s.printf(` data-query="%d"`, t.Group-1)
	}
	s.printf("%s>", s.paint("fill", t.Fill))
	formula := false
	for _, p := range Pieces(t.S) {
		if special := p.Formula || p.Root; special != formula {
			if formula = special; formula {
				s.printf(`<tspan font-family="%s">`, escaped(FormulaFonts))
			} else {
				s.printf("</tspan>")
			}
		}
		if p.Root {
			s.printf(`<tspan text-decoration="overline">%s</tspan>`, escaped(p.S))
		} else {
			s.printf("%s", escaped(p.S))
		}
	}
	if formula {
		s.printf("</tspan>")
	}
	s.printf("</text>\n")
}

// paint returns the attribute that gives a mark its colour: fill or stroke, or a class.
func (s *svg) paint(attribute string, k Ink) string {
	if s.inline && k.role < black {
		class := [...]string{"fg", "muted", "accent", "track"}[k.role]
		if attribute == "stroke" {
			class += "-line"
		}
		return fmt.Sprintf(` class="%s"`, class)
	}
	return fmt.Sprintf(` %s="%s"`, attribute, k.RGB().Hex())
}

// grid appends a grid: an image in a page, paths in a document.
func (s *svg) grid(g Grid) {
	if s.inline {
		s.printf(`<image class="grid" x="%s" y="%s" width="%s" height="%s" preserveAspectRatio="none"`,
			short(g.X), short(g.Y), short(g.Cell*float64(g.Columns)), short(g.Cell*float64(g.Rows)))
		s.printf(` href="data:image/png;base64,%s"/>`+"\n", g.encoded())
		return
	}
	s.printf(`<g transform="translate(%s %s) scale(%s)" shape-rendering="crispEdges">`+"\n",
		short(g.X), short(g.Y), short(g.Cell))
	for level, path := range g.paths() {
		if path != "" {
			s.printf(`<path fill="%s" d="%s"/>`+"\n", g.Palette.Color(uint8(level)).Hex(), path)
		}
	}
	s.printf("</g>\n")
}

// paths returns, by level, the SVG path around its cells; neighbouring cells of a row are
// one rectangle. One path for each level makes far fewer elements than one for each cell.
func (g Grid) paths() [Levels + 1]string {
	var paths [Levels + 1]strings.Builder
	for r := range g.Runs() {
		fmt.Fprintf(&paths[r.Level], "M%d %dh%dv1h-%dz", r.Begin, r.Row, r.End-r.Begin, r.End-r.Begin)
	}
	var out [Levels + 1]string
	for i := range paths {
		out[i] = paths[i].String()
	}
	return out
}

// encoded returns the grid as a PNG of one pixel a cell, in base64. The palette has the
// colours of the levels by number; 0 is transparent.
func (g Grid) encoded() string {
	palette := color.Palette{color.Transparent}
	for level := 1; level <= Levels; level++ {
		c := g.Palette.Color(uint8(level))
		palette = append(palette, color.NRGBA{c.R, c.G, c.B, 255})
	}
	m := &image.Paletted{Pix: g.Levels, Stride: g.Columns, Rect: image.Rect(0, 0, g.Columns, g.Rows), Palette: palette}
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, m); err != nil {
		panic(fmt.Sprintf("picture: a grid of %d×%d: %v", g.Columns, g.Rows, err))
	}
	return base64.StdEncoding.EncodeToString(b.Bytes())
}

// short returns a number with at most two decimals.
func short(x float64) string {
	s := strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.2f", x), "0"), ".")
	if s == "-0" {
		return "0"
	}
	return s
}

// escaped escapes text for XML and HTML. Characters that XML does not allow become U+FFFD.
func escaped(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s)) //nolint:errcheck // a Builder takes everything
	return b.String()
}
