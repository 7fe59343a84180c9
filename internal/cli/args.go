package cli

import (
	"strings"

	"github.com/spf13/cobra"
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
		return Usagef("there is no command %q; did you mean %s?", args[0], like)
	}
	return Usagef("there is no command %q", args[0])
}

// NoArgs returns an error for arguments.
func NoArgs(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return Usagef("%q is one argument too many: it takes flags only", args[0])
	}
	return nil
}

// AtLeast returns a check for n arguments or more. noun names one of them in the error,
// in upper case as in the usage line.
func AtLeast(n int, noun string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		switch {
		case len(args) >= n:
			return nil
		case n == 1:
			return Usagef("%s is missing", noun)
		}
		few := "%d arguments are too few: it takes %d %ss or more"
		if len(args) == 1 {
			few = "%d argument is too few: it takes %d %ss or more"
		}
		return Usagef(few, len(args), n, noun)
	}
}

// Exactly returns a check for as many arguments as nouns, which name them in the error.
// The error names the missing arguments, or the first that is too many.
func Exactly(nouns ...string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		n := len(nouns)
		switch {
		case len(args) < n:
			missing := nouns[len(args):]
			if len(missing) == 1 {
				return Usagef("%s is missing", missing[0])
			}
			return Usagef("%s are missing", strings.Join(missing, " and "))
		case len(args) > n:
			return Usagef("%q is one argument too many: it takes %s", args[n], strings.Join(nouns, " "))
		}
		return nil
	}
}
