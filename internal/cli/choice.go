package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/w2vattn/w2vattn/internal/message"
)

// A choice is the value of a flag that takes one of a list of words. Help lists these
// words and completion offers them.
type choice[T ~string] struct {
	to      *T
	allowed []string
}

// String returns the chosen word.
func (c choice[T]) String() string {
	if c.to == nil { // pflag makes a zero value to compare defaults with
		return ""
	}
	return string(*c.to)
}

// Set chooses a word. A word that is not in the list is an error.
func (c choice[T]) Set(word string) error {
	if !slices.Contains(c.allowed, word) {
		return fmt.Errorf("%q is not %s", word, OrList(c.allowed))
	}
	*c.to = T(word)
	return nil
}

// Type returns the placeholder that help shows.
func (c choice[T]) Type() string { return "NAME" }

// words returns the words that may be chosen.
func (c choice[T]) words() []string { return c.allowed }

// AddChoice adds a flag whose value is one of words; its default is standard, which is
// stored in *to at once. Help lists the words after usage, and completion offers them. A
// word may be followed by a tab and a description, which completion shows. It panics if
// cmd has a flag of that name.
func AddChoice[T ~string](cmd *cobra.Command, to *T, name string, standard T, usage string, words ...string) {
	c := choice[T]{to: to}
	for _, w := range words {
		word, _, _ := strings.Cut(w, "\t")
		c.allowed = append(c.allowed, word)
	}
	*to = standard
	cmd.Flags().Var(c, name, usage+": "+OrList(c.allowed))
	Complete(cmd, name, words...)
}

// Complete makes completion offer words as values of a flag, which may take other values
// too.
func Complete(cmd *cobra.Command, flag string, words ...string) {
	complete := func(cmd *cobra.Command, _ []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return described(languageOf(cmd), words), cobra.ShellCompDirectiveNoFileComp
	}
	if err := cmd.RegisterFlagCompletionFunc(flag, complete); err != nil {
		panic(err) // a programming error: there is no such flag, or it is registered twice
	}
}

// described returns words with their descriptions in a language.
func described(l message.Language, words []string) []cobra.Completion {
	all := make([]cobra.Completion, len(words))
	for i, w := range words {
		word, description, ok := strings.Cut(w, "\t")
		if ok {
			description, _ = message.Translate(l, description)
			word += "\t" + description
		}
		all[i] = word
	}
	return all
}

// OrList returns "a, b or c".
func OrList(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// Names returns the names of values.
func Names[T ~string](values []T) []string {
	all := make([]string, len(values))
	for i, v := range values {
		all[i] = string(v)
	}
	return all
}

// Refuse returns a UsageError, "--FLAG why", for the first of the flags that is given;
// given reports it, as the method Changed of a flag set.
func Refuse(given func(string) bool, why string, flags ...string) error {
	for _, flag := range flags {
		if given(flag) {
			return Usagef("--%s %s", flag, why)
		}
	}
	return nil
}

// A onceValue is the value of a flag that may be given once: of two values the first
// would have no effect. It records all values and passes them on.
type onceValue struct {
	pflag.Value
	flag  *pflag.Flag
	given []string
}

// Set stores the value.
func (s *onceValue) Set(value string) error {
	s.given = append(s.given, value)
	return s.Value.Set(value)
}

// RefuseRepeated makes cmd return an error, before it runs, if a flag that takes any
// text is given twice. Set cannot return it, because cobra parses flags twice for a
// completion.
func RefuseRepeated(cmd *cobra.Command) {
	var all []*onceValue
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if f.Value.Type() == "string" {
			s := &onceValue{Value: f.Value, flag: f}
			f.Value, all = s, append(all, s)
		}
	})
	cmd.PreRunE = func(*cobra.Command, []string) error {
		for _, s := range all {
			if len(s.given) > 1 {
				return Usagef("%s: %q and %q are given; it takes one", flagName(s.flag), s.given[0], s.given[1])
			}
		}
		return nil
	}
}
