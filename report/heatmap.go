package report

// This file draws a matrix of weights, n queries by m keys: as a heat map, whose cell
// (i, j) has a colour for the weight that query i gives key j, or as lines between
// two columns of words. Both are pictures of marks; SVG, PNG and LaTeX draw the same
// ones.

import (
	"fmt"
	"slices"

	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/internal/message"
	"github.com/w2vattn/w2vattn/report/picture"
)

// picture draws the matrix with its facts above.
func (m *matrix) picture(lang language, remarks ...string) *picture.Picture {
	caption := lang.caption(m.facts)
	if lang.view == Lines {
		return m.lines(lang, caption)
	}
	return m.heatMap(lang, 0, caption, remarks...)
}

// maxNumbered is the number of cells of the longer side up to which cells have their weights
// as numbers, with two decimals.
const maxNumbered = 16

// cellSize returns the width of a cell and the font size of the tokens beside it, in
// pixels. n is the number of cells of the longer side. Without a limit, up to 256 have
// space for a label beside each; more cells share 3,328 = 13 · 256 pixels. space is the
// width that the columns have on a page; 0: no limit. labelEvery leaves labels out where
// cells are small.
func cellSize(n int, space float64) (cell, font float64) {
	switch {
	case n <= maxNumbered:
		cell, font = 34, fontSize
	case n <= 40:
		cell, font = 22, 13
	case n <= 256:
		cell, font = 13, 11
	default:
		cell, font = max(1, float64(3328/n)), 11
	}
	if space > 0 && float64(cell*float64(n)) > space {
		cell = space / float64(n)
		font = min(font, max(8, float64(.85*cell)))
	}
	return cell, font
}

// labelEvery returns the number of cells that a label takes, so that labels are one pixel
// more than their font size apart.
func labelEvery(cell, font float64) int {
	every := 1
	for float64(every)*cell < font+1 {
		every++
	}
	return every
}

// heatMap draws the weights as a matrix of colours, with a row for each query and a
// column for each key, and the scale and remarks below. Rows and columns of tokens
// without a vector are hatched. width is that of the page; 0: as wide as is good.
//
//	caption
//	         keys, upright
//	queries  grid
//	         scale
//	remarks
func (m *matrix) heatMap(lang language, width float64, caption line, remarks ...string) *picture.Picture {
	n := max(len(m.queries), len(m.keys))
	space := 0.0
	if width > 0 {
		space = max(width-widest(m.queries, 11)-2*margin-8, 100)
	}
	cell, font := cellSize(n, space)
	left, above := widest(m.queries, font)+8, widest(m.keys, font)+8
	top, exceeded := m.top(lang.diagonal)
	g := m.grid(cell, top)
	g.Palette = lang.palette
	whole := max(margin+left+float64(cell*float64(g.Columns))+margin, 360)
	c := &canvas{picture.Picture{Width: whole, Title: m.facts.String(), Description: m.description()}}
	g.X, g.Y = margin+left, c.caption(caption)+above
	c.Marks = append(c.Marks, g)
	c.hatches(m, g)
	if g.Palette == picture.Light {
		c.frame(g)
	}
	c.labels(m, g, font)
	if n <= maxNumbered {
		c.numbers(m, g)
	}
	y := g.Y + float64(cell*float64(g.Rows)) + 12
	c.legend(lang, m, g, &y, top, exceeded)
	c.remarks(&y, remarks...)
	c.Height = y + margin
	return &c.Picture
}

// frame draws a line around a grid, because the lightest cells of a palette for paper are
// nearly as light as the paper.
func (c *canvas) frame(g picture.Grid) {
	const line = .75
	width, height := float64(g.Cell*float64(g.Columns)), float64(g.Cell*float64(g.Rows))
	for _, r := range []picture.Rect{
		{X: g.X, Y: g.Y, W: width, H: line}, {X: g.X, Y: g.Y + height - line, W: width, H: line},
		{X: g.X, Y: g.Y, W: line, H: height}, {X: g.X + width - line, Y: g.Y, W: line, H: height},
	} {
		r.Fill = picture.Muted
		c.Marks = append(c.Marks, r)
	}
}

// labels writes the queries on the left of a grid and the keys above it, turned to read
// upwards; those without a vector are fainter. .36 of the font size is the distance from
// the middle of a text to its baseline.
func (c *canvas) labels(m *matrix, g picture.Grid, font float64) {
	every := labelEvery(g.Cell, font)
	ink := func(none []bool, i int) picture.Ink {
		if none != nil && none[i] {
			return picture.Muted
		}
		return picture.Foreground
	}
	for i := 0; i < max(g.Rows, g.Columns); i += every {
		middle := float64(g.Cell*(float64(i)+.5)) + float64(font*.36)
		if i < g.Rows {
			c.text(g.X-6, g.Y+middle, font, ink(m.noQuery, i), picture.End, label(m.queries[i], font))
		}
		if i < g.Columns {
			c.Marks = append(c.Marks, picture.Text{X: g.X + middle, Y: g.Y - 6, Size: font, Angle: -90,
				Fill: ink(m.noKey, i), S: label(m.keys[i], font)})
		}
	}
}

// hatches hatches the cells of tokens without a vector: runs of a row, those below each
// other of the same columns as one rectangle.
func (c *canvas) hatches(m *matrix, g picture.Grid) {
	if m.noQuery == nil && m.noKey == nil {
		return
	}
	open := map[[2]int]int{} // the mark of a run of the row before, by its columns
	for i := range g.Rows {
		next := map[[2]int]int{}
		for begin, end := 0, 0; begin < g.Columns; begin = end {
			for end = begin + 1; end < g.Columns && m.unknown(i, end) == m.unknown(i, begin); {
				end++
			}
			if !m.unknown(i, begin) {
				continue
			}
			run := [2]int{begin, end}
			if at, ok := open[run]; ok {
				h := c.Marks[at].(picture.Hatch)
				h.H += g.Cell
				c.Marks[at], next[run] = h, at
				continue
			}
			next[run] = len(c.Marks)
			c.Marks = append(c.Marks, picture.Hatch{X: g.X + float64(g.Cell*float64(begin)),
				Y: g.Y + float64(g.Cell*float64(i)), W: float64(g.Cell * float64(end-begin)), H: g.Cell})
		}
		open = next
	}
}

// grid returns the weights as levels of the colour scale, which ends at top. Hidden cells
// have the level 0, which is not drawn. The position is set by the caller.
func (m *matrix) grid(cell float64, top float32) picture.Grid {
	rows, columns := len(m.queries), len(m.keys)
	g := picture.Grid{Cell: cell, Columns: columns, Rows: rows, Levels: make([]uint8, rows*columns)}
	for i := range rows {
		for j, w := range linalg.Row(m.weights, i) {
			if m.sees(i, j) {
				g.Levels[i*columns+j] = picture.Level(float64(w), float64(top))
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

// legend draws the colour scale of a grid at *y, from 0 to top: a grid of four rows in
// which each column has the next level, and the numbers below. If the scale leaves out the
// diagonal, which exceeds it, or if cells are hatched, a line says so. *y is moved below.
func (c *canvas) legend(lang language, m *matrix, of picture.Grid, y *float64, top float32, exceeded bool) {
	const length, steps, size = 160, picture.Levels, 11
	hatched := slices.Contains(m.noQuery, true) || slices.Contains(m.noKey, true)
	widest := float64(length)
	if hatched {
		widest = max(widest, 28+picture.TextWidth(lang.text(message.NoWeights), size))
	}
	x := max(margin, min(of.X, c.Width-margin-widest))
	g := picture.Grid{X: x, Y: *y, Cell: float64(length) / steps, Columns: steps, Rows: 4,
		Levels: make([]uint8, 4*steps), Palette: of.Palette}
	for i := range g.Levels {
		g.Levels[i] = uint8(1 + i%steps)
	}
	c.Marks = append(c.Marks, g)
	end := fmt.Sprintf("%.3f", top)
	if exceeded {
		end = "≥ " + end
	}
	*y += 25
	c.text(x, *y, size, picture.Muted, picture.Start, "0")
	c.text(x+length, *y, size, picture.Muted, picture.End, end)
	c.text(x+length/2, *y, size, picture.Muted, picture.Middle, lang.text(message.Weight))
	if exceeded {
		*y += 16
		c.text(x, *y, size, picture.Muted, picture.Start, lang.text(message.OffDiagonal))
	}
	if hatched {
		*y += 18
		c.Marks = append(c.Marks, picture.Hatch{X: x, Y: *y - 10, W: 22, H: 12})
		c.text(x+28, *y, size, picture.Muted, picture.Start, lang.text(message.NoWeights))
	}
	*y += 15
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
	top, _ := m.top(true)
	top = max(top, 1e-30)
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
