package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/internal/message"
)

// UnknownCommand returns an error for arguments of a command that has subcommands, with
// a similar name if there is one.
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

// NoArgs returns an error for arguments.
func NoArgs(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return Usage(message.FlagsOnly, args[0])
	}
	return nil
}

// AtLeast returns a check for n arguments or more; noun names them in the error.
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

// Exactly returns a check for as many arguments as nouns, which name them in the error.
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
