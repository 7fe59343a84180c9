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

// FlagError returns the UsageError for an error of pflag. It is for
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
		return Usagef("%s: %s", flagName(invalid.GetFlag()), valueFault(invalid))
	case errors.As(err, &syntax):
		return Usagef("%q is not a flag", syntax.GetSpecifiedFlag())
	}
	return UsageError{err}
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
		return Usagef("there is no flag %s; did you mean --%s?", given, like)
	}
	return Usagef("there is no flag %s", given)
}

// alike returns the name that is spelt most like a word, or begins with it, or "".
func alike(word string, names []string) string {
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
