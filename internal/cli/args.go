package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/internal/message"
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
	if like := similarName(args[0], names); like != "" {
		return Usage(message.MeantCommand, args[0], like)
	}
	return Usage(message.UnknownCommand, args[0])
}

// NoArgs refuses arguments.
func NoArgs(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return Usage(message.FlagsOnly, args[0])
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
			return Usage(message.MissingOne, noun)
		}
		few := message.TooFew
		if len(args) == 1 {
			few = message.TooFewOne
		}
		return Usage(few, len(args), n, noun)
	}
}

// Exactly asks for as many arguments as there are nouns, which say what they are.
func Exactly(nouns ...string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		n := len(nouns)
		switch {
		case len(args) < n:
			missing := nouns[len(args):]
			if len(missing) == 1 {
				return Usage(message.MissingOne, missing[0])
			}
			return Usage(message.MissingMany, strings.Join(missing, " and "))
		case len(args) > n:
			return Usage(message.TooMany, args[n], strings.Join(nouns, " "))
		}
		return nil
	}
}
