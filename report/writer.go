package report

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/report/picture"
)

// A Result is what can be written: a *w2vattn.Attention, *w2vattn.SelfAttention,
// *w2vattn.CrossAttention or *w2vattn.Comparison, or a [Part]. Anything else is an
// error.
type Result any

// Write writes one result.
func Write(w io.Writer, result Result, format Format) error {
	return write(w, format, result)
}

// partOf returns the result as what can be written.
func partOf(r Result) (Part, error) {
	switch r := r.(type) {
	case *w2vattn.Attention:
		return (*Attention)(r), nil
	case *w2vattn.SelfAttention:
		return (*Self)(r), nil
	case *w2vattn.CrossAttention:
		return (*cross)(r), nil
	case *w2vattn.Comparison:
		return (*Comparison)(r), nil
	case Part:
		return r, nil
	}
	return nil, fmt.Errorf("report: a %T cannot be written; results of package w2vattn can", r)
}

// A Part is one result in a report: an *[Attention], a *[Self], a [Worked], a
// *[Comparison], a *[Search] or a *[Story].
type Part interface {
	// formats lists the formats that the part can be written in.
	formats() []Format
	// blocks tells the part to people.
	blocks(t *tongue) []block
	// json and csv tell it to programs, if formats says so.
	json(o *object)
	csv(w *csvWriter)
	// pictures draws it, if formats says so.
	picture(t *tongue, v View) *picture.Picture
}

// FormatsOf lists the formats that a kind of part can be written in.
func FormatsOf(p Part) []Format { return p.formats() }

// Takes returns an error if a kind of result cannot be written in a format.
func Takes(r Result, f Format) error {
	p, err := partOf(r)
	if err != nil {
		return err
	}
	return takes(p, f)
}

func takes(p Part, f Format) error {
	if slices.Contains(p.formats(), f) {
		return nil
	}
	return fmt.Errorf("report: this kind of report has no form in %s; it has in %s", f, listed(p.formats()))
}

// A View is what a picture (SVG, PNG) shows.
type View string

// The views.
const (
	Natural View = ""      // bars of one query's weights, a heat map of self-attention
	Lines   View = "lines" // lines from each query to the keys, as strong as their weights (Vig 2019, arXiv:1906.05714)
)

// Options say how a report looks. The zero value is good.
type Options struct {
	Color  bool   // Text has the escape sequences of terminals
	Korean bool   // the report speaks Korean, but for its advice
	Title  string // of HTML and LaTeX documents
	View   View   // of SVG and PNG
	// Paint writes a picture as PNG; package report/png has it. Reports in
	// other formats do without.
	Paint func(io.Writer, *picture.Picture) error
}

// A Writer writes the parts of a report, one after the other. Pictures are
// written when it is closed, all other formats as the parts come.
type Writer struct {
	w       io.Writer
	format  Format
	options Options
	tongue  *tongue
	page    page
	n       int // parts so far
	buffer  []byte
	drawn   []*picture.Picture
}

// NewWriter begins a report.
func NewWriter(w io.Writer, f Format, o Options) *Writer {
	out := &Writer{w: w, format: f, options: o, tongue: english}
	if o.Korean {
		out.tongue = korean
	}
	switch f {
	case Text:
		out.page = &textPage{colours: colours{o.Color}}
	case Markdown:
		out.page = &markdownPage{}
	case LaTeX:
		out.page = &latexPage{}
	case HTML:
		out.page = &htmlPage{tongue: out.tongue}
	}
	return out
}

// Add writes a result.
func (w *Writer) Add(r Result) error {
	p, err := partOf(r)
	if err != nil {
		return err
	}
	if err := takes(p, w.format); err != nil {
		return err
	}
	switch first := w.n == 0; {
	case w.format == JSON:
		w.buffer, err = appendJSON(w.buffer[:0], p)
	case w.format == CSV:
		w.buffer = appendCSV(w.buffer[:0], p, w.n+1)
	case w.page != nil:
		w.buffer = w.tell(p.blocks(w.tongue), first)
	default:
		w.drawn = append(w.drawn, p.picture(w.tongue, w.options.View))
		w.buffer = w.buffer[:0]
	}
	if err != nil {
		return err
	}
	w.n++
	_, err = w.w.Write(w.buffer)
	return err
}

// Write writes lines of JSON that AppendJSON made.
func (w *Writer) Write(lines []byte) (int, error) { return w.w.Write(lines) }

// tell writes the blocks of a part, after what stands before it.
func (w *Writer) tell(blocks []block, first bool) []byte {
	var b strings.Builder
	if first {
		w.page.begin(&b, w.title())
	} else {
		w.page.separate(&b)
	}
	for _, block := range blocks {
		block.on(w.page, &b)
	}
	return []byte(b.String())
}

// title is that of the document, in plain words.
func (w *Writer) title() string {
	if w.options.Title != "" {
		return w.options.Title
	}
	return w.tongue.title
}

// Close ends the report. It does not close the underlying writer.
func (w *Writer) Close() error {
	switch {
	case w.format == SVG || w.format == PNG:
		return w.draw()
	case w.page != nil:
		var b strings.Builder
		if w.n == 0 {
			w.page.begin(&b, w.title())
		}
		w.page.end(&b)
		_, err := io.WriteString(w.w, b.String())
		return err
	}
	return nil
}

// draw writes what was drawn, one below the other.
func (w *Writer) draw() error {
	if len(w.drawn) == 0 {
		return errors.New("report: there is nothing to draw: no sentence was given")
	}
	p := w.drawn[0]
	if len(w.drawn) > 1 {
		p = picture.Stack(w.title(), w.drawn...)
	}
	if w.format == SVG {
		return p.SVG(w.w)
	}
	if w.options.Paint == nil {
		return errors.New("report: a PNG needs Options.Paint; package report/png has it")
	}
	return w.options.Paint(w.w, p)
}

// write writes one result.
func write(w io.Writer, f Format, r Result) error {
	out := NewWriter(w, f, Options{})
	if err := out.Add(r); err != nil {
		return err
	}
	return out.Close()
}
