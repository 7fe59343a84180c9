package report

// This file writes lists of nearest words, for the commands similar, analogy and
// words. A cosine is printed with four decimals: neighbours of one rank often differ
// in the third.

import (
	"fmt"
	"io"
	"strings"

	gotable "github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/internal/message"
)

// WriteNeighbours writes words as text, one on each line, with their cosines. If method
// is embed.Multiply, a line of headings comes first and each word has the 3CosMul score
// by which it is ranked, and its cosine. Columns are aligned by the width of words in
// terminals. The error is that of w.
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

// WriteNeighboursTable writes words as a table with the columns rank (from 1), word and
// similarity, which is the cosine. If method is embed.Multiply, the 3CosMul score, by which
// the words are ranked, is a column before it. The header is in a language, as
// Options.Language. The error is that of w.
func WriteNeighboursTable(w io.Writer, all []embed.Neighbour, method embed.Method, lang string) error {
	l := message.Language(lang)
	header := gotable.Row{message.ColumnRank.In(l), message.ColumnWord.In(l)}
	scored := method == embed.Multiply
	if scored {
		header = append(header, "3CosMul")
	}
	t := newTable()
	t.AppendHeader(append(header, message.ColumnSimilarity.In(l)))
	t.SetColumnConfigs([]gotable.ColumnConfig{
		{Number: 1, Align: text.AlignRight, AlignHeader: text.AlignRight},
		{Number: 3, Align: text.AlignRight, AlignHeader: text.AlignRight},
		{Number: 4, Align: text.AlignRight, AlignHeader: text.AlignRight},
	})
	for i, n := range all {
		row := gotable.Row{i + 1, n.Word}
		if scored {
			row = append(row, fmt.Sprintf("%.4f", n.Score))
		}
		t.AppendRow(append(row, fmt.Sprintf("%.4f", n.Cosine)))
	}
	_, err := fmt.Fprintln(w, t.Render())
	return err
}
