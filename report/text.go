package report

// This file writes reports for terminals. Package go-pretty aligns the columns of
// tables; it counts a Hangul syllable or a Chinese character as two columns
// (Unicode's East Asian Width, UAX #11), and an escape sequence as none.

import (
	"math"
	"strings"
	"sync"

	gotable "github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
)

// narrowBlocks makes go-pretty count the block characters of the bars as one
// column wide whatever the locale says: the terminals of today draw them so.
var narrowBlocks = sync.OnceFunc(func() { text.OverrideRuneWidthEastAsianWidth(false) })

// barWidth is the length of the bar of the weight 1 in columns. It leaves space for a word and
// its numbers on a line of 80 columns. barAxis is the title of a column of bars: the scale.
const (
	barWidth = 24
	barAxis  = "0          .5          1"
)

// A textPage writes text for terminals.
type textPage struct {
	bare
	colours colours
	begun   bool // something of the part is written
}

// separate writes an empty line between two parts.
func (p *textPage) separate(b *strings.Builder) {
	b.WriteByte('\n')
	p.begun = false
}

// heading writes a line in bold, after an empty line unless it is the first of its part.
func (p *textPage) heading(b *strings.Builder, h heading) {
	if p.begun { // within a part
		b.WriteByte('\n')
	}
	b.WriteString(p.colours.heading(p.plain(line(h))) + "\n")
}

// remark writes a line, and advice in yellow.
func (p *textPage) remark(b *strings.Builder, r remark) {
	p.begun = true
	s := p.plain(r.line)
	if r.advice {
		s = p.colours.advice(s)
	}
	b.WriteString(s + "\n")
}

// sentence writes tokens in colours if there are any, and sentences of a search, with
// their cosines, also without colours. A hidden token is faint.
func (p *textPage) sentence(b *strings.Builder, s sentence) {
	if !p.colours.on && s.text != "" {
		b.WriteString(" " + s.cosine + "  " + printable(s.text) + "\n")
		return
	}
	if s.text != "" {
		b.WriteString(" " + s.cosine + "  " + p.colours.shade(s.pieces, s.top) + "\n")
		return
	}
	if !p.colours.on || len(s.tokens) == 0 {
		return
	}
	if s.pieces != nil {
		b.WriteString(p.colours.shade(s.pieces, s.top) + "\n")
		if s.note != nil {
			b.WriteString(p.plain(s.note) + "\n")
		}
		return
	}
	for i, word := range s.tokens {
		word = terminal(word)
		if s.visible[i] {
			word = p.colours.cell(" "+word+" ", s.weights[i], s.top)
		} else {
			word = p.colours.dim(" " + word + " ")
		}
		b.WriteString(word)
	}
	b.WriteByte('\n')
}

// table writes a table whose columns are aligned by the width of their characters in
// terminals, in which Hangul is two columns wide.
func (p *textPage) table(b *strings.Builder, t *table) {
	if t.header == nil || !t.right { // nothing else says what it is
		b.WriteString(p.plain(t.caption) + "\n")
	}
	w := newTable()
	if t.header != nil {
		header := gotable.Row{}
		for _, l := range t.header {
			header = append(header, p.plain(l))
		}
		if t.bars {
			header[len(header)-1] = p.colours.dim(barAxis)
		}
		w.AppendHeader(header)
	}
	if t.right {
		rightAligned(w, columns(t))
	}
	for _, row := range t.rows {
		w.AppendRow(p.row(row))
	}
	for _, row := range t.footer {
		w.AppendFooter(p.row(row))
	}
	b.WriteString(w.Render() + "\n")
}

// columns returns the number of columns that are aligned: all but that of bars and reasons.
func columns(t *table) int {
	if t.bars {
		return len(t.header) - 1
	}
	return len(t.header)
}

// row returns the texts of the cells of a row.
func (p *textPage) row(cells []cell) gotable.Row {
	out := gotable.Row{}
	for _, c := range cells {
		s := p.plain(c.line)
		switch c.kind {
		case heat:
			s = p.colours.cell(s, c.weight, c.top)
		case bar:
			s = p.colours.bar(blocksOf(c.weight))
		case absent:
			s = p.colours.dim(s)
		}
		out = append(out, s)
	}
	return out
}

// plain returns a line as terminals can show it.
func (p *textPage) plain(l line) string {
	var b strings.Builder
	for _, s := range l {
		if s.word {
			b.WriteString(terminal(s.s))
		} else {
			b.WriteString(s.s)
		}
	}
	return b.String()
}

// newTable returns a table without lines between or around its cells.
func newTable() gotable.Writer {
	narrowBlocks()
	t := gotable.NewWriter()
	style := gotable.StyleLight
	style.Options = gotable.OptionsNoBordersAndSeparators
	style.Format.Header = text.FormatDefault
	style.Format.Footer = text.FormatDefault
	t.SetStyle(style)
	t.SuppressTrailingSpaces()
	return t
}

// rightAligned aligns all of n columns but the first to the right.
func rightAligned(t gotable.Writer, n int) {
	var configs []gotable.ColumnConfig
	for c := 2; c <= n; c++ {
		configs = append(configs, gotable.ColumnConfig{
			Number: c, Align: text.AlignRight, AlignHeader: text.AlignRight, AlignFooter: text.AlignRight,
		})
	}
	t.SetColumnConfigs(configs)
}

// blocksOf returns a bar of block characters (U+2588 to U+258F), in eighths of a column.
// The bar of the weight 1 has full length, barWidth; a weight that is not above 0 has
// none.
func blocksOf(weight float32) string {
	eighths := int(math.Round(fraction(weight) * barWidth * 8))
	b := strings.Repeat("█", eighths/8)
	if rest := eighths % 8; rest > 0 {
		b += string([]rune(" ▏▎▍▌▋▊▉")[rest])
	}
	return b
}

// leftToRight is a character without width (U+200E, left-to-right mark) that ends the
// influence of letters that are read from right to left: without it a terminal with
// bidirectional text would show the numbers after a Hebrew word on the word's other
// side.
const leftToRight = "\u200e"

// terminal returns a word as terminals can show it in a row with numbers.
func terminal(word string) string {
	word = printable(word)
	if rightToLeft(word) {
		word += leftToRight
	}
	return word
}
