// Package glove is GloVe's text (nlp.stanford.edu/projects/glove): word2vec's without
// the first line, so that the first word's numbers give D. GloVe's own programs, and
// gensim with no_header, take the first field for the word; in the published vectors of
// 840 B tokens some words hold spaces. Here the last D fields are the numbers, and what
// stands before them is the word unless it ends with a number itself: then lengths
// differ, which is an error. The rare words' vector <unk>, which GloVe writes last, is a
// word like the others.
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
