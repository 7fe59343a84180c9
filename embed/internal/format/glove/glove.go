// Package glove is the text format of GloVe (nlp.stanford.edu/projects/glove):
// word2vec's without the first line, so that the first row determines D.
//
// GloVe's own programs, and gensim with no_header, take the first field as the word. In
// the published vectors of 840 B tokens some words contain spaces; here the last D
// fields are the numbers, and what precedes them is the word. If that ends with a
// number, the line has more than D numbers, which is an error. The vector of rare words,
// <unk>, which GloVe writes last, is a word like the others.
package glove

import (
	"io"

	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/embed/internal/textlines"
)

const name = "glove"

// Format is GloVe's text.
var Format = format.Format{
	Name: name, Compressible: true, Detect: detect, Open: open, Write: write,
	ReadDoc: "yes", WrittenDoc: "yes", WordsDoc: "as word2vec-text",
}

func detect(h format.Head) format.Match {
	if headless, space := textlines.Headless(h.Bytes); headless && !space {
		return format.Likely
	}
	return format.No
}

func open(in *format.Input) (format.Reader, error) { return textlines.Open(in, textlines.Kind{}) }

func write(w io.Writer, out *format.Output) error {
	if err := out.CheckNotEmpty(name); err != nil {
		return err
	}
	return textlines.Write(w, out, name, "")
}
