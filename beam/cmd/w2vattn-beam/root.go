package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/beam/engine"
)

// The exit codes, as w2vattn has them.
const (
	exitFailed      = 1
	exitUsage       = 2
	exitInterrupted = 130
)

// An app is one run of the program.
type app struct {
	out     io.Writer // results
	err     io.Writer // everything else
	quiet   bool
	verbose bool
	begun   bool // the flags and arguments were understood, a command runs
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
	code, message := exitFailed, strings.ReplaceAll(err.Error(), "\n", "; ")
	var usage usageError
	switch {
	case ctx.Err() != nil, errors.Is(err, context.Canceled):
		code, message = exitInterrupted, "interrupted"
	case errors.As(err, &usage), !a.begun:
		code, message = exitUsage, message+" (see w2vattn-beam --help)"
	}
	_, _ = fmt.Fprintf(a.err, "w2vattn-beam: %s\n", message)
	return code
}

func (a *app) newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "w2vattn-beam",
		Short: "Count, train and attend on many machines, by Apache Beam",
		Long: `w2vattn-beam does on an engine for many machines what w2vattn does on one: count
the words of a corpus, train word vectors, and attend in batch. Without flags it
runs on Prism, Beam's runner inside this program; --runner and --endpoint name
another: flink, spark, dataflow, or universal for any with a job service. Corpus,
model and results are files that all workers see: on a shared file system, or
gs:// and s3:// objects.

Exit code 0: done; 1: it failed; 2: the command was used wrongly; 130: interrupted.`,
		Example: `  w2vattn-beam vocab texts/ -o vocab.tsv
  w2vattn-beam train texts/ --work /shared/job -o model.safetensors --shards 4
  w2vattn-beam train 'texts/*.txt' --work /shared/job -o model.safetensors --shards 4 \
      --runner flink --endpoint localhost:8099 --environment_type LOOPBACK`,
		SilenceErrors: true, SilenceUsage: true,
		PersistentPreRunE: func(_ *cobra.Command, _ []string) error {
			a.begun = true
			if err := engine.CheckRunner(); err != nil {
				return usageError{err}
			}
			beam.Init() // sets up logging of its own
			level := slog.LevelError + 1
			if a.verbose {
				level = slog.LevelInfo
			}
			engine.Quiet(a.err, level)
			return nil
		},
	}
	root.SetOut(a.out)
	root.SetErr(a.err)
	root.PersistentFlags().BoolVar(&a.quiet, "quiet", false, "no notes")
	root.PersistentFlags().BoolVar(&a.verbose, "verbose", false, "show what Beam and its embedded runner log")
	addBeamFlags(root)
	root.AddCommand(a.newVocab(), a.newTrain(), a.newAttend(), a.newWorker(), a.newWork())
	return root
}

// shownFlags are Beam's flags that the help lists. The others, of which there are
// many for Dataflow, work too.
var shownFlags = []string{"runner", "endpoint", "environment_type", "environment_config", "parallelism", "job_name"}

// addBeamFlags adds the flags that Beam keeps in package flag.
func addBeamFlags(root *cobra.Command) {
	flags := root.PersistentFlags()
	flags.AddGoFlagSet(flag.CommandLine)
	flag.CommandLine.VisitAll(func(f *flag.Flag) {
		if !slices.Contains(shownFlags, f.Name) && flags.Lookup(f.Name) != nil {
			flags.Lookup(f.Name).Hidden = true
		}
	})
}

// note writes a remark to standard error, unless --quiet is set.
func (a *app) note(format string, args ...any) {
	if !a.quiet {
		_, _ = fmt.Fprintf(a.err, format+"\n", args...)
	}
}
