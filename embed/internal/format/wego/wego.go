// Package wego is the text format of wego (github.com/ynqa/wego): GloVe's with
// a space at the end of each line, here shown as ␣.
//
//	cat 0.250000 -1.500000 3.000000␣
//
// wego's reader skips lines that begin with a space, and so does this one. If a
// word occurs twice, its first row is used, as in wego's search. A table without
// words cannot be written.
package wego

import (
	"io"

	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/embed/internal/textlines"
)

// name is the name of the format in messages.
const name = "wego"

// Format is wego's text.
var Format = format.Format{
	Name: name, Compressible: true, Detect: detect, Open: open, Write: write,
	ReadDoc: "yes", WrittenDoc: "yes", StreamDoc: "yes",
	WordsDoc: "lines that begin with a space are skipped, as wego does",
}

// detect accepts a first line of a word and numbers with a space at its end.
func detect(h format.Head) format.Match {
	if headless, space := textlines.Headless(h.Bytes); headless && space {
		return format.Likely
	}
	return format.No
}

// open reads the first line.
func open(in *format.Input) (format.Reader, error) {
	return textlines.Open(in, textlines.Kind{SkipIndented: true})
}

// write writes as many digits as numbers need; wego itself writes six.
func write(w io.Writer, out *format.Output) error {
	if err := out.CheckNotEmpty(name); err != nil {
		return err
	}
	return textlines.Write(w, out, name, " ")
}
