package cli

// This file reports errors: one line, and an exit code. 2 is wrong usage, 1 any other
// error, 128 + n the signal n.

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/internal/message"
)

// The exit codes of a program. Code 0 says that all was done.
const (
	ExitFailed      = 1   // the work failed
	ExitUsage       = 2   // the command was used wrongly
	ExitInterrupted = 130 // as shells report SIGINT
	ExitTerminated  = 143 // as shells report SIGTERM
)

// A UsageError is the error for a command that is used wrongly; its exit code is 2.
type UsageError struct{ Err error }

// Usagef returns a UsageError with the message of fmt.Errorf.
func Usagef(format string, args ...any) error { return UsageError{fmt.Errorf(format, args...)} }

// Error returns the message of the reason.
func (e UsageError) Error() string { return e.Err.Error() }

// Unwrap returns the reason.
func (e UsageError) Unwrap() error { return e.Err }

// Explain returns the exit code for an error of cmd, which ran with ctx, and the line
// that reports it: "NAME: message". NAME is the name of the program or, for a UsageError,
// the path of the command, and a reference to its help follows. A cancelled context is an
// interruption, whatever the error says about it.
func Explain(ctx context.Context, cmd *cobra.Command, err error) (code int, line string) {
	var usage UsageError
	program, lang := cmd.Root().Name(), message.LanguageOf(ctx)
	switch {
	case errors.Is(err, context.Canceled):
		stop := StopOf(ctx)
		text, _ := message.Translate(lang, stop.Error())
		return stop.Code(), program + ": " + text
	case errors.As(err, &usage):
		return ExitUsage, usageLine(cmd, lang, PlainMessage(err))
	}
	text, _ := message.Translate(lang, PlainMessage(err))
	return ExitFailed, program + ": " + text
}

// usageLine returns the line that reports wrong use of cmd. text is English.
func usageLine(cmd *cobra.Command, lang message.Language, text string) string {
	if cmd.Name() == "help" {
		cmd = cmd.Root()
	}
	text, ok := message.Translate(lang, text)
	if !ok {
		lang = message.English
	}
	see := message.See
	if strings.HasSuffix(text, "?") {
		see = message.SeeAfter
	}
	return cmd.CommandPath() + ": " + see.Format(lang, text, cmd.CommandPath())
}

// packagePrefix matches the package names that errors of the library begin with. In a
// program they would only repeat its name.
var packagePrefix = regexp.MustCompile(`(^|: |; )(attention|corpus|data|embed|eval|glove|korean|lexvec|` +
	`newwords|notebook|png|report|search|serve|tokenize|train|vocab|w2vattn|word2vec): `)

// PlainMessage returns the message of err as one line, without the names of packages of
// this module and of the system call that failed on a file.
func PlainMessage(err error) string {
	text := err.Error()
	if file := (*fs.PathError)(nil); errors.As(err, &file) {
		if before, after, ok := strings.Cut(text, file.Error()); ok {
			text = before + withPath(before, file) + after
		}
	}
	return packagePrefix.ReplaceAllString(strings.ReplaceAll(text, "\n", "; "), "$1")
}

// withPath returns the message of err with its path, unless the message before it ends
// in the path.
func withPath(before string, err *fs.PathError) string {
	if strings.HasSuffix(before, err.Path+": ") {
		return err.Err.Error()
	}
	return err.Path + ": " + err.Err.Error()
}
