package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/internal/english"
)

// UnknownCommand refuses the arguments of a command that has subcommands.
func UnknownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	if like := alike(args[0], names); like != "" {
		return Usagef("there is no command %q; did you mean %s?", args[0], like)
	}
	return Usagef("there is no command %q", args[0])
}

// NoArgs refuses arguments.
func NoArgs(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return Usagef("%q is one argument too many: it takes flags only", args[0])
	}
	return nil
}

// AtLeast asks for n arguments or more; noun says what each of them is.
func AtLeast(n int, noun string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		switch {
		case len(args) >= n:
			return nil
		case n == 1:
			return Usagef("%s is missing", noun)
		}
		given := int64(len(args))
		return Usagef("%s %s too few: it takes %d %ss or more", english.Plural(given, "argument"), english.Agree(given, "is", "are"), n, noun)
	}
}

// Exactly asks for as many arguments as there are nouns, which say what they are.
func Exactly(nouns ...string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		n := len(nouns)
		switch {
		case len(args) < n:
			missing := nouns[len(args):]
			return Usagef("%s %s missing", strings.Join(missing, " and "), english.Agree(int64(len(missing)), "is", "are"))
		case len(args) > n:
			return Usagef("%q is one argument too many: it takes %s", args[n], strings.Join(nouns, " "))
		}
		return nil
	}
}
