package commandpages

// This file checks that every text of help has a Korean translation and fits 80
// columns.

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// CheckKorean checks the help of a program in Korean: each description of a command, a
// flag or a value that completion offers is Korean, and no line is wider than 80 columns,
// but for command lines.
func CheckKorean(t *testing.T, program *cobra.Command) {
	t.Helper()
	err := each(program, func(cmd *cobra.Command) error {
		checkKorean(t, cmd.CommandPath(), cmd.Short)
		for _, paragraph := range strings.Split(cmd.Long, "\n\n") {
			checkKorean(t, cmd.CommandPath(), paragraph)
		}
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if f.Hidden {
				return
			}
			checkKorean(t, cmd.CommandPath()+" --"+f.Name, f.Usage)
			if strings.Contains(f.Usage, "\n") || strings.HasSuffix(f.Usage, ".") {
				t.Errorf("%s --%s: help is %q", cmd.CommandPath(), f.Name, f.Usage)
			}
		})
		checkWidth(t, cmd)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// prose matches three English words in a row. Two occur in Korean texts too, as names
// and values of flags.
var prose = regexp.MustCompile("[a-z]+ [a-z]+ [a-z]+")

// checkKorean checks one text. Command lines and headings of cobra are not translated.
func checkKorean(t *testing.T, of, english string) {
	t.Helper()
	isCommand := strings.HasPrefix(english, "\t") || strings.HasPrefix(english, "#")
	isHangul := func(r rune) bool { return unicode.Is(unicode.Hangul, r) }
	if english != "" && !isCommand && (!strings.ContainsFunc(english, isHangul) || prose.MatchString(english)) {
		t.Errorf("%s: internal/message has no Korean text for %q", of, english)
	}
}

// checkWidth checks the lines of help. A Hangul syllable takes two columns of a
// terminal.
func checkWidth(t *testing.T, cmd *cobra.Command) {
	t.Helper()
	var b bytes.Buffer
	cmd.SetOut(&b)
	if err := cmd.Help(); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(b.String()) {
		line = strings.TrimRight(line, "\n")
		isCommand := strings.HasPrefix(line, "\t") || strings.HasPrefix(line, "  "+cmd.Root().Name()+" ") ||
			strings.HasPrefix(line, "      --runner ")
		if width := text.StringWidth(line); width > 80 && !isCommand {
			t.Errorf("%s: %d columns: %s", cmd.CommandPath(), width, line)
		}
	}
}
