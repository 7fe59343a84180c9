package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/spf13/cobra"
)

// program returns a program with the command count, which has flags of all kinds.
func program() (root, count *cobra.Command) {
	root = &cobra.Command{Use: "words", Args: UnknownCommand, SilenceErrors: true, SilenceUsage: true,
		RunE: func(*cobra.Command, []string) error { return nil }}
	count = &cobra.Command{Use: "count FILE…", Short: "Count words", Example: "  words count a.txt",
		Args: AtLeast(1, "FILE"), RunE: func(*cobra.Command, []string) error { return nil }}
	var order string
	AddChoice(count, &order, "order", "count", "order of the words", "count\tmost frequent first", "alphabet", "file")
	SetTopic(count, TopicOutput)
	count.Flags().IntP("top", "n", 10, "words to show")
	count.Flags().Float64("share", 0, "share of words")
	count.Flags().Duration("every", 0, "time between reports")
	SetTopic(count, TopicMeasure)
	count.Flags().String("name", "", "name of the result")
	RefuseRepeated(count)
	root.SetFlagErrorFunc(FlagError)
	root.SetUsageFunc(WriteUsage)
	root.AddGroup(&cobra.Group{ID: "all", Title: "All"})
	count.GroupID = "all"
	help := NewHelp()
	help.GroupID = "all"
	root.AddCommand(count, help)
	root.SetHelpCommandGroupID("all")
	AddCompletion(root, "all")
	return root, count
}

func TestUsageErrors(t *testing.T) {
	for args, want := range map[string]string{
		"cuont":      "words: there is no command \"cuont\"; did you mean count? See 'words --help'",
		"xyzzy":      "words: there is no command \"xyzzy\"; see 'words --help'",
		"help cuont": "words: there is no command \"cuont\"; did you mean count? See 'words --help'",
		"count":      "words count: FILE is missing; see 'words count --help'",
		"count a --topp 3": "words count: there is no flag --topp; did you mean --top? See 'words " +
			"count --help'",
		"count a -order 3": "words count: there is no flag -order; did you mean --order? See 'words " +
			"count --help'",
		"count a --xyzzy": "words count: there is no flag --xyzzy; see 'words count --help'",
		"count a --top":   "words count: -n, --top needs a value; see 'words count --help'",
		"count a --top many": "words count: -n, --top: \"many\" is not a whole number; see 'words count " +
			"--help'",
		"count a -n 99999999999999999999": "words count: -n, --top: \"99999999999999999999\" is too large or too " +
			"small; see 'words count --help'",
		"count a --share half": "words count: --share: \"half\" is not a number; see 'words count --help'",
		"count a --every day": "words count: --every: \"day\" is not a time such as 30s, 5m or 2h; see " +
			"'words count --help'",
		"count a --order size": "words count: --order: \"size\" is not count, alphabet or file; see " +
			"'words count --help'",
		"count a --name x --name y": "words count: --name: \"x\" and \"y\" are given; it takes one; see 'words " +
			"count --help'",
		"count a --=x": "words count: \"--=x\" is not a flag; see 'words count --help'",
		"completion bash extra": "words completion bash: \"extra\" is one argument too many: it takes " +
			"flags only; see 'words completion bash --help'",
	} {
		root, _ := program()
		root.SetArgs(strings.Fields(args))
		cmd, err := root.ExecuteC()
		if err == nil {
			t.Errorf("%s: no error", args)
			continue
		}
		if code, got := Explain(t.Context(), cmd, err); code != ExitUsage || got != want {
			t.Errorf("%s: exit code %d\n got %s\nwant %s", args, code, got, want)
		}
	}
}

func TestExplain(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(&StopError{syscall.SIGTERM})
	_, count := program()
	for _, c := range []struct {
		err  error
		code int
		want string
	}{
		{fmt.Errorf("embed: a.vec: %w", fs.ErrNotExist), ExitFailed, "words: a.vec: file does not exist"},
		{fmt.Errorf("--vocab: %w", &fs.PathError{Op: "open", Path: "a.tsv", Err: fs.ErrNotExist}), ExitFailed,
			"words: --vocab: a.tsv: file does not exist"},
		{fmt.Errorf("writing /dev/full: %w", &fs.PathError{Op: "write", Path: "/dev/full",
			Err: errors.New("no space left")}), ExitFailed, "words: writing /dev/full: no space left"},
		{errors.Join(errors.New("one"), errors.New("vocab: two")), ExitFailed, "words: one; two"},
		{errors.New("w2vattn: the text has no token"), ExitFailed, "words: the text has no token"},
		{fmt.Errorf("corpus: %w", context.Canceled), ExitTerminated, "words: terminated before the work was done"},
		{fmt.Errorf("a.txt: %w", Usagef("--top is %d", -1)), ExitUsage, "words count: a.txt: --top is -1; see 'words " +
			"count --help'"},
	} {
		if code, got := Explain(ctx, count, c.err); code != c.code || got != c.want {
			t.Errorf("%v: exit code %d, %q; want %d, %q", c.err, code, got, c.code, c.want)
		}
	}
}

func TestUsageErrorKeepsItsReason(t *testing.T) {
	err := Usagef("--corpus: %w", fs.ErrNotExist)
	if !errors.Is(err, fs.ErrNotExist) || err.Error() != "--corpus: file does not exist" {
		t.Errorf("got %v", err)
	}
}

func TestArgs(t *testing.T) {
	for _, c := range []struct {
		check cobra.PositionalArgs
		args  string
		want  string
	}{
		{NoArgs, "", ""},
		{NoArgs, "a", `"a" is one argument too many: it takes flags only`},
		{AtLeast(1, "WORD"), "a b", ""},
		{AtLeast(3, "WORD"), "a b", "2 arguments are too few: it takes 3 WORDs or more"},
		{Exactly("IN", "OUT"), "a b", ""},
		{Exactly("IN", "OUT"), "", "IN and OUT are missing"},
		{Exactly("IN", "OUT"), "a", "OUT is missing"},
		{Exactly("IN", "OUT"), "a b c", `"c" is one argument too many: it takes IN OUT`},
	} {
		got := ""
		if err := c.check(nil, strings.Fields(c.args)); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%q: %q, want %q", c.args, got, c.want)
		}
	}
}

func TestAlike(t *testing.T) {
	names := []string{"epochs", "temperature", "dim", "window"}
	for word, want := range map[string]string{"epoch": "epochs", "temp": "temperature", "windwo": "window", "size": "",
		"t": "", "": ""} {
		if got := similarName(word, slices.Clone(names)); got != want {
			t.Errorf("%q: %q, want %q", word, got, want)
		}
	}
}
