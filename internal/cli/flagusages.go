package cli

// This file writes the flags in a help text, wrapped by columns of a terminal, of
// which a Hangul syllable takes two.

import (
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/spf13/pflag"

	"github.com/w2vattn/w2vattn/internal/message"
)

// flagUsages returns the lines of help for the flags of a set, wrapped at HelpWidth.
// pflag's own wrapping counts bytes, of which a Hangul syllable has three and two columns.
func flagUsages(set *pflag.FlagSet, l message.Language) string {
	lines := strings.Split(strings.TrimRight(set.FlagUsages(), "\n"), "\n")
	for i, line := range lines {
		start := usageColumn(line)
		usage := line[start:]
		if at := strings.LastIndex(usage, " (default "); at >= 0 {
			usage = usage[:at] + " " + message.DefaultValue.In(l) + strings.TrimPrefix(usage[at:], " (default")
		}
		lines[i] = line[:start] + strings.Join(wrap(usage, HelpWidth-start), "\n"+strings.Repeat(" ", start))
	}
	return strings.Join(lines, "\n")
}

// usageColumn returns where the usage begins in a line of pflag: after the spaces behind
// the names of the flag and its value, which are ASCII.
func usageColumn(line string) int {
	const names = len("  -m, ")
	gap := names + strings.Index(line[names:], "   ")
	return len(line) - len(strings.TrimLeft(line[gap:], " "))
}

// wrap breaks a text at spaces into lines of at most the given number of columns. A longer
// word is a line of its own.
func wrap(s string, columns int) []string {
	var lines []string
	for _, word := range strings.Fields(s) {
		last := len(lines) - 1
		if last >= 0 && text.StringWidth(lines[last])+1+text.StringWidth(word) <= columns {
			lines[last] += " " + word
		} else {
			lines = append(lines, word)
		}
	}
	return lines
}
