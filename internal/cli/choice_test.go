package cli

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

func TestChoice(t *testing.T) {
	_, count := program()
	f := count.Flags().Lookup("order")
	complete, ok := count.GetFlagCompletionFunc("order")
	if !ok {
		t.Fatal("no completion")
	}
	if got, _ := complete(count, nil, ""); !slices.Equal(got, []string{"count\tmost frequent first", "alphabet",
		"file"}) {
		t.Errorf("completion offers %q", got)
	}
	if f.Value.String() != "count" || f.DefValue != "count" {
		t.Errorf("the default is %q", f.DefValue)
	}
	if err := f.Value.Set("file"); err != nil || f.Value.String() != "file" {
		t.Errorf("set to %q, %v", f.Value, err)
	}
	if err := f.Value.Set("size"); err == nil || f.Value.String() != "file" {
		t.Errorf("size: %v, set to %q", err, f.Value)
	}
	if got := (choice[string]{}).String(); got != "" {
		t.Errorf("the zero value is %q", got)
	}
}

// TestCompleteAfterOnce: values are offered behind a flag that takes one value.
func TestCompleteAfterOnce(t *testing.T) {
	root, _ := program()
	var out bytes.Buffer
	root.SetOut(&out)
	root.SetErr(io.Discard)
	root.SetArgs([]string{"__complete", "count", "--name", "x", "--order", ""})
	if err := root.Execute(); err != nil || !strings.HasPrefix(out.String(), "count\tmost frequent "+
		"first\nalphabet\nfile\n") {
		t.Errorf("completion offers %q, %v", out.String(), err)
	}
}

// TestOfferTwice: to register completion twice is a programming error.
func TestOfferTwice(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	_, count := program()
	Complete(count, "order", "size")
}

func TestOrList(t *testing.T) {
	for want, words := range map[string][]string{"": nil, "a": {"a"}, "a or b": {"a", "b"},
		"a, b or c": {"a", "b", "c"}} {
		if got := OrList(words); got != want {
			t.Errorf("%q: %q, want %q", words, got, want)
		}
	}
}

func TestNames(t *testing.T) {
	type format string
	if got := Names([]format{"text", "json"}); !slices.Equal(got, []string{"text", "json"}) {
		t.Errorf("got %q", got)
	}
}

func TestRefuse(t *testing.T) {
	given := func(flag string) bool { return flag == "size" }
	if err := Refuse(given, "has no effect", "name", "size", "order"); err == nil ||
		err.Error() != "--size has no effect" {
		t.Errorf("got %v", err)
	}
	if err := Refuse(given, "has no effect", "name"); err != nil {
		t.Errorf("got %v", err)
	}
}

func TestTextOrJSON(t *testing.T) {
	if OnTerminal(&bytes.Buffer{}) {
		t.Error("a buffer is a terminal")
	}
	var format string
	cmd := &cobra.Command{}
	TextOrJSON(cmd, &format)
	if f := cmd.Flags().Lookup("format"); format != "text" || TopicOf(f) != TopicOutput {
		t.Errorf("--format is %q of topic %s", format, TopicOf(f))
	}
}
