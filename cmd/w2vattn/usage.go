package main

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/internal/english"
	"github.com/w2vattn/w2vattn/vocab"
)

// A usageError says that the command was used wrongly.
type usageError struct{ error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// Unwrap returns the reason.
func (e usageError) Unwrap() error { return e.error }

// report writes the error of a command as one line and returns the exit code. It
// is the only place that writes errors.
func (a *app) report(ctx context.Context, cmd *cobra.Command, err error) int {
	code, message := explain(ctx, cmd, err)
	a.fail(message)
	return code
}

// fail writes the one line that says why the program ends. A command that a signal
// ended has nothing to add.
func (a *app) fail(message string) {
	a.failed.Do(func() { fmt.Fprintln(a.err, message) })
}

// explain turns an error into an exit code and one line.
func explain(ctx context.Context, cmd *cobra.Command, err error) (int, string) {
	var usage usageError
	var fields *word2vec.FieldError
	var lost *word2vec.CheckpointError
	switch {
	case errors.As(err, &lost):
		return exitFailed, fmt.Sprintf("w2vattn: %v, and the checkpoint could not be written, so what was trained since the last one is lost: %s", stopOf(ctx), plainMessage(lost.Err))
	case errors.Is(err, context.Canceled):
		stop := stopOf(ctx)
		return stop.code(), "w2vattn: " + stop.Error()
	case errors.As(err, &fields):
		return exitUsage, usageLine(cmd, flagNames(fields))
	case errors.As(err, &usage):
		return exitUsage, usageLine(cmd, plainMessage(err))
	}
	return exitFailed, "w2vattn: " + plainMessage(err)
}

func usageLine(cmd *cobra.Command, message string) string {
	if cmd.Name() == "help" {
		cmd = cmd.Root()
	}
	see := "; see"
	if strings.HasSuffix(message, "?") {
		see = " See"
	}
	return fmt.Sprintf("%s: %s%s '%[1]s --help'", cmd.CommandPath(), message, see)
}

// packagePrefix matches the package names that errors of the library begin with.
var packagePrefix = regexp.MustCompile(`(^|: |; )(attention|corpus|data|embed|eval|korean|notebook|png|report|search|serve|tokenize|vocab|word2vec): `)

// plainMessage is an error in one line, without the names of packages.
func plainMessage(err error) string {
	return packagePrefix.ReplaceAllString(strings.ReplaceAll(err.Error(), "\n", "; "), "$1")
}

// flagNames says of the flags what a FieldError says of a Config's fields.
func flagNames(e *word2vec.FieldError) string {
	why := make([]string, len(e.Fields))
	for i, field := range e.Fields {
		why[i] = "--" + strings.ReplaceAll(field, "_", "-") + strings.TrimPrefix(e.Why[i], field)
	}
	return strings.Join(why, "; ")
}

// flagError says what is wrong with a flag.
func flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var missing *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	var syntax *pflag.InvalidSyntaxError
	switch {
	case errors.As(err, &unknown):
		return unknownFlag(cmd, unknown)
	case errors.As(err, &missing):
		return usagef("%s needs a value", flagName(missing.GetFlag()))
	case errors.As(err, &invalid):
		return usagef("%s: %s", flagName(invalid.GetFlag()), valueFault(invalid))
	case errors.As(err, &syntax):
		return usagef("%q is not a flag", syntax.GetSpecifiedFlag())
	}
	return usageError{err}
}

func flagName(f *pflag.Flag) string {
	if f.Shorthand != "" {
		return "-" + f.Shorthand + ", --" + f.Name
	}
	return "--" + f.Name
}

// valueFault says why a flag does not take a value.
func valueFault(e *pflag.InvalidValueError) string {
	kinds := map[string]string{
		"int": "a whole number", "int64": "a whole number", "uint32": "a whole number from 0 to 4294967295",
		"float64": "a number", "bool": "true or false", "duration": "a time such as 30s, 5m or 2h",
	}
	kind, ok := kinds[e.GetFlag().Value.Type()]
	switch {
	case !ok:
		return e.Unwrap().Error()
	case errors.Is(e, strconv.ErrRange):
		return fmt.Sprintf("%q is too large or too small", e.GetValue())
	}
	return fmt.Sprintf("%q is not %s", e.GetValue(), kind)
}

// unknownFlag says that there is no such flag, and which one may be meant.
func unknownFlag(cmd *cobra.Command, e *pflag.NotExistError) error {
	given, name := "--"+e.GetSpecifiedName(), e.GetSpecifiedName()
	if letters := e.GetSpecifiedShortnames(); letters != "" { // -epochs is -e -p -o …
		given, name = "-"+letters, strings.TrimLeft(letters, "-")
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, f.Name)
		}
	})
	if like := alike(name, names); like != "" {
		return usagef("there is no flag %s; did you mean --%s?", given, like)
	}
	return usagef("there is no flag %s", given)
}

// alike returns the name that is spelt most like a word, or begins with it, or "".
func alike(word string, names []string) string {
	slices.Sort(names)
	if v, err := vocab.New(slices.Compact(names), nil); err == nil {
		if near := v.Near(word, 1); len(near) > 0 {
			return near[0]
		}
	}
	for _, name := range names {
		if len(word) > 1 && strings.HasPrefix(name, word) {
			return name
		}
	}
	return ""
}

// unknownCommand refuses the arguments of a command that has subcommands.
func unknownCommand(cmd *cobra.Command, args []string) error {
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
		return usagef("there is no command %q; did you mean %s?", args[0], like)
	}
	return usagef("there is no command %q", args[0])
}

// noArgs refuses arguments.
func noArgs(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef("%q is one argument too many: it takes flags only", args[0])
	}
	return nil
}

// atLeast asks for n arguments or more, each of them a noun.
func atLeast(n int, noun string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		switch {
		case len(args) >= n:
			return nil
		case n == 1:
			return usagef("%s is missing", noun)
		}
		return usagef("%s is too few: it takes %d %ss or more", english.Plural(int64(len(args)), "argument"), n, noun)
	}
}

// exactly asks for one argument for each noun.
func exactly(nouns ...string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		n := len(nouns)
		switch {
		case len(args) < n:
			return usagef("%s is missing", strings.Join(nouns[len(args):], " and "))
		case len(args) > n:
			return usagef("%q is one argument too many: it takes %s", args[n], strings.Join(nouns, " "))
		}
		return nil
	}
}
