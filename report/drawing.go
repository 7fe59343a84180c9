package report

// This file draws bars and lines, for SVG and PNG alike: package picture has the
// marks. Coordinates are in CSS pixels, x to the right and y downwards from the top
// left corner.

import (
	"fmt"
	"strings"

	"github.com/w2vattn/w2vattn/report/picture"
)

// Sizes of drawings, in CSS pixels. A drawing has a margin on all sides. A row of bars
// is, from left to right: the name, right-aligned; a gap of 12; the bar; the number.
const (
	// A bar of length barLength stands for the weight 1; others are proportional. 96 CSS
	// pixels make an inch.
	fontSize   = 14
	lineHeight = 24
	margin     = 16
	barLength  = 260
	maxLabel   = 180 // longer tokens are cut
)

// label returns a token as drawings show it at a font size: printable, and cut if it is
// wider than maxLabel, which is for fontSize.
func label(word string, size float64) string {
	return picture.Fit(printable(word), size, maxLabel*size/fontSize)
}

// widest returns the width of the widest label.
func widest(words []string, size float64) float64 {
	var w float64
	for _, word := range words {
		w = max(w, picture.TextWidth(label(word, size), size))
	}
	return w
}

// A canvas collects the marks of a picture. Marks are drawn in their order, so that
// what is added later covers what is below it.
type canvas struct{ picture.Picture }

// text adds a text of a font size. x is where its anchor is, y its baseline.
func (c *canvas) text(x, y, size float64, fill picture.Ink, anchor picture.Anchor, s string) {
	c.Marks = append(c.Marks, picture.Text{X: x, Y: y, Size: size, Fill: fill, Anchor: anchor, S: s})
}

// caption writes a line above a drawing, wrapped at its width, and returns the y
// coordinate at which the drawing may start. A nil line is not written. The width of the
// canvas must be set before.
func (c *canvas) caption(l line) float64 {
	y := float64(margin)
	if l == nil {
		return y
	}
	for _, s := range wrapped(l.String(), c.Width-2*margin) {
		y += lineHeight - 4
		c.text(margin, y-6, fontSize, picture.Foreground, picture.Start, s)
	}
	return y + 8
}

// wrapped breaks a text between words into lines of a width in pixels. A word that is
// wider than a line is cut.
func wrapped(s string, width float64) []string {
	var lines []string
	current := ""
	for _, word := range strings.Fields(s) {
		next := strings.TrimSpace(current + " " + word)
		if current != "" && picture.TextWidth(next, fontSize) > width {
			lines, next = append(lines, current), word
		}
		current = next
	}
	lines = append(lines, current)
	for i, l := range lines {
		lines[i] = picture.Fit(l, fontSize, width)
	}
	return lines
}

// picture draws the attention as bars or, with the view Lines, as lines from the query to the
// tokens, and the sums by eojeol below.
func (a *attentionPart) picture(lang language) *picture.Picture {
	p := a.bars(lang)
	if lang.view == Lines {
		p = a.lines(lang, lang.caption(a.facts(lang)))
	}
	if a.Eojeols != nil {
		p = picture.Stack(p.Title, p, a.eojeolBars(lang))
	}
	return p
}

// bars draws the weight of each token as a bar, with the remarks below.
func (a *attentionPart) bars(lang language) *picture.Picture {
	r := a.Result
	c, y := newBars(a.facts(lang), lang.caption(a.facts(lang)), a.Tokens)
	c.Description = a.description()
	for i, word := range a.Tokens {
		if r.Visible[i] {
			c.bar(y, word, r.Weights[i])
		} else {
			c.name(y, word, picture.Muted)
			c.text(c.left, y+baseline, fontSize, picture.Muted, picture.Start, lang.absent(a.Known[i]).line.String())
		}
		y += lineHeight
	}
	c.axis(&y)
	for _, b := range a.remarks(lang) {
		c.remarks(&y, b.(remark).line.String())
	}
	c.Height = y + margin
	return &c.Picture
}

// barColumns is a canvas for bars, each with a name on its left and a number on its right.
type barColumns struct {
	canvas
	left float64 // where bars begin
}

const (
	// Sizes of rows with bars.
	numbers = 60.0 // width of the column of numbers
	// baseline is the distance from the top of a row to the baseline of its text: capitals are about
	// .72 of the font size high, and half of that is below the middle of the row.
	baseline = lineHeight/2 + fontSize*.36
)

// newBars returns a canvas that is wide enough for the names, and the y coordinate of the
// first row. A nil caption is not written.
func newBars(title, caption line, names []string) (*barColumns, float64) {
	left := margin + max(widest(names, fontSize), 40) + 12
	c := &barColumns{canvas{picture.Picture{Width: left + barLength + numbers + margin, Title: title.String()}}, left}
	return c, c.caption(caption)
}

// bar draws a row whose top is at y: a name, a track, whose length is the weight 1, on it the bar,
// and the weight.
func (c *barColumns) bar(y float64, name string, weight float32) {
	c.name(y, name, picture.Foreground)
	c.Marks = append(c.Marks, picture.Rect{X: c.left, Y: y + 4, W: barLength, H: lineHeight - 8, Fill: picture.Track})
	if length := barLength * fraction(weight); length > 0 {
		c.Marks = append(c.Marks, picture.Rect{X: c.left, Y: y + 4, W: length, H: lineHeight - 8, Fill: picture.Accent})
	}
	c.text(c.left+barLength+numbers, y+baseline, fontSize, picture.Foreground, picture.End, fmt.Sprintf("%.4f", weight))
}

// axis writes the numbers of the scale of the bars at *y, and moves it below them.
func (c *barColumns) axis(y *float64) {
	const size = 11
	*y += size + 2
	for _, at := range []struct {
		share  float64
		anchor picture.Anchor
		s      string
	}{{0, picture.Start, "0"}, {.5, picture.Middle, ".5"}, {1, picture.End, "1"}} {
		c.text(c.left+float64(barLength*at.share), *y, size, picture.Muted, at.anchor, at.s)
	}
	*y += 6
}

// name writes the name of a row, right-aligned at the start of the bars.
func (c *barColumns) name(y float64, name string, ink picture.Ink) {
	c.text(c.left-12, y+baseline, fontSize, ink, picture.End, label(name, fontSize))
}

// remarks writes lines below a drawing, wrapped at its width, and moves *y below them.
// Empty lines are left out.
func (c *canvas) remarks(y *float64, all ...string) {
	for _, s := range all {
		if s == "" {
			continue
		}
		*y += 4
		for _, part := range wrapped(s, c.Width-2*margin) {
			*y += lineHeight - 4
			c.text(margin, *y-6, fontSize, picture.Muted, picture.Start, part)
		}
	}
}

// description lists the weights, for screen readers.
func (a *attentionPart) description() string {
	var b strings.Builder
	for i, word := range a.Tokens {
		if a.Result.Visible[i] {
			fmt.Fprintf(&b, "%s %.3f. ", printable(word), a.Result.Weights[i])
		}
	}
	return strings.TrimSpace(b.String())
}

// lines draws a line from the query to each token that it attends to, as the
// attention-head view of bertviz does (Vig 2019, arXiv:1906.05714). The strength of a
// line is its weight, relative to the largest. The small number keeps weights that
// are all 0 from being divided by 0.
func (a *attentionPart) lines(lang language, caption line) *picture.Picture {
	query := strings.Join(a.Query, " + ")
	top := largest(a.Result.Weights)
	var links []link
	for i, w := range a.Result.Weights {
		if a.Result.Visible[i] {
			links = append(links, link{0, i, w / max(top, 1e-30)})
		}
	}
	// Queries are one text here: their mean is a single vector.
	return linkPicture([]string{query}, a.Tokens, links, a.facts(lang), caption, a.description())
}

// A link is a line between a query and a key.
type link struct {
	from, to int
	strength float32 // 0…1
}

// linkPicture draws the queries on the left, the keys on the right, and the links between
// them. Text i is in row i, and the side with fewer texts is centred. A stronger link is
// wider (0.5 to 3.5 pixels) and more opaque. facts is the title of the picture, caption
// the line above the drawing; nil: none. The group of a link is the number of its query,
// by which a page highlights the lines of the query at the pointer.
func linkPicture(queries, keys []string, links []link, facts, caption line, description string) *picture.Picture {
	const between = 200
	left, right := max(widest(queries, fontSize), 40), max(widest(keys, fontSize), 40)
	width := max(margin+left+between+right+margin, 360)
	c := &canvas{picture.Picture{Width: width, Title: facts.String(), Description: description}}
	begin := c.caption(caption)
	// at returns the y coordinate of the middle of text i of a side with that many texts. The
	// side with fewer texts is centred.
	rows := max(len(queries), len(keys))
	at := func(i, of int) float64 {
		return begin + float64(lineHeight*(float64(i)+float64(rows-of)/2)) + lineHeight/2
	}
	from := margin + left + 10
	to := from + between - 20
	for _, l := range links {
		c.Marks = append(c.Marks, picture.Line{X1: from, Y1: at(l.from, len(queries)), X2: to, Y2: at(l.to, len(keys)),
			Width: .5 + float64(3*float64(l.strength)), Opacity: .08 + float64(.87*float64(l.strength)),
			Stroke: picture.Accent, Group: l.from})
	}
	for i, q := range queries {
		c.Marks = append(c.Marks, picture.Text{X: from - 10, Y: at(i, len(queries)) + fontSize*.36, Size: fontSize,
			Fill: picture.Foreground, Anchor: picture.End, Group: i + 1, S: label(q, fontSize)})
	}
	for i, k := range keys {
		c.text(to+10, at(i, len(keys))+fontSize*.36, fontSize, picture.Foreground, picture.Start, label(k, fontSize))
	}
	c.Height = begin + float64(float64(rows)*lineHeight) + margin
	return &c.Picture
}
