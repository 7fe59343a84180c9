package main

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/w2vattn/w2vattn/embed/lexvec"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/commandpages"
	"github.com/w2vattn/w2vattn/internal/message"
)

// commands calls f with every command that help lists.
func commands(root *cobra.Command, f func(*cobra.Command)) {
	f(root)
	for _, c := range root.Commands() {
		if c.IsAvailableCommand() {
			commands(c, f)
		}
	}
}

// TestHelpFitsTerminals: lines of help have at most 80 columns, except examples and the
// texts of cobra.
func TestHelpFitsTerminals(t *testing.T) {
	a := &app{}
	commands(a.newRoot(), func(c *cobra.Command) {
		if c.HasParent() && c.Parent().Name() == "completion" {
			return
		}
		var b bytes.Buffer
		c.SetOut(&b)
		if err := c.Help(); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(b.String()) {
			line = strings.TrimRight(line, "\n")
			if width := text.StringWidth(line); width > cli.HelpWidth && !strings.HasPrefix(line, "  w2vattn ") {
				t.Errorf("%s: %d columns: %s", c.CommandPath(), width, line)
			}
			if strings.TrimRight(line, " ") != line {
				t.Errorf("%s: spaces at the end of %q", c.CommandPath(), line)
			}
		}
	})
}

// TestTrainHelpNamesDefaults: the text of train states the default learning rate of LexVec,
// in both languages.
func TestTrainHelpNamesDefaults(t *testing.T) {
	long := (&app{}).newTrain().Long
	korean, ok := message.Translate(message.Korean, long)
	if !ok {
		t.Fatal("no Korean text")
	}
	want := fmt.Sprint(lexvec.Default().Alpha)
	for _, text := range []string{long, korean} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is not in %s", want, text)
		}
	}
}

// TestKoreanHelp: help is Korean as a whole with --lang ko, and fits terminals.
func TestKoreanHelp(t *testing.T) {
	root := (&app{lang: message.Korean}).newRoot()
	root.SetContext(message.WithLanguage(t.Context(), message.Korean))
	commandpages.CheckKorean(t, root)
}

// TestKoreanValues: completion describes all values in Korean, names and formulas aside.
func TestKoreanValues(t *testing.T) {
	root := (&app{lang: message.Korean}).newRoot()
	root.SetContext(message.WithLanguage(t.Context(), message.Korean))
	commands(root, func(c *cobra.Command) {
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			complete, ok := c.GetFlagCompletionFunc(f.Name)
			if !ok {
				return
			}
			words, _ := complete(c, nil, "")
			for _, w := range words {
				_, description, _ := strings.Cut(w, "\t")
				if regexp.MustCompile("[a-z]+ [a-z]+").MatchString(description) {
					t.Errorf("%s --%s: %q is not Korean", c.CommandPath(), f.Name, description)
				}
			}
		})
	})
}

// TestFlagsHaveTopics: only flags of every command are general, and the help of a flag is
// one line in the style of the others.
func TestFlagsHaveTopics(t *testing.T) {
	general := []string{"help", "lang", "quiet", "version", "verify", "notice"}
	commands((&app{}).newRoot(), func(c *cobra.Command) {
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if cli.TopicOf(f) == cli.TopicGeneral && !slices.Contains(general, f.Name) &&
				c.Parent().Name() != "completion" {
				t.Errorf("%s --%s has no topic", c.CommandPath(), f.Name)
			}
			if !slices.Contains(cli.Topics(), cli.TopicOf(f)) {
				t.Errorf("%s --%s: help does not show topic %q", c.CommandPath(), f.Name, cli.TopicOf(f))
			}
			if strings.Contains(f.Usage, "\n") || strings.HasSuffix(f.Usage, ".") || f.Usage == "" {
				t.Errorf("%s --%s: help is %q", c.CommandPath(), f.Name, f.Usage)
			}
		})
	})
}

// TestChoices: a flag accepts what completion offers and help lists.
func TestChoices(t *testing.T) {
	n := 0
	commands((&app{}).newRoot(), func(c *cobra.Command) {
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if f.Value.Type() != "NAME" {
				return
			}
			n++
			complete, ok := c.GetFlagCompletionFunc(f.Name)
			if !ok {
				t.Fatalf("%s --%s has no completion", c.CommandPath(), f.Name)
			}
			words, _ := complete(c, nil, "")
			for _, w := range words {
				word, _, _ := strings.Cut(w, "\t")
				if err := f.Value.Set(word); err != nil {
					t.Errorf("%s --%s %s: %v", c.CommandPath(), f.Name, word, err)
				}
				if !strings.Contains(f.Usage, word) {
					t.Errorf("%s --%s: help does not list %s: %s", c.CommandPath(), f.Name, word, f.Usage)
				}
			}
			if err := f.Value.Set("nothing"); err == nil {
				t.Errorf("%s --%s takes anything", c.CommandPath(), f.Name)
			}
		})
	})
	if n < 30 {
		t.Errorf("only %d flags are choices", n)
	}
}
