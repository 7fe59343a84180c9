package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strings"

	"github.com/spf13/cobra"
)

// The exit codes of a program. Code 0 says that all was done.
const (
	ExitFailed      = 1
	ExitUsage       = 2
	ExitInterrupted = 130 // as shells report SIGINT
	ExitTerminated  = 143 // as shells report SIGTERM
)

// A UsageError says that a command was used wrongly.
type UsageError struct{ Err error }

// Usagef returns a UsageError with the message that fmt.Errorf formats.
func Usagef(format string, args ...any) error { return UsageError{fmt.Errorf(format, args...)} }

// Error returns the message of the reason.
func (e UsageError) Error() string { return e.Err.Error() }

// Unwrap returns the reason.
func (e UsageError) Unwrap() error { return e.Err }

// Explain returns the exit code for an error of cmd, which ran with ctx, and the
// line that reports it: "NAME: message", where NAME is the program's, or the
// command's path for a UsageError, with a reference to its help.
func Explain(ctx context.Context, cmd *cobra.Command, err error) (code int, line string) {
	var usage UsageError
	program := cmd.Root().Name()
	switch {
	case errors.Is(err, context.Canceled):
		stop := StopOf(ctx)
		return stop.Code(), program + ": " + stop.Error()
	case errors.As(err, &usage):
		return ExitUsage, usageLine(cmd, PlainMessage(err))
	}
	return ExitFailed, program + ": " + PlainMessage(err)
}

// usageLine returns the line that reports wrong use of cmd.
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
var packagePrefix = regexp.MustCompile(`(^|: |; )(attention|corpus|data|embed|eval|korean|notebook|png|report|search|serve|tokenize|vocab|w2vattn|word2vec): `)

// PlainMessage returns the message of err as one line, without the names of the
// packages of this module and of the system call that failed on a file.
func PlainMessage(err error) string {
	message := err.Error()
	if file := (*fs.PathError)(nil); errors.As(err, &file) {
		if before, after, ok := strings.Cut(message, file.Error()); ok {
			message = before + withPath(before, file) + after
		}
	}
	return packagePrefix.ReplaceAllString(strings.ReplaceAll(message, "\n", "; "), "$1")
}

// withPath returns the message of err with its path, unless that stands before it.
func withPath(before string, err *fs.PathError) string {
	if strings.HasSuffix(before, err.Path+": ") {
		return err.Err.Error()
	}
	return err.Path + ": " + err.Err.Error()
}
