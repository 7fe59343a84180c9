package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"
	"sync/atomic"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/w2vattn/w2vattn/embed/word2vec"
)

// The exit codes.
const (
	exitFailed      = 1
	exitUsage       = 2
	exitInterrupted = 130
	exitTerminated  = 143
)

// An app is one run of the program: its streams and what all commands share.
type app struct {
	in    io.Reader
	out   io.Writer // results
	err   io.Writer // everything else
	quiet bool
	begun bool // the flags and arguments were understood, a command runs

	atOnce atomic.Bool // a signal may end the program: nothing has to be finished
}

// A usageError says that the command was used wrongly.
type usageError struct{ error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// run carries out a command line and returns the exit code.
func (a *app) run(ctx context.Context, args []string) int {
	root := a.newRoot()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return 0
	}
	code, message := a.explain(ctx, err)
	a.fail(message)
	return code
}

// explain turns an error into an exit code and one line.
func (a *app) explain(ctx context.Context, err error) (int, string) {
	var usage usageError
	var fields *word2vec.FieldError
	message := strings.ReplaceAll(err.Error(), "\n", "; ")
	switch {
	case errors.Is(err, context.Canceled):
		stop := stopOf(ctx)
		return stop.code(), stop.Error()
	case errors.As(err, &usage), !a.begun:
		return exitUsage, message + " (see w2vattn --help)"
	case errors.As(err, &fields):
		return exitUsage, flagNames(fields)
	}
	return exitFailed, message
}

// flagNames says of the flags what a FieldError says of a Config's fields.
func flagNames(e *word2vec.FieldError) string {
	why := make([]string, len(e.Fields))
	for i, field := range e.Fields {
		why[i] = "--" + strings.ReplaceAll(field, "_", "-") + strings.TrimPrefix(e.Why[i], field)
	}
	return strings.Join(why, "; ")
}

func (a *app) newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "w2vattn",
		Short: "Train word vectors from text and see how a query word attends over a sentence",
		Long: `w2vattn trains word vectors (Word2Vec) from text and shows, number by number,
how a query word attends over the words of a sentence. English and Korean.

Results go to standard output, everything else to standard error. Exit code 0:
done; 1: it failed; 2: the command was used wrongly; 130: interrupted (Ctrl-C);
143: terminated (SIGTERM).`,
		Example: `  w2vattn demo                                    the library story, in a second
  w2vattn train reviews.txt -o reviews.safetensors
  w2vattn similar -m reviews.safetensors movie
  w2vattn attend -m reviews.safetensors -q movie "what a wonderful film"`,
		Version:       version(),
		SilenceErrors: true, SilenceUsage: true,
		PersistentPreRun: func(cmd *cobra.Command, _ []string) {
			a.begun = true
			_, atOnce := cmd.Annotations[stopsAtOnce]
			a.atOnce.Store(atOnce)
		},
	}
	root.SetIn(a.in)
	root.SetOut(a.out)
	root.SetErr(a.err)
	root.PersistentFlags().BoolVar(&a.quiet, "quiet", false, "no progress, notes or warnings")
	root.AddCommand(a.newTrain(), a.newAttend(), a.newConvert(), a.newSearch(), a.newVocab(), a.newDoctor(), a.newDemo(), a.newServe())
	root.AddCommand(reading(a.newSimilar(), a.newAnalogy(), a.newOdd(), a.newVector(), a.newInfo(), a.newEval(), a.newTokenize(), a.newNotebook())...)
	return root
}

// version is the module's version, as the Go command noted it.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}

// note writes a remark to standard error, unless --quiet is set.
func (a *app) note(format string, args ...any) {
	if !a.quiet {
		fmt.Fprintf(a.err, format+"\n", args...)
	}
}

// json writes a result as one line of JSON.
func (a *app) json(v any) error { return writeJSON(a.out, v) }

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// onTerminal reports whether a stream is a terminal.
func onTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// textOrJSON adds --format to a command that knows these two.
func textOrJSON(cmd *cobra.Command, format *string) {
	cmd.Flags().StringVar(format, "format", "text", "text or json")
}

// checkFormat refuses a --format that a command does not know.
func checkFormat(format string) error {
	if format != "text" && format != "json" {
		return usagef("--format is %q, must be text or json", format)
	}
	return nil
}
