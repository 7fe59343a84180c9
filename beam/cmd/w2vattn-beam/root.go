package main

// This file makes the program. Beam defines its own flags in package flag; they are
// shown as flags of every command, so that a user finds --runner and --endpoint in
// the help.

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"sync"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/beam/engine"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/message"
	"github.com/w2vattn/w2vattn/internal/trainflags"
)

// An app is one run of the program: its streams and what all commands share.
type app struct {
	out     io.Writer // results
	err     io.Writer // everything else
	quiet   bool      // --quiet
	verbose bool      // --verbose

	lang message.Language // of texts for people

	failed sync.Once // the line that says why the program ends is written
}

// run carries out a command line and returns the exit code.
func (a *app) run(ctx context.Context, args []string) int {
	ctx = message.WithLanguage(ctx, a.lang)
	root := a.newRoot()
	root.SetArgs(args)
	cmd, err := root.ExecuteContextC(ctx)
	if err == nil {
		return 0
	}
	// An interrupted job fails with some error of a connection; the user sees the
	// interruption.
	if ctx.Err() != nil { // Beam does not say so in its errors
		err = ctx.Err()
	}
	code, line := cli.Explain(ctx, cmd, trainflags.UsageError(err))
	a.fail(line)
	return code
}

// fail writes the one line that says why the program ends. After a second signal, run
// and the handler of signals both want to write one; the first wins.
func (a *app) fail(line string) {
	a.failed.Do(func() { _, _ = fmt.Fprintln(a.err, line) })
}

// newRoot returns the command w2vattn-beam with all its commands. Before a command runs,
// the runner is checked and Beam's logging is replaced, which would otherwise mix with
// the notes.
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

Exit code 0: done; 1: it failed; 2: the command was used wrongly; 130: interrupted;
143: terminated (SIGTERM).`,
		Example: `  w2vattn-beam vocab texts/ -o vocab.tsv
  w2vattn-beam train texts/ --work /shared/job -o model.safetensors --shards 4
  w2vattn-beam train 'texts/*.txt' --work /shared/job -o model.safetensors --shards 4 \
      --runner flink --endpoint localhost:8099 --environment_type LOOPBACK`,
		SilenceErrors: true, SilenceUsage: true,
		Args: cli.UnknownCommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		PersistentPreRunE: func(_ *cobra.Command, _ []string) error {
			if err := engine.CheckRunner(); err != nil {
				return cli.UsageError{Err: err}
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
	cli.AddLanguage(root)
	addBeamFlags(root)
	root.SetFlagErrorFunc(cli.FlagError)
	root.SetUsageFunc(cli.WriteUsage)
	root.SetHelpCommand(cli.NewHelp())
	for _, c := range []*cobra.Command{a.newVocab(), a.newTrain(), a.newAttend(), a.newWorker(), a.newWork()} {
		cli.RefuseRepeated(c)
		c.Flags().SortFlags = false
		root.AddCommand(c)
	}
	cli.Localize(root, a.lang)
	return root
}

// shownFlags are Beam's flags that the help lists. The others, of which there are
// many for Dataflow, work too.
var shownFlags = []string{"runner", "endpoint", "environment_type", "environment_config", "parallelism", "job_name"}

// addBeamFlags adds the flags that Beam registers in flag.CommandLine, which its
// packages read themselves. pflag parses them and sets the values of package flag, so
// Beam finds them there although flag.Parse was not called.
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
		_, _ = fmt.Fprintln(a.err, message.Sprintf(a.lang, format, args...))
	}
}
