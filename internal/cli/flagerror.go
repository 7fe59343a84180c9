package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/w2vattn/w2vattn/vocab"
)

// FlagError returns the UsageError for an error of pflag: an unknown flag, a missing or
// wrong value, or an argument such as --=x, which cannot be a flag. It is for
// cobra.Command.SetFlagErrorFunc.
func FlagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var missing *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	var syntax *pflag.InvalidSyntaxError
	switch {
	case errors.As(err, &unknown):
		return unknownFlag(cmd, unknown)
	case errors.As(err, &missing):
		return Usagef("%s needs a value", flagName(missing.GetFlag()))
	case errors.As(err, &invalid):
		return Usagef("%s: %w", flagName(invalid.GetFlag()), valueProblem(invalid))
	case errors.As(err, &syntax):
		return Usagef("%q is not a flag", syntax.GetSpecifiedFlag())
	}
	return UsageError{err}
}

// flagName returns the name of a flag as the user types it, with its shorthand.
func flagName(f *pflag.Flag) string {
	switch f.Shorthand {
	case "":
	case f.Name: // pflag has no flags without a long name
		return "-" + f.Shorthand
	default:
		return "-" + f.Shorthand + ", --" + f.Name
	}
	return "--" + f.Name
}

// notOfType are the errors for values that a type of flag does not take.
var notOfType = map[string]string{
	"int":      "%q is not a whole number",
	"int64":    "%q is not a whole number",
	"uint32":   "%q is not a whole number from 0 to 4294967295",
	"float64":  "%q is not a number",
	"bool":     "%q is not true or false",
	"duration": "%q is not a time such as 30s, 5m or 2h",
}

// valueProblem returns the error that explains why a flag does not take a value. A flag
// with a type of its own explains it itself.
func valueProblem(e *pflag.InvalidValueError) error {
	format, ok := notOfType[e.GetFlag().Value.Type()]
	switch {
	case !ok:
		return e.Unwrap()
	case errors.Is(e, strconv.ErrRange):
		format = "%q is too large or too small"
	}
	return fmt.Errorf(format, e.GetValue())
}

// unknownFlag returns the error for an unknown flag, with a similar name if there is
// one.
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
	if like := similarName(name, names); like != "" {
		return Usagef("there is no flag %s; did you mean --%s?", given, like)
	}
	return Usagef("there is no flag %s", given)
}

// similarName returns the name whose spelling is most similar to word, or else one that
// begins with word, or "". Similar is what package vocab takes for a similar spelling.
func similarName(word string, names []string) string {
	slices.Sort(names)
	if v, err := vocab.New(slices.Compact(names), nil); err == nil {
		if near, err := v.Near(context.Background(), word, 1); err == nil && len(near) > 0 {
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
