package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/w2vattn/w2vattn/internal/cli"
)

// A ran is what a run of the program in this process gave.
type ran struct {
	code     int
	out, err string
}

// inProcess runs a command line with streams in memory. Words of args that name a file in dir
// become its path.
func inProcess(dir, stdin string, args ...string) ran {
	var out, stderr bytes.Buffer
	a := &app{in: strings.NewReader(stdin), out: &out, err: &stderr}
	code := a.run(context.Background(), within(dir, args))
	return ran{code, out.String(), stderr.String()}
}

// within replaces @ at the beginning of an argument by the folder dir.
func within(dir string, args []string) []string {
	all := slices.Clone(args)
	for i, arg := range all {
		if name, ok := strings.CutPrefix(arg, "@"); ok {
			all[i] = filepath.Join(dir, name)
		}
	}
	return all
}

// oneLine reports whether text is one line that ends with a line break.
func oneLine(text string) bool {
	return strings.Count(text, "\n") == 1 && strings.HasSuffix(text, "\n")
}

// eachCommand calls f for every command that help lists.
func eachCommand(t *testing.T, f func(t *testing.T, cmd *cobra.Command)) {
	t.Helper()
	a := &app{in: strings.NewReader(""), out: io.Discard, err: io.Discard, getenv: func(string) string { return "" }}
	for _, cmd := range a.newRoot().Commands() {
		if cmd.IsAvailableCommand() {
			t.Run(cmd.Name(), func(t *testing.T) { f(t, cmd) })
		}
	}
}

// TestHelpOfEveryCommand: help goes to standard output, begins with what the command does, and
// is the same by --help and by the command help, in both languages.
func TestHelpOfEveryCommand(t *testing.T) {
	eachCommand(t, func(t *testing.T, cmd *cobra.Command) {
		for _, lang := range []string{"en", "ko"} {
			got := inProcess("", "", cmd.Name(), "--help", "--lang", lang)
			other := inProcess("", "", "help", cmd.Name(), "--lang", lang)
			if got.code != 0 || got.err != "" || !strings.Contains(got.out, "w2vattn "+cmd.Name()) {
				t.Errorf("%s: exit code %d, %s%s", lang, got.code, got.out, got.err)
			}
			if cmd.Name() != "help" && got.out != other.out {
				t.Errorf("%s: w2vattn help %s differs:\n%s\n%s", lang, cmd.Name(), got.out, other.out)
			}
			hangul := strings.ContainsFunc(got.out, func(r rune) bool { return unicode.Is(unicode.Hangul, r) })
			if lang == "ko" && !hangul {
				t.Errorf("the help in Korean is %s", got.out)
			}
		}
	})
}

// TestUnknownFlagOfEveryCommand: a flag that does not exist is a usage error of one line that
// names the flag and the command's help. Nothing is written to standard output.
func TestUnknownFlagOfEveryCommand(t *testing.T) {
	eachCommand(t, func(t *testing.T, cmd *cobra.Command) {
		for _, args := range [][]string{{"--no-such-flag"}, {"--no-such-flag=7"}, {"-Z"}, {"--quiet", "--no-such-flag"}} {
			got := inProcess("", "", append([]string{cmd.Name()}, args...)...)
			if got.code != cli.ExitUsage || !oneLine(got.err) || got.out != "" ||
				!strings.Contains(got.err, strings.TrimSuffix(args[len(args)-1], "=7")) {
				t.Errorf("%v: exit code %d, out %q, %s", args, got.code, got.out, got.err)
			}
		}
	})
}

// TestEmptyValueOfEveryFlag: an empty value of any flag is accepted or refused, but never a
// panic, and a refusal is one line.
func TestEmptyValueOfEveryFlag(t *testing.T) {
	dir := withModel(t)
	eachCommand(t, func(t *testing.T, cmd *cobra.Command) {
		if slices.Contains([]string{"serve", "console", "bench", "demo", "notebook"}, cmd.Name()) {
			return // they work without arguments, and take long
		}
		for _, set := range []string{"", "-1", "nan\x00한국어"} {
			cmd.Flags().VisitAll(func(f *pflag.Flag) {
				if f.Value.Type() == "bool" && set == "" || f.Name == "help" {
					return
				}
				got := inProcess(dir, "", cmd.Name(), "--"+f.Name+"="+set)
				if got.code != 0 && !oneLine(got.err) || strings.Contains(got.err, "strconv") ||
					got.code != 0 && got.code != cli.ExitUsage && got.code != cli.ExitFailed {
					t.Errorf("--%s=%q: exit code %d, %s", f.Name, set, got.code, got.err)
				}
			})
		}
	})
}

// missing are command lines in which @none is a file that does not exist.
var missing = []string{
	"similar -m @none cat", "similarity -m @none cat dog", "analogy -m @none a b c", "odd -m @none a b c",
	"vector -m @none cat",
	"attend -m @none -q cat text", "search -m @none -q cat @text.txt", "search -m @tiny.vec -q cat @none", "info @none",
	"convert @none @out.vec", "eval -m @none --analogies @text.txt", "eval -m @tiny.vec --analogies @none",
	"eval -m @tiny.vec --similarity @none", "vocab @none", "cooccur @none -o @out", "words @none", "doctor @none",
	"train @none -o @out.vec", "train @text.txt -o @none/out.vec", "train @text.txt -o @out.vec --vocab @none",
	"train @text.txt -o @out.vec --stop @none", "train @text.txt -o @out.vec --continue @none", "console -m @none",
	"serve -m @none", "tokenize --tokenizer korean --user-dict @none text",
	"attend -m @tiny.vec -q cat --values @none cat",
	"train @text.txt -o @out.vec --arch glove --cooccur @none --min-count 1 --tokenizer words",
}

// TestMissingFiles: a file that does not exist is an error of one line that names it, with exit
// code 1 or 2, in English and Korean; nothing is written.
func TestMissingFiles(t *testing.T) {
	dir := withModel(t)
	for _, line := range missing {
		for _, lang := range []string{"en", "ko"} {
			got := inProcess(dir, "", append(strings.Fields(line), "--lang", lang, "--quiet")...)
			if got.code != cli.ExitFailed && got.code != cli.ExitUsage || !oneLine(got.err) || !strings.Contains(got.err,
				"none") ||
				got.out != "" {
				t.Errorf("%s: exit code %d, out %q, %s", line, got.code, got.out, got.err)
			}
			if hangul := strings.ContainsFunc(got.err, func(r rune) bool {
				return unicode.Is(unicode.Hangul,
					r)
			}); hangul != (lang == "ko") {
				t.Errorf("%s, %s: %s", line, lang, got.err)
			}
		}
		if files, err := os.ReadDir(dir); err != nil || len(files) != 2 {
			t.Fatalf("%s left %v, %v", line, files, err)
		}
	}
}

// answers are command lines that write results, with what is read from standard input.
var answers = [][2]string{
	{"similar -m @tiny.vec cat", ""}, {"similar -m @tiny.vec cat --format json", ""}, {"similarity -m @tiny.vec cat 책",
		""},
	{"odd -m @tiny.vec cat 고양이 책", ""}, {"vector -m @tiny.vec cat", ""}, {"vector -m @tiny.vec cat --format json", ""},
	{"attend -m @tiny.vec -q cat", "cat 책\n책 고양이\n"}, {"attend -m @tiny.vec -q cat --format json", "cat 책\n"},
	{"attend -m @tiny.vec -q cat --format html", "cat 책\n"}, {"attend -m @tiny.vec -q cat --format svg", "cat 책\n"},
	{"search -m @tiny.vec -q cat -", "a cat\n고양이 책\n"}, {"info @tiny.vec", ""}, {"vocab - --min-count 1",
		"a cat\na dog\n"},
	{"tokenize", "A cat reads.\n고양이가 읽는다\n"}, {"tokenize --format json", "A cat.\n"},
	{"version", ""},
}

// TestFullOutput: when standard output takes no more, a command fails with one line, and does
// not panic or succeed.
func TestFullOutput(t *testing.T) {
	dir := withModel(t)
	for _, c := range answers {
		args := strings.Fields(c[0])
		whole := inProcess(dir, c[1], args...)
		if whole.code != 0 || whole.out == "" {
			t.Errorf("%s: exit code %d, out %q, %s", c[0], whole.code, whole.out, whole.err)
			continue
		}
		for _, space := range []int{0, len(whole.out) / 2, len(whole.out) - 1} {
			var stderr bytes.Buffer
			a := &app{in: strings.NewReader(c[1]), out: &smallDisk{space}, err: &stderr}
			code := a.run(t.Context(), within(dir, append(slices.Clone(args), "--quiet")))
			if code != cli.ExitFailed || !strings.Contains(stderr.String(), errNoSpace.Error()) || !oneLine(stderr.String()) {
				t.Errorf("%s with space for %d of %d bytes: exit code %d, %s", c[0], space, len(whole.out), code, &stderr)
			}
		}
	}
}

// A smallDisk is a writer with space for some bytes.
type smallDisk struct{ left int }

var errNoSpace = errors.New("the disk has no space")

func (w *smallDisk) Write(p []byte) (int, error) {
	if len(p) > w.left {
		n := w.left
		w.left = 0
		return n, errNoSpace
	}
	w.left -= len(p)
	return len(p), nil
}

// TestBrokenInput: when standard input fails in the middle, a command fails with its error.
func TestBrokenInput(t *testing.T) {
	dir := withModel(t)
	broken := errors.New("the cable is broken")
	for _, line := range []string{"tokenize", "vocab - --min-count 1", "attend -m @tiny.vec -q cat", "doctor -",
		"train - -o @out.vec --min-count 1", "cooccur - -o @out --min-count 1", "words -", "search -m @tiny.vec -q cat -"} {
		var stderr, out bytes.Buffer
		a := &app{in: io.MultiReader(strings.NewReader("a cat\na d"), iotest.ErrReader(broken)), out: &out, err: &stderr}
		code := a.run(t.Context(), within(dir, append(strings.Fields(line), "--quiet")))
		if code != cli.ExitFailed || !strings.Contains(stderr.String(), broken.Error()) || !oneLine(stderr.String()) {
			t.Errorf("%s: exit code %d, %s", line, code, &stderr)
		}
		if files, err := os.ReadDir(dir); err != nil || len(files) != 2 {
			t.Errorf("%s left %v, %v", line, files, err)
		}
	}
}

// TestLineEnds: CRLF, a missing last line break and a byte order mark change nothing.
func TestLineEnds(t *testing.T) {
	dir := withModel(t)
	for _, line := range []string{"tokenize", "vocab - --min-count 1", "attend -m @tiny.vec -q cat",
		"search -m @tiny.vec -q cat -"} {
		args := append(strings.Fields(line), "--quiet")
		want := inProcess(dir, "a cat\n고양이 책\n", args...)
		for name, stdin := range map[string]string{"CRLF": "a cat\r\n고양이 책\r\n", "no last line break": "a cat\n고양이 책",
			"a mark": "\ufeffa cat\n고양이 책\n"} {
			if name == "a mark" && (args[0] == "tokenize" || args[0] == "attend") {
				continue // they read lines of text, not corpora
			}
			if got := inProcess(dir, stdin, args...); got.code != 0 || got.out != want.out || got.err != want.err {
				t.Errorf("%s, %s: exit code %d\n%s%s, want\n%s", line, name, got.code, got.out, got.err, want.out)
			}
		}
	}
}

// TestJSONOfCommands: with --format json each line is a JSON object, also of words and texts with
// quotation marks and line separators, and --quiet changes nothing.
func TestJSONOfCommands(t *testing.T) {
	dir := withModel(t)
	for name, content := range map[string]string{"odd.vec": "4 2\ncat 1 0\n\"q\" 0.9 0.1\n\u2028 0 1\n</script> 0.5 0.5\n",
		"pairs": "cat\t\"q\"\t5\ncat\t</script>\t3\n\"q\"\t</script>\t1\n", "found.txt": "a cat\n고양이 책\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range [][]string{
		{"similar", "-m", "@odd.vec", `"q"`}, {"similar", "-m", "@odd.vec", "cat", "--minus", "\u2028"},
		{"similarity", "-m", "@odd.vec", `"q"`, "</script>"}, {"odd", "-m", "@odd.vec", "cat", `"q"`, "\u2028"},
		{"vector", "-m", "@odd.vec", `"q"`, "</script>"}, {"attend", "-m", "@odd.vec", "-q", "cat", `a "q" </script>`},
		{"attend", "-m", "@odd.vec", "--self", "cat </script>"}, {"info", "@odd.vec"}, {"tokenize", `say "q" </script>`},
		{"search", "-m", "@tiny.vec", "-q", "cat", "@found.txt"}, {"version"},
		{"eval", "-m", "@odd.vec", "--similarity", "@pairs"},
	} {
		got := inProcess(dir, "", append(args, "--format", "json")...)
		quiet := inProcess(dir, "", append(args, "--format", "json", "--quiet")...)
		if got.code != 0 || got.out == "" || quiet.out != got.out {
			t.Errorf("%v: exit code %d, %s%s\nquiet %s", args, got.code, got.out, got.err, quiet.out)
		}
		for line := range strings.Lines(got.out) {
			var value any
			if err := json.Unmarshal([]byte(line), &value); err != nil || !strings.ContainsAny(line[:1], "{[") {
				t.Errorf("%v: %v in %s", args, err, line)
			}
		}
	}
}
