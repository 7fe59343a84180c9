package report

// This file turns results into parts, and parts into one report: a Writer takes them
// one after the other. The formats differ in when they can write: JSON and CSV after
// each part, pages after each part too, pictures only at the end, because their size
// comes first.

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/internal/message"
	"github.com/w2vattn/w2vattn/report/picture"
)

// A Result is a result that a report can contain: a *w2vattn.Attention, *w2vattn.SelfAttention,
// *w2vattn.CrossAttention or *w2vattn.Comparison, a [Worked], *[Search] or *[Story].
// Anything else is an error.
type Result any

// A part is one result in a report: a [Worked], a *[Search], a *[Story], or a result of
// package w2vattn in a type of this package that adds the methods.
type part interface {
	// blocks returns what a page shows to people.
	blocks(t language) []block
}

// A jsonPart can be written as JSON.
type jsonPart interface {
	part
	json(o *object)
}

// A csvPart can be written as CSV.
type csvPart interface {
	part
	csv(w *csvWriter)
}

// A picturePart can be drawn.
type picturePart interface {
	part
	picture(t language) *picture.Picture
}

// partOf returns the result as what can be written. The conversions copy no data.
func partOf(r Result) (part, error) {
	switch r := r.(type) {
	case *w2vattn.Attention:
		return (*attentionPart)(r), nil
	case *w2vattn.SelfAttention:
		return selfPart(r), nil
	case *w2vattn.CrossAttention:
		return crossPart(r), nil
	case Packed:
		return r.part()
	case *w2vattn.Comparison:
		return (*comparisonPart)(r), nil
	case Worked:
		if r.attention().scoreSteps() == nil {
			return nil, fmt.Errorf("report: the steps of the score %v cannot be shown; those of %v can",
				r.Result.Score, attention.Scores())
		}
		return r, nil
	case part:
		return r, nil
	}
	return nil, fmt.Errorf("report: a %T cannot be written; results of package w2vattn can", r)
}

// A View is what a picture (SVG, PNG) shows.
type View string

// The views.
const (
	Natural View = ""      // bars of one query's weights, a heat map of self-attention
	Lines   View = "lines" // lines from each query to the keys, as strong as their weights (Vig 2019, arXiv:1906.05714)
)

// Options configure a report. The zero value is English text without colours; PNG needs Paint.
type Options struct {
	Color bool // Text has the escape sequences of terminals
	// Language is that of the texts for people: "ko", or "en" for this and anything else.
	// JSON and CSV do not depend on it.
	Language string
	Title    string // of HTML documents and of pictures
	View     View   // of SVG and PNG
	// Diagonal includes the weights of tokens to themselves in the colour scale of
	// self-attention. They are often so large that all others have the same colour.
	Diagonal bool
	// Palette is that of the heat maps of SVG and PNG; NoCaption leaves out the line above
	// their drawings.
	Palette   picture.Palette
	NoCaption bool
	// Millimetres is the width of SVG and PNG on paper; 0: they have a size in pixels. Text
	// scales with the picture.
	Millimetres float64
	// Paint writes a picture as PNG; package report/png has it. Reports in
	// other formats do without.
	Paint func(io.Writer, *picture.Picture) error
}

// title is that of the document, in plain words.
func (o *Options) title() string {
	if o.Title != "" {
		return o.Title
	}
	return o.language().text(message.Attention)
}

// An encoder writes the parts of a report in one format. A Writer calls add for each
// part, which takes accepts, and close once.
type encoder interface {
	// add writes part n, from 0. It writes nothing if it returns an error of the part.
	add(p part, n int) error
	// close ends a report of n parts.
	close(n int) error
}

// A Writer writes the parts of a report, one after the other. Pictures are
// written when it is closed, all other formats as the parts come.
type Writer struct {
	w       io.Writer
	format  Format
	encoder encoder
	n       int // parts so far
}

// NewWriter returns a writer of a report. It is not safe for concurrent use. If f is not one
// of Formats, Add and Close return an error.
func NewWriter(w io.Writer, f Format, o Options) *Writer {
	out := &Writer{w: w, format: f}
	if i := f.row(); i >= 0 {
		out.encoder = formats[i].encoder(w, &o)
	}
	return out
}

// Add writes a result. It returns an error, and writes nothing, if the result cannot be
// written in the format; another error is that of the underlying writer.
func (w *Writer) Add(r Result) error {
	p, err := partFor(r, w.format)
	if err != nil {
		return err
	}
	if err := w.encoder.add(p, w.n); err != nil {
		return err
	}
	w.n++
	return nil
}

// Write writes lines that AppendJSON returned, in place of Add: goroutines can encode
// results, and one writes them in order. It is for reports in JSON.
func (w *Writer) Write(lines []byte) (int, error) { return w.w.Write(lines) }

// Close ends the report and, if its format is a picture, writes it. It does not close the
// underlying writer.
func (w *Writer) Close() error {
	if w.encoder == nil {
		_, err := ParseFormat(string(w.format))
		return err
	}
	return w.encoder.close(w.n)
}

// Write writes one result in a format, in English. It returns an error if the result cannot be
// written in the format, if a number of it is not finite and the format is JSON, or that of w.
// PNG needs a [Writer] with Options.Paint.
func Write(w io.Writer, result Result, format Format) error {
	out := NewWriter(w, format, Options{})
	if err := out.Add(result); err != nil {
		return err
	}
	return out.Close()
}

// pages writes parts as pages: begin, the blocks of each part with separate between
// parts, end. A part is collected before it is written, so that an error of the output
// comes between parts.
type pages struct {
	w       io.Writer
	page    page
	options *Options
	lang    language
}

// newPages returns an encoder that writes parts on a page. The page may have state,
// such as the number of heat maps so far, so each report needs a page of its own. Text is
// read beside the command line, so its notes may name flags.
func newPages(w io.Writer, o *Options, p page) *pages {
	lang := o.language()
	_, lang.commandLine = p.(*textPage)
	return &pages{w, p, o, lang}
}

// add writes the blocks of a part. The first part begins the page.
func (e *pages) add(p part, n int) error {
	var b strings.Builder
	if n == 0 {
		e.page.begin(&b, e.options.title())
	} else {
		e.page.separate(&b)
	}
	for _, block := range p.blocks(e.lang) {
		block.writeOn(e.page, &b)
	}
	_, err := io.WriteString(e.w, b.String())
	return err
}

// close ends the page, which is empty if there was no part.
func (e *pages) close(n int) error {
	var b strings.Builder
	if n == 0 {
		e.page.begin(&b, e.options.title())
	}
	e.page.end(&b)
	_, err := io.WriteString(e.w, b.String())
	return err
}

// pictures draws parts, one below the other, and writes them when the report ends,
// because the size of a picture comes before its marks. Memory grows with the number of
// parts.
type pictures struct {
	w       io.Writer
	options *Options
	paint   func(io.Writer, *picture.Picture) error
	drawn   []*picture.Picture
}

// add draws a part. It is written by close.
func (e *pictures) add(p part, _ int) error {
	e.drawn = append(e.drawn, p.(picturePart).picture(e.options.language()))
	return nil
}

// close writes the pictures of all parts, one below the other. No part is an error.
func (e *pictures) close(n int) error {
	switch {
	case n == 0:
		return errors.New("report: there is nothing to draw: no sentence was given")
	case e.paint == nil:
		return errors.New("report: a PNG needs Options.Paint; package report/png has it")
	}
	p := e.drawn[0]
	if n > 1 {
		p = picture.Stack(e.options.title(), e.drawn...)
	}
	p.Millimetres = e.options.Millimetres
	return e.paint(e.w, p)
}
