package embed

import "io"

// wego's text (github.com/ynqa/wego) is GloVe's with a space at the end of each
// line. Its reader skips lines that begin with a space, and so does this one;
// of a word that stands twice its search finds the first.

func openWego(in *input) (source, error) { return newTextSource(in, textKind{skipIndent: true}) }

// writeWego writes the format, with as many digits as numbers need where wego
// itself writes six.
func writeWego(w io.Writer, s *Stream) error {
	if err := checkHeaderless(s, Wego); err != nil {
		return err
	}
	return writeLines(w, s, Wego, " ")
}
