package report

// This file writes reports as pages of HTML that need nothing else: style, script and
// drawings are in the page, so it can be sent by mail and opened without a network.

import (
	_ "embed"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"html"
	"math"
	"slices"
	"strings"

	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/internal/message"
	"github.com/w2vattn/w2vattn/report/picture"
)

// The style of pages, and the script by which heat maps and lines react to pointer and
// keyboard. Without scripts a page has everything else.
var (
	//go:embed page.css
	pageStyle string
	//go:embed page.js
	pageScript string
)

// An htmlPage writes one HTML page that contains its style and script. Its
// Content-Security-Policy forbids loading anything else, so a page can be sent as one
// file and shows the same without a network. Words of users pass through
// html.EscapeString in every place where they are written, so they cannot add
// elements or scripts.
type htmlPage struct {
	lang language
	maps int // heat maps so far; their elements are numbered from 1
}

// htmlHead is the beginning of a page, with the language, the title, the style and the
// title again.
const htmlHead = `<!DOCTYPE html>
<html lang="%s">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
<link rel="icon" href="data:,">
<title>%s</title>
<style>
%s</style>
</head>
<body>
<main>
<h1>%s</h1>
<section>
`

// begin writes the head of the page and opens the first section.
func (p *htmlPage) begin(b *strings.Builder, title string) {
	title = html.EscapeString(printable(title))
	fmt.Fprintf(b, htmlHead, p.lang.Language, title, pageStyle, title)
}

// separate ends the section of a part and opens the next one.
func (p *htmlPage) separate(b *strings.Builder) { b.WriteString("</section>\n<section>\n") }

// end closes the last section and adds the script.
func (p *htmlPage) end(b *strings.Builder) {
	fmt.Fprintf(b, "</section>\n</main>\n<script>\n%s</script>\n</body>\n</html>\n", pageScript)
}

// heading writes a heading of level 2; the title of the page is the only one of level 1.
func (p *htmlPage) heading(b *strings.Builder, h heading) {
	fmt.Fprintf(b, "<h2>%s</h2>\n", markup(line(h)))
}

// remark writes a paragraph. Advice has the class of highlighted paragraphs.
func (p *htmlPage) remark(b *strings.Builder, r remark) {
	class := ""
	if r.advice {
		class = ` class="advice"`
	}
	fmt.Fprintf(b, "<p%s>%s</p>\n", class, markup(r.line))
}

// sentence shows the text, or else the tokens, in the colours of their weights; the table
// below has the numbers.
func (p *htmlPage) sentence(b *strings.Builder, s sentence) {
	if s.text != "" {
		b.WriteString(`<p class="sentence written"><b>` + s.cosine + "</b> " + shadeHTML(s.pieces, s.top) + "</p>\n")
		return
	}
	if len(s.tokens) == 0 {
		return
	}
	if s.pieces != nil {
		b.WriteString(`<p class="sentence written">` + shadeHTML(s.pieces, s.top) + "</p>\n")
		if p.scale(b, s.top); s.note != nil {
			fmt.Fprintf(b, "<p>%s</p>\n", markup(s.note))
		}
		return
	}
	b.WriteString(`<p class="sentence">`)
	for i, word := range s.tokens {
		style, number := ` class="out"`, ""
		if s.visible[i] {
			style = " " + background(s.weights[i], s.top)
			number = fmt.Sprintf(` title="%.4f"`, s.weights[i])
		}
		fmt.Fprintf(b, "<span%s%s>%s</span> ", style, number, markup(line{}.word(word)))
	}
	b.WriteString("</p>\n")
	p.scale(b, s.top)
}

// scale writes the colour scale from 0 to the largest weight, as a gradient through its
// stops. Without weights there is none.
func (p *htmlPage) scale(b *strings.Builder, top float32) {
	if !(top > 0) {
		return
	}
	var stops []string
	for _, c := range picture.Viridis.Stops() {
		stops = append(stops, c.Hex())
	}
	fmt.Fprintf(b, `<p class="scale" aria-hidden="true"><span>0</span>`+
		`<i style="background:linear-gradient(to right,%s)"></i><span>%.3f %s</span></p>`+"\n",
		strings.Join(stops, ","), top, html.EscapeString(p.lang.text(message.Weight)))
}

// background returns the style attribute of a text on the colour of its weight.
func background(weight, top float32) string {
	level := picture.Level(float64(weight), float64(top))
	ink := "#fff"
	if picture.Viridis.DarkText(level) {
		ink = "#000"
	}
	return fmt.Sprintf(`style="background:%s;color:%s"`, picture.Viridis.Color(level).Hex(), ink)
}

// table writes a table in a region that scrolls, with a caption for screen readers. The
// region can be focused, so that the keyboard scrolls it. A table that repeats a figure
// is folded.
func (p *htmlPage) table(b *strings.Builder, t *table) {
	if t.extra {
		p.fold(b, t.caption, func() { p.unfolded(b, t) })
		return
	}
	p.unfolded(b, t)
}

// manyColumns is the number of columns from which a table has upright titles of columns, so
// that it is narrow enough for paper.
const manyColumns = 12

// unfolded writes a table that is always shown, or inside of a fold.
func (p *htmlPage) unfolded(b *strings.Builder, t *table) {
	class := ""
	switch {
	case t.right && len(t.header) > manyColumns:
		class = ` class="numbers wide"`
	case t.right:
		class = ` class="numbers"`
	}
	fmt.Fprintf(b, `<div class="scroll" tabindex="0" role="region" aria-label="%s"><table%s><caption>%s</caption>`+"\n",
		html.EscapeString(t.caption.String()), class, markup(t.caption))
	if t.header != nil {
		b.WriteString("<thead><tr>")
		for i, l := range t.header {
			if t.bars && i == len(t.header)-1 {
				b.WriteString(htmlAxis)
			} else {
				htmlTitle(b, l)
			}
		}
		b.WriteString("</tr></thead>\n")
	}
	b.WriteString("<tbody>\n")
	htmlRows(b, t.rows)
	b.WriteString("</tbody>\n")
	if t.footer != nil {
		b.WriteString("<tfoot>\n")
		htmlRows(b, t.footer)
		b.WriteString("</tfoot>\n")
	}
	b.WriteString("</table></div>\n")
}

// htmlTitle writes the title of a column.
func htmlTitle(b *strings.Builder, title line) {
	if title.String() == "" {
		b.WriteString("<td></td>")
		return
	}
	fmt.Fprintf(b, `<th scope="col">%s</th>`, markup(title))
}

// htmlAxis is the title of a column of bars: the scale from 0 to 1.
const htmlAxis = `<td class="bar axis" aria-hidden="true"><span>0</span><span>.5</span><span>1</span></td>`

// htmlBar returns a cell with a bar as long as its weight, on a track as long as the weight 1. The
// length is a percentage of the column, so that it scales with the window; the bar has no
// text, because the number is in the cell before it.
func htmlBar(weight float32) string {
	return fmt.Sprintf(`<td class="bar"><b><i style="width:%.1f%%"></i></b></td>`, 100*fraction(weight))
}

// fold writes a details element.
func (p *htmlPage) fold(b *strings.Builder, title line, inside func()) {
	fmt.Fprintf(b, "<details><summary>%s</summary>\n", markup(title))
	inside()
	b.WriteString("</details>\n")
}

// htmlRows writes the rows of a table. The first cell of a row is its header.
func htmlRows(b *strings.Builder, rows [][]cell) {
	for _, row := range rows {
		b.WriteString("<tr>")
		for i, c := range row {
			b.WriteString(htmlCell(c, i == 0))
		}
		b.WriteString("</tr>\n")
	}
}

// htmlCell returns a cell: a header, a weight on its colour, a bar as long as its
// weight, a reason, or plain text.
func htmlCell(c cell, first bool) string {
	text := markup(c.line)
	switch {
	case first:
		return `<th scope="row">` + text + "</th>"
	case c.kind == heat:
		return fmt.Sprintf("<td %s>%s</td>", background(c.weight, c.top), text)
	case c.kind == bar:
		return htmlBar(c.weight)
	case c.kind == absent:
		return `<td class="absent">` + text + "</td>"
	}
	return "<td>" + text + "</td>"
}

// figure writes a drawing: a heat map with its data, or a picture in a region that scrolls. A
// folded figure is shown on demand.
func (p *htmlPage) figure(b *strings.Builder, f figure) {
	if f.folded {
		fmt.Fprintf(b, "<details class=\"lines\"><summary>%s</summary>\n", html.EscapeString(f.title))
	}
	b.WriteString("<figure>\n")
	if f.cells != nil {
		p.heatMap(b, f)
	} else {
		fmt.Fprintf(b, `<div class="scroll" tabindex="0" role="region" aria-label="%s">`+"\n",
			html.EscapeString(f.title))
		f.picture.Inline(b) //nolint:errcheck // a Builder takes everything
		b.WriteString("</div>\n")
	}
	b.WriteString("</figure>\n")
	if f.folded {
		b.WriteString("</details>\n")
	}
}

// A mapData is the data of a heat map for the script of the page.
type mapData struct {
	Tokens  []string `json:"tokens"`            // keys
	Queries []string `json:"queries,omitempty"` // unless they are the keys
	// Weights is base64 of n×m little-endian uint16: 65,535 is a hidden cell, another
	// number a weight times 65,534.
	Weights string  `json:"weights"`
	X       float64 `json:"x"` // where the cells begin, in the picture
	Y       float64 `json:"y"`
	Cell    float64 `json:"cell"`   // width and height of a cell
	Sees    string  `json:"sees"`   // text of a visible cell, with places for the words and the weight
	Hidden  string  `json:"hidden"` // text of a hidden cell
}

// heatMap writes a heat map. The script shows the weight of the cell at the pointer or of the
// cell that the arrow keys select, also to screen readers.
func (p *htmlPage) heatMap(b *strings.Builder, f figure) {
	p.maps++
	data, err := json.Marshal(mapDataOf(f.cells, f.picture, p.lang)) // escapes < and >
	if err != nil {
		panic(fmt.Sprintf("report: a heat map of %d tokens: %v", len(f.cells.keys), err))
	}
	fmt.Fprintf(b, `<div class="scroll map" tabindex="0" role="application" aria-label="%s" aria-describedby="readout%d">`+
		"\n", html.EscapeString(p.lang.text(message.MapKeys)), p.maps)
	f.picture.Inline(b) //nolint:errcheck // a Builder takes everything
	fmt.Fprintf(b, "</div>\n<figcaption><output id=\"readout%d\" aria-live=\"polite\">%s</output></figcaption>\n",
		p.maps, html.EscapeString(p.lang.text(message.Readout)))
	fmt.Fprintf(b, "<script type=\"application/json\">%s</script>\n", data)
}

// mapDataOf returns the data of a heat map. The position of its cells is that of the
// first grid in the drawing; the scale below it is another grid.
//
// A weight in [0, 1] is stored as round(65,534 w), with an error of at most
// 1/131,068; 65,535 marks a hidden cell. Two bytes for each weight, 8/3 characters in
// base64, are a third of the same numbers as decimals.
func mapDataOf(cells *matrix, drawn *picture.Picture, lang language) mapData {
	m := mapData{Sees: lang.text(message.Sees), Hidden: lang.text(message.Hidden)}
	for _, word := range cells.keys {
		m.Tokens = append(m.Tokens, printable(word))
	}
	if !slices.Equal(cells.queries, cells.keys) {
		for _, word := range cells.queries {
			m.Queries = append(m.Queries, printable(word))
		}
	}
	for _, mark := range drawn.Marks {
		if g, ok := mark.(picture.Grid); ok {
			m.X, m.Y, m.Cell = g.X, g.Y, g.Cell
			break
		}
	}
	var raw []byte
	for i := range cells.queries {
		for j, w := range linalg.Row(cells.weights, i) {
			v := uint16(math.MaxUint16)
			if cells.sees(i, j) {
				v = uint16(math.Round(float64(min(max(w, 0), 1)) * (math.MaxUint16 - 1)))
			}
			raw = binary.LittleEndian.AppendUint16(raw, v)
		}
	}
	m.Weights = base64.StdEncoding.EncodeToString(raw)
	return m
}

// formulaMarkup writes text of the report with a line above what a radical sign covers.
func formulaMarkup(b *strings.Builder, s string) {
	for _, p := range picture.Pieces(s) {
		if p.Root {
			b.WriteString(`<span class="root">` + html.EscapeString(p.S) + "</span>")
		} else {
			b.WriteString(html.EscapeString(p.S))
		}
	}
}

// markup returns a line as HTML. A word is isolated from its neighbours in direction of
// writing (bdi).
func markup(l line) string {
	var b strings.Builder
	for _, s := range l {
		if s.word {
			b.WriteString("<bdi>" + html.EscapeString(s.s) + "</bdi>")
		} else {
			formulaMarkup(&b, s.s)
		}
	}
	return b.String()
}
