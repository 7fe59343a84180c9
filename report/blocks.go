package report

// This file declares what reports for people consist of. A part, such as an
// attention, returns blocks; a page, such as HTML, writes them. Neither has a case
// for the other:
//
//	kinds of results × formats   would be 7 × 4 functions
//	blocks between them          7 + 4 types, and 6 kinds of blocks

import (
	"strings"

	"github.com/w2vattn/w2vattn/report/picture"
)

// A block is a piece of a report for people: a heading, a remark, a sentence, a table, a
// figure or a step. Each page writes it in its format.
type block interface{ writeOn(page, *strings.Builder) }

// A page writes blocks in a format for people. Its methods append to a Builder, which
// cannot fail; the encoder writes the text of a part to the output at once.
type page interface {
	begin(b *strings.Builder, title string)
	separate(b *strings.Builder) // between two parts
	end(b *strings.Builder)

	heading(b *strings.Builder, h heading)
	remark(b *strings.Builder, r remark)
	sentence(b *strings.Builder, s sentence)
	table(b *strings.Builder, t *table)
	figure(b *strings.Builder, f figure)
	step(b *strings.Builder, s step)
	// beginSteps and endSteps write what is around the steps of a calculation.
	beginSteps(b *strings.Builder)
	endSteps(b *strings.Builder)
	// fold writes what inside writes, shown on demand if the format can do that.
	fold(b *strings.Builder, title line, inside func())
}

// bare is the part of pages without a frame around the parts and without figures: their tables
// have the same numbers.
type bare struct{}

func (bare) begin(*strings.Builder, string) {}
func (bare) separate(*strings.Builder)      {}
func (bare) end(*strings.Builder)           {}

// figure writes nothing: a figure shows the numbers of a table in another form.
func (bare) figure(*strings.Builder, figure) {}

func (bare) beginSteps(*strings.Builder) {}
func (bare) endSteps(*strings.Builder)   {}

// fold writes what is inside; the title repeats its captions.
func (bare) fold(_ *strings.Builder, _ line, inside func()) { inside() }

// A heading is the title of a part.
type heading line

// A remark is a line of text below a table. Advice stands out by colour or style.
type remark struct {
	line   line
	advice bool
}

// A calculation is steps that follow each other.
type calculation []step

// A fold is blocks that a page shows on demand, under a title.
type fold struct {
	title  line
	blocks []block
}

// A sentence is tokens that are coloured by their weights.
type sentence struct {
	tokens  []string
	weights []float32
	visible []bool  // false: the token is shown without a colour
	top     float32 // the weight of the last colour of the scale
	pieces  []piece // of the sentence as it is written; nil: not known
	note    line    // what the colours show; nil: the weights of the table
	// Of a sentence that was found: it is shown in all formats.
	cosine, text string
}

// A table has words in its first column. All rows have the same number of cells as the
// header, if there is one; a row whose token takes no part may have fewer.
type table struct {
	caption line
	header  []line
	rows    [][]cell
	footer  [][]cell
	right   bool // all columns but the first, and that of the bars, are aligned to the right
	bars    bool // the last column has bars, from 0 to 1, and reasons; its title is the axis
	extra   bool // repeats what a figure shows
}

// A cell is a cell of a table.
type cell struct {
	line        line
	kind        cellKind
	weight, top float32 // of heat, the weight also of a bar
}

// A cellKind is what a cell shows besides its text. Formats without colours show the text
// only, and for a bar block characters or nothing.
type cellKind int

const (
	plain  cellKind = iota
	heat            // a weight with its colour as background
	bar             // a bar without text
	absent          // why there is no number
)

// A figure is a drawing. Formats that cannot draw show tables instead.
type figure struct {
	picture *picture.Picture
	cells   *matrix // what can be read off its heat map, cell by cell; nil: nothing can
	title   string
	folded  bool // shown on demand
	page    bool // on pages only, elsewhere it is a format of its own
}

// Each block calls the method of the page for its kind.
func (h heading) writeOn(p page, b *strings.Builder)  { p.heading(b, h) }
func (r remark) writeOn(p page, b *strings.Builder)   { p.remark(b, r) }
func (s sentence) writeOn(p page, b *strings.Builder) { p.sentence(b, s) }
func (t *table) writeOn(p page, b *strings.Builder)   { p.table(b, t) }
func (f figure) writeOn(p page, b *strings.Builder)   { p.figure(b, f) }
func (c calculation) writeOn(p page, b *strings.Builder) {
	p.beginSteps(b)
	for _, s := range c {
		p.step(b, s)
	}
	p.endSteps(b)
}
func (f fold) writeOn(p page, b *strings.Builder) {
	p.fold(b, f.title, func() {
		for _, inside := range f.blocks {
			inside.writeOn(p, b)
		}
	})
}

// words returns a cell with a text.
func words(s string) cell { return cell{line: say(s)} }

// barOf returns a cell with a bar, whose full length is the weight 1: bars of different tables can
// be compared, and show how much of the whole weight a token has.
func barOf(weight float32) cell { return cell{kind: bar, weight: weight} }

// fraction returns the length of the bar of a weight as a fraction of the full length.
func fraction(weight float32) float64 {
	if !(weight > 0) { // also NaN
		return 0
	}
	return float64(min(weight, 1))
}

// token returns a cell with a word of the user.
func token(s string) cell { return cell{line: line{}.word(s)} }

// texts returns lines of texts.
func texts(all ...string) []line {
	lines := make([]line, len(all))
	for i, s := range all {
		lines[i] = say(s)
	}
	return lines
}

// remarks are lines of text; empty ones are left out.
func remarks(all ...line) []block {
	var blocks []block
	for _, l := range all {
		if l.String() != "" {
			blocks = append(blocks, remark{line: l})
		}
	}
	return blocks
}

// advice is a remark that stands out, or nothing if there is nothing to say.
func advice(s string) []block {
	if s == "" {
		return nil
	}
	return []block{remark{line: say(s), advice: true}}
}
