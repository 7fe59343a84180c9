// Package markdown writes tables in GitHub's dialect of Markdown.
package markdown

import "strings"

// escaper escapes the characters that have a meaning in a cell.
var escaper = strings.NewReplacer(`\`, `\\`, "|", `\|`, "*", `\*`, "_", `\_`, "`", "\\`", "<", "&lt;", "&", "&amp;",
	"[", `\[`, "\n", " ", "\r", " ")

// Escape returns text that is shown as it is, in one line.
func Escape(text string) string { return escaper.Replace(text) }

// Table returns a table. The cells are shown as they are. Every row has a cell for each
// column.
func Table(columns []string, rows [][]string) string {
	var b strings.Builder
	write := func(cells []string) {
		for _, c := range cells {
			b.WriteString("| " + Escape(c) + " ")
		}
		b.WriteString("|\n")
	}
	write(columns)
	b.WriteString(strings.Repeat("|---", len(columns)) + "|\n")
	for _, row := range rows {
		write(row)
	}
	return b.String()
}
