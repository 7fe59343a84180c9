package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/w2vattn/w2vattn/embed"
)

// WriteNeighbours writes words as text, one a line, each with its cosine. If method is
// embed.Multiply, a line of headings comes first and each word has the 3CosMul score by which
// it is ranked, and its cosine. Columns are aligned by the width of words in terminals. The
// error is that of w.
func WriteNeighbours(w io.Writer, all []embed.Neighbour, method embed.Method) error {
	scored := method == embed.Multiply
	width := 0
	if scored {
		width = len("word")
	}
	for _, n := range all {
		width = max(width, text.StringWidth(n.Word))
	}
	var b strings.Builder
	if scored {
		fmt.Fprintf(&b, "%s  3CosMul  cosine\n", text.Pad("word", width, ' '))
	}
	for _, n := range all {
		if b.WriteString(text.Pad(n.Word, width, ' ')); scored {
			fmt.Fprintf(&b, "  %7.4f  %6.4f\n", n.Score, n.Cosine)
		} else {
			fmt.Fprintf(&b, "  %.4f\n", n.Cosine)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
