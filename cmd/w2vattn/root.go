package main

// This file makes the program: the commands with their groups, the flags that all of
// them have, and the one place where errors and notes are written.

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"sync/atomic"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/jsonline"
	"github.com/w2vattn/w2vattn/internal/message"
	"github.com/w2vattn/w2vattn/internal/progress"
	"github.com/w2vattn/w2vattn/internal/trainflags"
)

// An app is one run of the program: its streams and what all commands share. Tests run
// several, with streams in memory, so nothing of it is global.
type app struct {
	in    io.Reader
	out   io.Writer // results
	err   io.Writer // everything else
	quiet bool      // --quiet

	terminal bool // standard input and output of the process are a terminal

	getenv func(string) string // a variable of the environment; nil: none is set
	lang   message.Language    // of texts for people

	failed sync.Once   // the line that says why the program fails has been written
	atOnce atomic.Bool // a signal may end the program: there is nothing to finish
}

// run carries out a command line and returns the exit code. The language is chosen before
// the command line is parsed, because the texts of commands and errors of parsing depend
// on it.
func (a *app) run(ctx context.Context, args []string) int {
	// Tests need not set it.
	if a.getenv == nil {
		a.getenv = func(string) string { return "" }
	}
	a.lang = cli.Language(args, a.getenv)
	ctx = message.WithLanguage(ctx, a.lang)
	root := a.newRoot()
	root.SetArgs(args)
	cmd, err := root.ExecuteContextC(ctx)
	if err == nil {
		return 0
	}
	return a.report(ctx, cmd, err)
}

// newRoot returns the command w2vattn with all its commands. Cobra writes neither errors
// nor usage by itself: report writes every error as one line.
func (a *app) newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "w2vattn",
		Short: "Train word vectors and show the attention of a query word over a sentence",
		Long: `w2vattn trains word vectors (word2vec) from English and Korean text and shows
how a query word attends over a sentence: scores, weights and context vector.

Results go to standard output, everything else to standard error. Exit codes:
0 done, 1 failed, 2 wrong usage, 130 interrupted (Ctrl-C), 143 terminated
(SIGTERM).`,
		Example: `  w2vattn demo                                    a demonstration in a second
  w2vattn train reviews.txt -o reviews.safetensors
  w2vattn similar -m reviews.safetensors movie
  w2vattn attend -m reviews.safetensors -q movie "what a wonderful film"`,
		Version:       thisVersion().Version,
		SilenceErrors: true, SilenceUsage: true,
		Args: cli.UnknownCommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		PersistentPreRun: func(cmd *cobra.Command, _ []string) {
			a.atOnce.Store(cli.StopsAtOnce(cmd))
		},
	}
	root.SetIn(a.in)
	root.SetOut(a.out)
	root.SetErr(a.err)
	// Flags of every command.
	root.PersistentFlags().BoolVar(&a.quiet, "quiet", false, "hide progress, notes and warnings")
	cli.AddLanguage(root)
	root.PersistentFlags().BoolP("help", "h", false, "show this help")
	root.Flags().BoolP("version", "v", false, "show the version")
	root.SetFlagErrorFunc(cli.FlagError)
	root.SetUsageFunc(cli.WriteUsage)
	root.AddGroup(commandGroups()...)
	for _, entry := range commandTable {
		c := entry.new(a)
		c.GroupID = entry.group
		// Help has the flags of a topic in the order in which they were added.
		c.Flags().SortFlags = false
		cli.RefuseRepeated(c)
		if entry.signal == stops {
			cli.StopAtOnce(c)
		}
		root.AddCommand(c)
	}
	cli.AddCompletion(root, groupOther)
	cli.Localize(root, a.lang)
	return root
}

// commandTable lists the commands, in the order of help within each group. A new one is a
// file and one more line here.
var commandTable = []struct {
	group  string
	signal onSignal
	new    func(*app) *cobra.Command
}{
	{groupTrain, finishes, (*app).newTrain},
	{groupTrain, finishes, (*app).newDoctor},
	{groupTrain, finishes, (*app).newVocab},
	{groupTrain, finishes, (*app).newCooccur},
	{groupTrain, finishes, (*app).newWords},
	{groupTrain, stops, (*app).newTokenize},
	{groupQuery, finishes, (*app).newAttend},
	{groupQuery, finishes, (*app).newSearch},
	{groupQuery, finishes, (*app).newServe},
	{groupQuery, stops, (*app).newSimilar},
	{groupQuery, stops, (*app).newSimilarity},
	{groupQuery, stops, (*app).newAnalogy},
	{groupQuery, stops, (*app).newOdd},
	{groupQuery, stops, (*app).newVector},
	{groupQuery, finishes, (*app).newConsole}, // restores the mode of the terminal
	{groupFiles, finishes, (*app).newConvert},
	{groupFiles, stops, (*app).newInfo},
	{groupFiles, stops, (*app).newEval},
	{groupLearn, finishes, (*app).newDemo},
	{groupLearn, stops, (*app).newNotebook},
	{groupOther, stops, (*app).newBench},
	{groupOther, stops, (*app).newVersion},
	{groupOther, stops, func(*app) *cobra.Command { return cli.NewHelp() }},
}

// An onSignal says what the first Ctrl-C or SIGTERM does to a command.
type onSignal bool

const (
	// A command that writes a file finishes, also if the file is named by an optional flag.
	finishes onSignal = false // cancels its context: it finishes or removes its files
	stops    onSignal = true  // ends the program at once: it writes no file
)

// note writes a note to standard error, unless --quiet is set. The format is English; see
// message.Sprintf. The format of the text has
// no line feed at its end.
func (a *app) note(format string, args ...any) {
	if !a.quiet {
		fmt.Fprintln(a.err, message.Sprintf(a.lang, format, args...))
	}
}

// notes writes each remark as a note, unless --quiet is set.
func (a *app) notes(remarks []string) {
	for _, remark := range remarks {
		a.note("note: %s", remark)
	}
}

// display returns where progress is shown: standard error, or nowhere with --quiet.
func (a *app) display() progress.Display {
	return progress.Display{W: a.err, Quiet: a.quiet, Language: a.lang}
}

// json writes a result as one line of JSON.
func (a *app) json(v any) error { return jsonline.Write(a.out, v) }

// report writes the error of a command as one line and returns the exit code. Only
// report and fail write errors.
func (a *app) report(ctx context.Context, cmd *cobra.Command, err error) int {
	code, message := explain(ctx, cmd, err)
	a.fail(message)
	return code
}

// fail writes the line that says why the program fails. Further calls write nothing.
func (a *app) fail(message string) {
	a.failed.Do(func() { fmt.Fprintln(a.err, message) })
}

// explain returns the exit code for an error and one line that reports it. An interrupted
// training whose checkpoint could not be written has a line of its own, since
// "interrupted" alone would hide that work is lost.
func explain(ctx context.Context, cmd *cobra.Command, err error) (int, string) {
	var lost *word2vec.CheckpointError
	if errors.As(err, &lost) {
		text, _ := message.Translate(message.LanguageOf(ctx), fmt.Sprintf("%v, and the progress since the last checkpoint "+
			"is lost, because no checkpoint could be written: %s", cli.StopOf(ctx), cli.PlainMessage(lost.Err)))
		return cli.ExitFailed, "w2vattn: " + text
	}
	return cli.Explain(ctx, cmd, trainflags.UsageError(err))
}

// The groups that help sorts commands by.
const (
	groupTrain = "train"
	groupQuery = "query"
	groupFiles = "files"
	groupLearn = "learn"
	groupOther = "other"
)

// commandGroups returns the groups in the order of help: first what a new user does
// first.
func commandGroups() []*cobra.Group {
	return []*cobra.Group{
		{ID: groupTrain, Title: "Train a model"},
		{ID: groupQuery, Title: "Query a model"},
		{ID: groupFiles, Title: "Inspect and convert models"},
		{ID: groupLearn, Title: "Learn how it works"},
		{ID: groupOther, Title: "Other"},
	}
}
