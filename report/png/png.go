package png

// This file draws the marks of a picture into an image. Shapes are filled by the
// rasteriser of golang.org/x/image, which gives each pixel the part of it that a
// shape covers. text.go draws texts.

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"math"

	"golang.org/x/image/vector"

	"github.com/w2vattn/w2vattn/report/picture"
)

// maxPixels is the largest number of pixels of an image; each takes 4 bytes, so an image
// takes 400 MB at most. It is an estimate of what a machine can spare, not a measurement.
const maxPixels = 100_000_000

// dotsPerInch is the resolution of a picture with a width on paper: what printers and
// journals ask of figures.
const dotsPerInch = 300

// scale returns the number of pixels for a CSS pixel. A picture with a width on paper gets
// the scale that gives dotsPerInch. Others get two, as on common screens, or one if the
// image would be too large. An image that is too large at one is an error.
func scale(p *picture.Picture) (float64, error) {
	scales := []float64{2, 1}
	if p.Millimetres > 0 {
		scales = []float64{p.Millimetres / 25.4 * dotsPerInch / p.Width}
	}
	for _, s := range scales {
		if math.Ceil(p.Width*s)*math.Ceil(p.Height*s) <= maxPixels {
			return s, nil
		}
	}
	if p.Millimetres > 0 {
		return 0, fmt.Errorf("png: a picture %.0f mm wide and %.0f mm high is too large for %d dots per inch; "+
			"give a smaller width, or write svg", p.Millimetres, p.Millimetres*p.Height/p.Width, dotsPerInch)
	}
	return 0, fmt.Errorf("png: a picture of %.0f × %.0f pixels is too large; "+
		"give fewer or shorter sentences, or write svg or html", p.Width, p.Height)
}

// Write draws a picture on a white background and writes it as PNG, with two pixels for a
// CSS pixel if the image is not too large, or, if the picture has a width on paper, with
// 300 dots per inch. It returns an error if the image would have more than 100 million
// pixels, if the system has no fonts, if no font has a letter of a text, or if w fails. If
// no font has other characters, such as emoji, the error is a *MissingError, and the
// picture has been written with boxes in their places. Write is safe for concurrent use;
// texts are shaped one at a time.
func Write(w io.Writer, p *picture.Picture) error {
	s, err := scale(p)
	if err != nil {
		return err
	}
	fonts, err := systemFonts()
	if err != nil {
		return err
	}
	return fonts.write(w, p, s)
}

// write draws and writes a picture with f and s pixels for a CSS pixel.
func (f *fonts) write(w io.Writer, p *picture.Picture, s float64) error {
	c := newCanvas(p, s, f)
	for _, m := range p.Marks {
		if err := c.draw(m); err != nil {
			return err
		}
	}
	var missing error
	if c.missing != nil {
		e := &MissingError{c.missing}
		if e.Letters() {
			return e
		}
		missing = e
	}
	if p.Millimetres > 0 {
		w = &sizedWriter{w: w}
	}
	return cmp.Or((&png.Encoder{CompressionLevel: png.DefaultCompression}).Encode(w, c.image), missing)
}

// A sizedWriter copies a PNG and adds the chunk pHYs, which states the resolution, after
// the header.
type sizedWriter struct {
	w     io.Writer
	begun int // bytes of the header so far
}

// headerBytes is the length of the signature and the chunk IHDR.
const headerBytes = 8 + 25

// Write implements io.Writer.
func (s *sizedWriter) Write(p []byte) (int, error) {
	if s.begun == headerBytes {
		return s.w.Write(p)
	}
	n, err := s.w.Write(p[:min(len(p), headerBytes-s.begun)])
	if s.begun += n; err != nil || s.begun < headerBytes {
		return n, err
	}
	if _, err := s.w.Write(resolutionChunk()); err != nil {
		return n, err
	}
	more, err := s.w.Write(p[n:])
	return n + more, err
}

// resolutionChunk returns a chunk pHYs of dotsPerInch: its length, type, pixels for each
// metre in both directions, the unit metre, and the checksum (PNG, section 11.3.4.3).
func resolutionChunk() []byte {
	perMetre := uint32(math.Round(dotsPerInch / .0254))
	chunk := []byte{0, 0, 0, 9, 'p', 'H', 'Y', 's'}
	chunk = binary.BigEndian.AppendUint32(chunk, perMetre)
	chunk = append(binary.BigEndian.AppendUint32(chunk, perMetre), 1)
	return binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(chunk[4:]))
}

// A canvas is an image that marks are drawn on.
type canvas struct {
	image   *image.RGBA
	scale   float64 // pixels for a CSS pixel
	fonts   *fonts
	raster  vector.Rasterizer
	missing []rune // characters that no font has
}

// newCanvas returns a white canvas for a picture.
func newCanvas(p *picture.Picture, s float64, f *fonts) *canvas {
	c := &canvas{scale: s, fonts: f}
	c.image = image.NewRGBA(image.Rect(0, 0, int(math.Ceil(p.Width*c.scale)), int(math.Ceil(p.Height*c.scale))))
	draw.Draw(c.image, c.image.Bounds(), image.White, image.Point{}, draw.Src)
	return c
}

// draw draws one mark.
func (c *canvas) draw(m picture.Mark) error {
	switch m := m.(type) {
	case picture.Rect:
		c.rect(m.X, m.Y, m.W, m.H, colorOf(m.Fill, 1))
	case picture.Hatch:
		c.hatch(m)
	case picture.Grid:
		c.grid(m)
	case picture.Line:
		c.line(m)
	case picture.Text:
		c.text(m)
	default:
		return fmt.Errorf("png: a mark of unknown type %T", m)
	}
	return nil
}

// colorOf returns the colour of an ink with an opacity from 0 to 1.
func colorOf(k picture.Ink, opacity float64) color.NRGBA {
	c := k.RGB()
	return color.NRGBA{c.R, c.G, c.B, uint8(math.Round(255 * opacity))}
}

// rect fills a rectangle, rounded to whole pixels so that cells of a grid have no gaps.
func (c *canvas) rect(x, y, w, h float64, ink color.NRGBA) {
	px := func(v float64) int { return int(math.Round(v * c.scale)) }
	draw.Draw(c.image, image.Rect(px(x), px(y), px(x+w), px(y+h)), image.NewUniform(ink), image.Point{}, draw.Over)
}

// hatch draws the stripes of a rectangle. Along a stripe x + y is constant, and a pixel is
// as dark as the part of it that a stripe covers.
func (c *canvas) hatch(h picture.Hatch) {
	px := func(v float64) int { return int(math.Round(v * c.scale)) }
	box := image.Rect(px(h.X), px(h.Y), px(h.X+h.W), px(h.Y+h.H)).Intersect(c.image.Bounds())
	period, stripe := float64(picture.HatchPeriod*c.scale), float64(picture.HatchStripe*c.scale)
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			// Across a stripe, x + y grows by one for each pixel. The pixel covers
			// [at, at+1) of the period, the stripe [0, stripe); covered is the length
			// of their overlap, with the begin of the next stripe, if the pixel
			// reaches into it.
			at := math.Mod(float64(x+y-px(h.X)-px(h.Y)), period)
			covered := max(0, min(at+1, stripe)-at) + max(0, at+1-period)
			if covered > 0 {
				dot := image.Rect(x, y, x+1, y+1)
				draw.Draw(c.image, dot, image.NewUniform(colorOf(picture.Muted, covered)), image.Point{}, draw.Over)
			}
		}
	}
}

// grid draws the cells of a grid, row by row: cell i is in column i mod Columns.
// Level 0 is a cell that is not drawn.
func (c *canvas) grid(g picture.Grid) {
	for i, level := range g.Levels {
		if level > 0 {
			column, row := i%g.Columns, i/g.Columns
			x, y := g.X+float64(g.Cell*float64(column)), g.Y+float64(g.Cell*float64(row))
			ink := g.Palette.Color(level)
			c.rect(x, y, g.Cell, g.Cell, color.NRGBA{ink.R, ink.G, ink.B, 255})
		}
	}
}

// A path is a closed outline, in pixels of the image: straight edges between the points
// in order, and from the last to the first.
type path struct{ points []point }

// A point is a position, or a vector such as a tangent.
type point struct{ x, y float64 }

// line draws a curve as a filled outline: its points moved by half its width to both
// sides, along the normal (−y′, x′) of the tangent (x′, y′). The outline goes there on
// one side and back on the other. 32 pieces of straight edges look like a curve at the
// lengths of this package's drawings.
func (c *canvas) line(l picture.Line) {
	const steps = 32
	half := l.Width / 2
	var there, back []point
	for i := range steps + 1 {
		at, along := bezier(l, float64(i)/steps)
		size := math.Sqrt(float64(along.x*along.x) + float64(along.y*along.y))
		if size == 0 {
			continue
		}
		nx, ny := float64(-along.y/size*half), float64(along.x/size*half)
		there = append(there, point{(at.x + nx) * c.scale, (at.y + ny) * c.scale})
		back = append(back, point{(at.x - nx) * c.scale, (at.y - ny) * c.scale})
	}
	outline := path{there}
	for i := len(back) - 1; i >= 0; i-- {
		outline.points = append(outline.points, back[i])
	}
	c.fill(outline, colorOf(l.Stroke, l.Opacity))
}

// bezier returns the point of a line at parameter t, 0 to 1, and the tangent there. With
// the control points p and u = 1 − t,
//
//	at    = u³ p₀ + 3u²t p₁ + 3ut² p₂ + t³ p₃
//	along = 3u² (p₁ − p₀) + 6ut (p₂ − p₁) + 3t² (p₃ − p₂)
//
// The inner control points are those of picture.Line in SVG, half-way between the ends.
func bezier(l picture.Line, t float64) (at, along point) {
	middle := (l.X1 + l.X2) / 2
	p := [4]point{{l.X1, l.Y1}, {middle, l.Y1}, {middle, l.Y2}, {l.X2, l.Y2}}
	u := 1 - t
	at = weightedSum(p[:], u*u*u, 3*u*u*t, 3*u*t*t, t*t*t)
	for i := range 3 {
		p[i] = point{p[i+1].x - p[i].x, p[i+1].y - p[i].y}
	}
	return at, weightedSum(p[:3], 3*u*u, 6*u*t, 3*t*t)
}

// weightedSum returns the sum of w[i]·p[i].
func weightedSum(p []point, w ...float64) (sum point) {
	for i, p := range p {
		sum.x += float64(w[i] * p.x)
		sum.y += float64(w[i] * p.y)
	}
	return sum
}

// band is the height in pixels of the strips in which an outline is filled. The
// rasteriser takes time and memory for its whole box, and the bounding box of a long
// curve is mostly empty; those of its parts are smaller together. The height is an
// estimate.
const band = 48

// fill fills the inside of an outline, strip by strip. The whole outline is drawn in each
// strip; the rasteriser drops what is outside of it.
func (c *canvas) fill(outline path, ink color.NRGBA) {
	_, low, _, high := outline.extent(math.Inf(-1), math.Inf(1))
	for top := int(math.Floor(low)); float64(top) < high; top += band {
		left, _, right, _ := outline.extent(float64(top), float64(top+band))
		if left > right {
			continue
		}
		box := image.Rect(int(math.Floor(left)), top, int(math.Ceil(right))+1, top+band)
		c.raster.Reset(box.Dx(), box.Dy())
		for i, p := range outline.points {
			x, y := float32(p.x-float64(box.Min.X)), float32(p.y-float64(box.Min.Y))
			if i == 0 {
				c.raster.MoveTo(x, y)
			} else {
				c.raster.LineTo(x, y)
			}
		}
		c.raster.ClosePath()
		c.ink(box, ink)
	}
}

// extent returns the bounding box of the edges that touch the rows from top to bottom;
// left is above right if there are none.
func (p path) extent(top, bottom float64) (left, low, right, high float64) {
	left, low, right, high = math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for i, a := range p.points {
		b := p.points[(i+1)%len(p.points)]
		if max(a.y, b.y) < top || min(a.y, b.y) > bottom {
			continue
		}
		left, right = min(left, a.x, b.x), max(right, a.x, b.x)
		low, high = min(low, a.y, b.y), max(high, a.y, b.y)
	}
	return left, low, right, high
}

// ink draws the content of the rasteriser into a box of the image. The rasteriser
// requires a box inside the image; otherwise it draws a mask first, of which the part
// inside the image is drawn.
func (c *canvas) ink(box image.Rectangle, ink color.NRGBA) {
	if box.In(c.image.Bounds()) {
		c.raster.Draw(c.image, box, image.NewUniform(ink), image.Point{})
		return
	}
	if !box.Overlaps(c.image.Bounds()) {
		return
	}
	mask := image.NewAlpha(image.Rect(0, 0, box.Dx(), box.Dy()))
	c.raster.Draw(mask, mask.Bounds(), image.Opaque, image.Point{})
	draw.DrawMask(c.image, box, image.NewUniform(ink), image.Point{}, mask, image.Point{}, draw.Over)
}
