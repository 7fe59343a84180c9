package textlines

// This file writes a line for each word.

import (
	"fmt"
	"io"
	"strings"

	"github.com/w2vattn/w2vattn/embed/internal/format"
)

// Write writes a line for each word: the word, its numbers, each after a space, and end. A
// word that is empty or contains white space is an error that names the format. Each line
// is one call of w.Write.
func Write(w io.Writer, out *format.Output, name, end string) error {
	var line []byte
	for e, err := range out.Entries() {
		if err != nil {
			return err
		}
		if e.Word == "" || strings.ContainsAny(e.Word, " \t\r\n") {
			return fmt.Errorf("word %d, %q, is empty or contains white space, which %s cannot store; use %s",
				e.ID, e.Word, name, format.Native)
		}
		line = append(line[:0], e.Word...)
		for _, x := range e.Vector {
			line = AppendNumber(append(line, ' '), x)
		}
		if _, err := w.Write(append(append(line, end...), '\n')); err != nil {
			return err
		}
	}
	return nil
}
