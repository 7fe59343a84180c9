package report

// This file draws a matrix of weights, n queries by m keys: as a heat map, whose cell
// (i, j) has a colour for the weight that query i gives key j, or as lines between
// two columns of words. Both are pictures of marks; SVG, PNG and LaTeX draw the same
// ones.

import (
	"fmt"

	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/internal/message"
	"github.com/w2vattn/w2vattn/report/picture"
)

// picture draws the matrix with its facts above.
func (m *matrix) picture(lang language, v View, remarks ...string) *picture.Picture {
	if v == Lines {
		return m.lines(lang, m.facts)
	}
	return m.heatMap(lang, m.facts, remarks...)
}

// cellSize returns the width of a cell and the font size of the tokens beside it, in
// pixels. n is the number of cells of the longer side. Up to 12 cells there is space for
// a weight with two decimals in each cell, up to 256 for a label beside each; more cells
// share 3,328 = 13 · 256 pixels, and labelEvery leaves labels out.
func cellSize(n int) (cell, font float64) {
	switch {
	case n <= 12:
		return 32, fontSize
	case n <= 40:
		return 22, 13
	case n <= 256:
		return 13, 11
	}
	return max(1, float64(3328/n)), 11
}

// labelEvery returns the number of cells that a label takes, so that labels are 13 pixels
// or more apart.
func labelEvery(cell float64) int {
	every := 1
	for float64(every)*cell < 13 {
		every++
	}
	return every
}

// heatMap draws the weights as a matrix of colours, with a row for each query and a
// column for each key, and the scale and remarks below:
//
//	caption
//	         keys, upright
//	queries  grid
//	         scale
//	remarks
func (m *matrix) heatMap(lang language, caption line, remarks ...string) *picture.Picture {
	n := max(len(m.queries), len(m.keys))
	cell, font := cellSize(n)
	left, above := widest(m.queries, font)+8, widest(m.keys, font)+8
	g := m.grid(cell)
	width, height := float64(cell*float64(g.Columns)), float64(cell*float64(g.Rows))
	whole := max(margin+left+width+margin, 360)
	c := &canvas{picture.Picture{Width: whole, Title: m.facts.String(), Description: m.description()}}
	g.X, g.Y = margin+left, c.caption(caption)+above
	c.Marks = append(c.Marks, g)
	c.labels(m, g, font)
	if n <= 12 {
		c.numbers(m, g)
	}
	y := g.Y + height + 12
	c.scale(lang, g.X, y, largest(m.weights.Data))
	y += 40
	c.remarks(&y, remarks...)
	c.Height = y + margin
	return &c.Picture
}

// labels writes the queries on the left of a grid and the keys above it, turned to read
// upwards. .36 of the font size is the distance from the middle of a text to its
// baseline.
func (c *canvas) labels(m *matrix, g picture.Grid, font float64) {
	every := labelEvery(g.Cell)
	for i := 0; i < max(g.Rows, g.Columns); i += every {
		middle := float64(g.Cell*(float64(i)+.5)) + float64(font*.36)
		if i < g.Rows {
			c.text(g.X-6, g.Y+middle, font, picture.Foreground, picture.End, label(m.queries[i], font))
		}
		if i < g.Columns {
			c.Marks = append(c.Marks, picture.Text{X: g.X + middle, Y: g.Y - 6, Size: font, Angle: -90,
				Fill: picture.Foreground, S: label(m.keys[i], font)})
		}
	}
}

// grid returns the weights as levels of the colour scale, which ends at the largest
// weight of the matrix: with a scale that ends at 1, the weights of a sentence of 50
// tokens, 0.02 on average, would all have the same colour. Hidden cells have the
// level 0, which is not drawn. The position is set by the caller.
func (m *matrix) grid(cell float64) picture.Grid {
	rows, columns := len(m.queries), len(m.keys)
	top := float64(largest(m.weights.Data))
	g := picture.Grid{Cell: cell, Columns: columns, Rows: rows, Levels: make([]uint8, rows*columns)}
	for i := range rows {
		for j, w := range linalg.Row(m.weights, i) {
			if m.sees(i, j) {
				g.Levels[i*columns+j] = picture.Level(float64(w), top)
			}
		}
	}
	return g
}

// numbers writes the weights into their cells, in black or white, whichever can be read.
func (c *canvas) numbers(m *matrix, g picture.Grid) {
	const size = 11
	for i := range g.Rows {
		for j, w := range linalg.Row(m.weights, i) {
			if level := g.Levels[i*g.Columns+j]; level > 0 {
				ink := picture.White
				if g.Palette.DarkText(level) {
					ink = picture.Black
				}
				x, y := g.X+float64(g.Cell*(float64(j)+.5)), g.Y+float64(g.Cell*(float64(i)+.5))+size*.36
				c.text(x, y, size, ink, picture.Middle, fmt.Sprintf("%.2f", w))
			}
		}
	}
}

// scale draws the colour scale at x, y, from 0 to the largest weight: a grid of four
// rows in which each column has the next level, and the numbers below. It is 160
// pixels long for every matrix, so that two pictures can be compared side by side.
func (c *canvas) scale(lang language, x, y float64, top float32) {
	const length, steps = 160, picture.Levels
	g := picture.Grid{X: x, Y: y, Cell: float64(length) / steps, Columns: steps, Rows: 4,
		Levels: make([]uint8, 4*steps)}
	for i := range g.Levels {
		g.Levels[i] = uint8(1 + i%steps)
	}
	c.Marks = append(c.Marks, g)
	c.text(x, y+25, 11, picture.Muted, picture.Start, "0")
	c.text(x+length, y+25, 11, picture.Muted, picture.End, fmt.Sprintf("%.3f", top))
	c.text(x+length/2, y+25, 11, picture.Muted, picture.Middle, lang.text(message.Weight))
}

// description names the key with the largest weight of each of the first 30 queries, for
// screen readers, which read it as a whole.
func (m *matrix) description() string {
	out := ""
	for i, word := range m.queries {
		if best := m.byWeight(i, 1); i < 30 && len(best) > 0 {
			key, weight := m.keys[best[0]], linalg.Row(m.weights, i)[best[0]]
			out += fmt.Sprintf("%s → %s %.3f. ", printable(word), printable(key), weight)
		}
	}
	return out
}

// maxLinks is the maximum number of lines of a drawing, unless three for each query are
// more. More lines cannot be distinguished and take long to draw. No measurement set it.
const maxLinks = 2000

// lines draws a line for each weight, or for the largest weights of each query if there are
// too many.
func (m *matrix) lines(lang language, caption line) *picture.Picture {
	n := len(m.keys)
	top := max(largest(m.weights.Data), 1e-30)
	each := min(n, max(3, maxLinks/max(1, len(m.queries))))
	var links []link
	for i := range m.queries {
		for _, j := range m.byWeight(i, each) {
			if w := linalg.Row(m.weights, i)[j]; w > 0 {
				links = append(links, link{i, j, w / top})
			}
		}
	}
	if each < n && caption != nil {
		caption = caption.text(lang.text(message.LargestOf, each, n))
	}
	return linkPicture(m.queries, m.keys, links, m.facts, caption, m.description())
}
