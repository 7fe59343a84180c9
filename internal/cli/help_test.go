package cli

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/pflag"
)

// help returns what a command line prints.
func help(t *testing.T, args ...string) string {
	t.Helper()
	root, _ := program()
	var b bytes.Buffer
	root.SetOut(&b)
	root.SetArgs(args)
	if err := root.Execute(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestHelpSortsByTopic: each topic has its flags, in the order of Topics.
func TestHelpSortsByTopic(t *testing.T) {
	want := `Count words

Usage:
  words count FILE… [flags]

Examples:
  words count a.txt

Measure:
      --every duration   time between reports
      --share float      share of words
  -n, --top int          words to show (default 10)

Output:
      --order NAME   order of the words: count, alphabet or file (default count)

General:
  -h, --help          help for count
      --name string   name of the result
`
	if got := help(t, "help", "count"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestHelpListsCommandsByGroup(t *testing.T) {
	got := help(t, "--help")
	for _, want := range []string{"words COMMAND [flags]", "\nAll:\n  completion ", "\n  count       Count words\n",
		"\nHelp on a command: words COMMAND --help\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if got := help(t, "completion"); !strings.Contains(got, "\nCommands:\n  bash ") {
		t.Errorf("completion prints\n%s", got)
	}
}

func TestExplainElsewhere(t *testing.T) {
	root, count := program()
	ExplainElsewhere(count, "See words measure --help", TopicMeasure, TopicModel)
	var b bytes.Buffer
	root.SetOut(&b)
	if err := count.Usage(); err != nil {
		t.Fatal(err)
	}
	if s := b.String(); strings.Contains(s, "--top") || !strings.Contains(s, "--order") ||
		!strings.HasSuffix(s, "\n\nSee words measure --help\n") {
		t.Errorf("got\n%s", s)
	}
}

// TestTopics: the first topic that a flag gets stays; without one it is general.
func TestTopics(t *testing.T) {
	_, count := program()
	SetTopic(count, TopicQuery)
	if got := TopicOf(count.Flags().Lookup("order")); got != TopicOutput {
		t.Errorf("--order is of topic %s", got)
	}
	if got := TopicOf(&pflag.Flag{}); got != TopicGeneral || !slices.Contains(Topics(), got) {
		t.Errorf("without a topic: %s", got)
	}
}
