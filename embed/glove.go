package embed

import (
	"fmt"
	"io"
)

// GloVe's text (nlp.stanford.edu/projects/glove) is word2vec's without the first
// line: the first word's numbers give D. Its own programs, and gensim with
// no_header, take the first field for the word; in the published vectors of
// 840 B tokens some words hold spaces, so the last D fields are the numbers
// here, and what stands before them is the word unless it ends with a number
// itself: then lengths differ, which is an error. The rare words' vector
// <unk>, which GloVe writes last, is a word like the others.

func openGlove(in *input) (source, error) { return newTextSource(in, textKind{}) }

// writeGlove writes the format. The first word must not look like a header.
func writeGlove(w io.Writer, s *Stream) error {
	if err := checkHeaderless(s, GloVe); err != nil {
		return err
	}
	return writeLines(w, s, GloVe, "")
}

// checkHeaderless refuses a table that cannot be told from another when no
// first line says how large it is.
func checkHeaderless(s *Stream, format Format) error {
	if s.Words.Len() == 0 {
		return fmt.Errorf("an empty table cannot be written as %s, in which the first line says how long vectors are: use %s", format, Safetensors)
	}
	return nil
}
