package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/spf13/cobra"
)

// typed returns a command with a flag of each type.
func typed() *cobra.Command {
	cmd := &cobra.Command{Use: "tool", SilenceErrors: true, SilenceUsage: true, RunE: func(*cobra.Command,
		[]string) error {
		return nil
	}}
	f := cmd.Flags()
	f.IntP("int", "i", 1, "")
	f.Int64("int64", 1, "")
	f.Uint32("uint32", 1, "")
	f.Float64("float64", 1, "")
	f.Bool("bool", false, "")
	f.Duration("duration", time.Second, "")
	f.StringP("string", "s", "", "")
	cmd.SetFlagErrorFunc(FlagError)
	cmd.SetOut(io.Discard)
	return cmd
}

// TestFlagErrors: the error for a value of any type says what is expected, in plain words.
func TestFlagErrors(t *testing.T) {
	for args, want := range map[string]string{
		"--int x":                       `-i, --int: "x" is not a whole number`,
		"-i x":                          `-i, --int: "x" is not a whole number`,
		"--int 1.5":                     `"1.5" is not a whole number`,
		"--int 99999999999999999999":    `"99999999999999999999" is too large or too small`,
		"--int64 -99999999999999999999": `--int64: "-99999999999999999999" is too large or too small`,
		"--int64 ten":                   `--int64: "ten" is not a whole number`,
		"--uint32 -1":                   `--uint32: "-1" is not a whole number from 0 to 4294967295`,
		"--uint32 4294967296":           `--uint32: "4294967296" is too large or too small`,
		"--float64 1,5":                 `--float64: "1,5" is not a number`,
		"--float64 1e999":               `--float64: "1e999" is too large or too small`,
		"--bool=maybe":                  `--bool: "maybe" is not true or false`,
		"--duration 5":                  `--duration: "5" is not a time such as 30s, 5m or 2h`,
		"--duration 99999999999h":       `--duration: "99999999999h" is not a time`,
		"--string":                      `-s, --string needs a value`,
		"-s":                            `-s, --string needs a value`,
		"--strin x":                     `there is no flag --strin; did you mean --string?`,
		"--durations 5s":                `there is no flag --durations; did you mean --duration?`,
		"--zzzzzzzzz":                   `there is no flag --zzzzzzzzz`,
		"-x":                            `there is no flag -x`,
		"-duration 5s":                  `there is no flag -duration; did you mean --duration?`,
		"--=x":                          `"--=x" is not a flag`,
	} {
		cmd := typed()
		cmd.SetArgs(strings.Fields(args))
		err := cmd.Execute()
		var usage UsageError
		if err == nil || !errors.As(err, &usage) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", args, err, want)
		}
		if err != nil && (strings.Contains(err.Error(), "strconv") || strings.Contains(err.Error(), "\n")) {
			t.Errorf("%s: %v", args, err)
		}
	}
	for _, args := range []string{"", "--int -5", "--float64 1e-3", "--float64 inf", "--bool", "--duration 1h30m",
		"--string=", "-s x"} {
		cmd := typed()
		cmd.SetArgs(strings.Fields(args))
		if err := cmd.Execute(); err != nil {
			t.Errorf("%s: %v", args, err)
		}
	}
}

// TestWrap: no line is wider than the columns, unless it is one word; words and their order
// stay. Hangul takes two columns.
func TestWrap(t *testing.T) {
	for s, want := range map[string][]string{
		"":                          nil,
		" ":                         nil,
		"a":                         {"a"},
		"a b c":                     {"a b c"},
		"one two three four":        {"one two", "three four"},
		"extraordinarily long word": {"extraordinarily", "long word"},
		"고양이 책을 읽다":                 {"고양이", "책을 읽다"},
		"고양 이책":                     {"고양 이책"},
		"a  \t b":                   {"a b"},
	} {
		got := wrap(s, 10)
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
		for _, line := range got {
			if text.StringWidth(line) > 10 && strings.Contains(line, " ") {
				t.Errorf("%q is wider than 10 columns", line)
			}
		}
		if !slices.Equal(strings.Fields(strings.Join(got, " ")), strings.Fields(s)) {
			t.Errorf("%q: the words are %q", s, got)
		}
	}
}

// TestPlainMessages: an error is one line without names of packages and of system calls.
func TestPlainMessages(t *testing.T) {
	missing := &fs.PathError{Op: "open", Path: "a.txt", Err: os.ErrNotExist}
	for want, err := range map[string]error{
		"broken":                                    errors.New("broken"),
		"a.txt: file does not exist":                missing,
		"line 3: a.txt: file does not exist":        fmt.Errorf("embed: line 3: %w", missing),
		"reading b.txt: a.txt: file does not exist": fmt.Errorf("corpus: reading b.txt: %w", missing),
		"line 3: too long":                          errors.New("corpus: line 3: too long"),
		"a; b":                                      errors.Join(errors.New("a"), errors.New("b")),
		"dim is 0; window is 0": errors.Join(errors.New("word2vec: dim is 0"),
			errors.New("word2vec: window is 0")),
		"a.txt: line 1: empty":      errors.New("a.txt: embed: line 1: empty"),
		"embedded: stays":           errors.New("embedded: stays"),
		"searching: corpus of 3":    errors.New("searching: corpus of 3"),
		"data.txt: data is missing": errors.New("data.txt: data is missing"),
	} {
		if got := PlainMessage(err); got != want {
			t.Errorf("%q: %q, want %q", err, got, want)
		}
	}
}

// TestArguments: numbers of arguments that a command does not take are usage errors that name
// what is missing or superfluous.
func TestArguments(t *testing.T) {
	for _, c := range []struct {
		check cobra.PositionalArgs
		args  string
		want  string
	}{
		{NoArgs, "", ""}, {NoArgs, "a", `"a" is one argument too many: it takes flags only`},
		{AtLeast(1, "WORD"), "", "WORD is missing"}, {AtLeast(1, "WORD"), "a", ""}, {AtLeast(1, "WORD"), "a b c", ""},
		{AtLeast(3, "WORD"), "a", "1 argument is too few: it takes 3 WORDs or more"},
		{AtLeast(3, "WORD"), "a b", "2 arguments are too few: it takes 3 WORDs or more"}, {AtLeast(3, "WORD"), "a b c", ""},
		{Exactly("IN", "OUT"), "", "IN and OUT are missing"}, {Exactly("IN", "OUT"), "a", "OUT is missing"},
		{Exactly("IN", "OUT"), "a b", ""}, {Exactly("IN", "OUT"), "a b c", `"c" is one argument too many: it takes IN OUT`},
		{Exactly("A", "B", "C"), "", "A and B and C are missing"},
	} {
		err := c.check(nil, strings.Fields(c.args))
		var usage UsageError
		if c.want == "" && err != nil || c.want != "" && (!errors.As(err, &usage) || err.Error() != c.want) {
			t.Errorf("%q: %v, want %q", c.args, err, c.want)
		}
	}
}
