package picture

// This file has the marks that pictures are made of: rectangles, hatches, grids,
// lines and texts. A report draws with them once, and each format writes them in its
// own way.

import "iter"

// A Picture is a drawing on a white or transparent background, Width × Height pixels with
// the origin at the top left. Marks outside of that area are cut off.
type Picture struct {
	Width, Height float64
	Millimetres   float64 // width on paper, 0: the size is that in pixels
	Title         string  // what it shows, in a few words
	Description   string  // alternative text for readers who cannot see it
	Marks         []Mark  // in drawing order: later marks cover earlier ones
}

// A Mark is a Rect, a Hatch, a Line, a Text or a Grid.
type Mark interface {
	// shifted returns the mark, moved.
	shifted(dx, dy float64) Mark
}

// A Rect is a filled rectangle; X, Y is its top left corner.
type Rect struct {
	X, Y, W, H float64
	Fill       Ink
}

// A Hatch is a rectangle of thin slanted stripes, for values that do not exist; X, Y is its
// top left corner.
type Hatch struct{ X, Y, W, H float64 }

// The stripes of a Hatch, in the ink Muted, rise to the right at 45 degrees. The numbers are
// horizontal, in pixels.
const (
	HatchStripe = 1.2 // the width of a stripe
	HatchPeriod = 6   // from one stripe to the next
)

// A Line is a smooth curve between two points, horizontal at both ends: a cubic Bézier
// curve whose control points are half-way between X1 and X2, at the heights of the ends.
type Line struct {
	X1, Y1, X2, Y2 float64 // the ends
	Width          float64 // of the stroke
	Opacity        float64 // 0…1
	Stroke         Ink
	Group          int // ≥ 0; lines with the same Group are one element of the page
}

// A Text is one line of text.
type Text struct {
	X, Y   float64 // position of Anchor, on the baseline
	Size   float64 // font size
	Anchor Anchor
	Angle  float64 // degrees, clockwise around X, Y
	Fill   Ink
	Bold   bool
	Group  int // if above 0, the page highlights the lines of Group−1 with the text
	S      string
}

// A Grid is a rectangle of Columns × Rows cells of the same size; X, Y is its top left
// corner. Cells of different levels touch without a gap.
type Grid struct {
	X, Y    float64
	Cell    float64 // width and height of a cell
	Columns int
	Rows    int
	Levels  []uint8 // row-major; 0: empty; 1…Levels: a colour of the palette
	Palette Palette
}

// A Run is cells of one level that touch in a row: columns Begin up to End, without it.
type Run struct {
	Row, Begin, End int
	Level           uint8 // above 0
}

// Runs yields the cells that are not empty, as the longest runs, row by row.
func (g Grid) Runs() iter.Seq[Run] {
	return func(yield func(Run) bool) {
		for row := range g.Rows {
			cells := g.Levels[row*g.Columns : (row+1)*g.Columns]
			for begin, end := 0, 0; begin < len(cells); begin = end {
				for end = begin + 1; end < len(cells) && cells[end] == cells[begin]; {
					end++
				}
				if cells[begin] > 0 && !yield(Run{row, begin, end, cells[begin]}) {
					return
				}
			}
		}
	}
}

// An Anchor is the part of a text that is at its X, Y.
type Anchor int

// The anchors: the start, the middle or the end of the text.
const (
	Start Anchor = iota
	Middle
	End
)

// shifted implements Mark.
func (r Rect) shifted(dx, dy float64) Mark {
	r.X, r.Y = r.X+dx, r.Y+dy
	return r
}

// shifted implements Mark.
func (h Hatch) shifted(dx, dy float64) Mark {
	h.X, h.Y = h.X+dx, h.Y+dy
	return h
}

// shifted implements Mark.
func (l Line) shifted(dx, dy float64) Mark {
	l.X1, l.X2, l.Y1, l.Y2 = l.X1+dx, l.X2+dx, l.Y1+dy, l.Y2+dy
	return l
}

// shifted implements Mark.
func (t Text) shifted(dx, dy float64) Mark {
	t.X, t.Y = t.X+dx, t.Y+dy
	return t
}

// shifted implements Mark.
func (g Grid) shifted(dx, dy float64) Mark {
	g.X, g.Y = g.X+dx, g.Y+dy
	return g
}

// gap is the space between stacked pictures, in pixels.
const gap = 24

// Stack returns one picture with all others below each other, from top to bottom and
// aligned to the left. Its description is theirs, one after another. The marks are
// copied; the pictures do not change.
func Stack(title string, all ...*Picture) *Picture {
	p := &Picture{Title: title}
	for i, part := range all {
		if i > 0 {
			p.Height += gap
			p.Description += " "
		}
		for _, m := range part.Marks {
			p.Marks = append(p.Marks, m.shifted(0, p.Height))
		}
		p.Description += part.Description
		p.Width = max(p.Width, part.Width)
		p.Height += part.Height
	}
	return p
}
