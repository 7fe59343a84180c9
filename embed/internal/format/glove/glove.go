// Package glove is the text format of GloVe (nlp.stanford.edu/projects/glove):
// word2vec's without the first line, so that the first row determines D.
//
//	the 0.418 0.24968 -0.41242
//	. . . 0.1 -0.2 0.3
//
// GloVe's own programs, and gensim with no_header, take the first field as the
// word. In the published vectors of 840 B tokens some words contain spaces, as
// the second one above; here the last D fields are the numbers, and what
// precedes them is the word. If that ends with a number, the line has more than
// D numbers, which is an error. The vector of rare words, <unk>, which GloVe
// writes last, is a word like the others. A table without words cannot be
// written.
package glove

import (
	"io"

	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/embed/internal/textlines"
)

// name is the name of the format in messages.
const name = "glove"

// Format is GloVe's text.
var Format = format.Format{
	Name: name, Compressible: true, Detect: detect, Open: open, Write: write,
	ReadDoc: "yes", WrittenDoc: "yes", StreamDoc: "yes",
	WordsDoc: "as in word2vec-text",
}

// detect accepts a first line of a word and numbers without a space at its end.
func detect(h format.Head) format.Match {
	if headless, space := textlines.Headless(h.Bytes); headless && !space {
		return format.Likely
	}
	return format.No
}

// open reads the first line.
func open(in *format.Input) (format.Reader, error) { return textlines.Open(in, textlines.Kind{}) }

// write writes the rows.
func write(w io.Writer, out *format.Output) error {
	if err := out.CheckNotEmpty(name); err != nil {
		return err
	}
	return textlines.Write(w, out, name, "")
}
