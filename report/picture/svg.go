package picture

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

// Fonts is the stack of fonts that pictures and pages ask for: those that come
// with the systems of today and hold Hangul.
const Fonts = `"Noto Sans KR","Noto Sans CJK KR","Apple SD Gothic Neo","Malgun Gothic",NanumGothic,system-ui,sans-serif`

// SVG writes the picture as a document of its own, on white.
func (p *Picture) SVG(w io.Writer) error {
	s := &svg{}
	s.printf(`<?xml version="1.0" encoding="UTF-8"?>`+"\n"+`<svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s" viewBox="0 0 %s %s" role="img" aria-labelledby="t d" font-family="%s">`+"\n",
		short(p.Width), short(p.Height), short(p.Width), short(p.Height), escaped(Fonts))
	s.printf(`<title id="t">%s</title><desc id="d">%s</desc>`+"\n", escaped(p.Title), escaped(p.Description))
	s.printf(`<rect width="100%%" height="100%%" fill="#fff"/>` + "\n")
	s.marks(p.Marks)
	s.printf("</svg>\n")
	_, err := w.Write(s.Bytes())
	return err
}

// Inline writes the picture as a part of an HTML page. Inks that are named for
// their use become classes, for the page's style to colour: fg, muted, accent,
// track. Grids become images, so that a large one is a single element.
func (p *Picture) Inline(w io.Writer) error {
	s := &svg{inline: true}
	s.printf(`<svg class="picture" viewBox="0 0 %s %s" width="%s" height="%s" role="img" aria-label="%s">`+"\n",
		short(p.Width), short(p.Height), short(p.Width), short(p.Height), escaped(p.Title+". "+p.Description))
	s.marks(p.Marks)
	s.printf("</svg>\n")
	_, err := w.Write(s.Bytes())
	return err
}

// svg writes marks.
type svg struct {
	bytes.Buffer
	inline bool
}

func (s *svg) printf(format string, args ...any) { fmt.Fprintf(s, format, args...) }

func (s *svg) marks(all []Mark) {
	group := -1
	leave := func() {
		if group >= 0 {
			s.printf("</g>\n")
			group = -1
		}
	}
	for _, m := range all {
		l, isLine := m.(Line)
		if !isLine || l.Group != group {
			leave()
		}
		switch m := m.(type) {
		case Line:
			if group < 0 {
				group = m.Group
				s.openGroup(m)
			}
			s.line(m)
		case Rect:
			s.printf(`<rect x="%s" y="%s" width="%s" height="%s"%s/>`+"\n", short(m.X), short(m.Y), short(m.W), short(m.H), s.paint("fill", m.Fill))
		case Text:
			s.text(m)
		case Grid:
			s.grid(m)
		}
	}
	leave()
}

// openGroup begins the lines that belong together.
func (s *svg) openGroup(l Line) {
	if s.inline {
		s.printf(`<g class="lines" data-group="%d">`, l.Group)
	} else {
		s.printf(`<g fill="none" stroke-linecap="round"%s>`, s.paint("stroke", l.Stroke))
	}
}

// line writes a cubic curve whose handles lie half-way.
func (s *svg) line(l Line) {
	half := short((l.X1 + l.X2) / 2)
	s.printf(`<path d="M%s %sC%s %s %s %s %s %s" stroke-width="%s" stroke-opacity="%.2f"/>`,
		short(l.X1), short(l.Y1), half, short(l.Y1), half, short(l.Y2), short(l.X2), short(l.Y2), short(l.Width), l.Opacity)
}

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
	s.printf("%s>%s</text>\n", s.paint("fill", t.Fill), escaped(t.S))
}

// paint returns the attribute that colours a mark.
func (s *svg) paint(attribute string, k Ink) string {
	if s.inline && k.role < scaled {
		return fmt.Sprintf(` class="%s"`, [...]string{"fg", "muted", "accent", "track"}[k.role])
	}
	return fmt.Sprintf(` %s="%s"`, attribute, k.RGB().Hex())
}

func (s *svg) grid(g Grid) {
	if s.inline {
		s.printf(`<image class="grid" x="%s" y="%s" width="%s" height="%s" preserveAspectRatio="none" href="data:image/png;base64,%s"/>`+"\n",
			short(g.X), short(g.Y), short(g.Cell*float64(g.Columns)), short(g.Cell*float64(g.Rows)), g.encoded())
		return
	}
	s.printf(`<g transform="translate(%s %s) scale(%s)" shape-rendering="crispEdges">`+"\n", short(g.X), short(g.Y), short(g.Cell))
	for level, path := range g.paths() {
		if path != "" {
			s.printf(`<path fill="%s" d="%s"/>`+"\n", Color(uint8(level)).Hex(), path)
		}
	}
	s.printf("</g>\n")
}

// paths returns for each level the outline of its runs of cells. An outline for each
// level is a thousand times fewer elements than one for each cell.
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

// encoded returns the grid as a PNG of one pixel a cell.
func (g Grid) encoded() string {
	palette := color.Palette{color.Transparent}
	for level := 1; level <= Levels; level++ {
		c := Color(uint8(level))
		palette = append(palette, color.NRGBA{c.R, c.G, c.B, 255})
	}
	m := &image.Paletted{Pix: g.Levels, Stride: g.Columns, Rect: image.Rect(0, 0, g.Columns, g.Rows), Palette: palette}
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, m); err != nil {
		panic(fmt.Sprintf("picture: a grid of %d×%d: %v", g.Columns, g.Rows, err))
	}
	return base64.StdEncoding.EncodeToString(b.Bytes())
}

// short writes a number with two decimals at most.
func short(x float64) string {
	s := strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.2f", x), "0"), ".")
	if s == "-0" {
		return "0"
	}
	return s
}

// escaped escapes text for XML and HTML. What XML cannot hold becomes U+FFFD.
func escaped(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s)) //nolint:errcheck // a Builder takes everything
	return b.String()
}
