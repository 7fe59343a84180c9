package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"sync"
	"sync/atomic"

	"github.com/spf13/cobra"
	"golang.org/x/term"
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

	failed sync.Once   // the line that says why the program ends is written
	atOnce atomic.Bool // a signal may end the program: nothing has to be finished
}

// run carries out a command line and returns the exit code.
func (a *app) run(ctx context.Context, args []string) int {
	root := a.newRoot()
	root.SetArgs(args)
	cmd, err := root.ExecuteContextC(ctx)
	if err == nil {
		return 0
	}
	return a.report(ctx, cmd, err)
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
		Version:       thisVersion().Version,
		SilenceErrors: true, SilenceUsage: true,
		Args: unknownCommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		PersistentPreRun: func(cmd *cobra.Command, _ []string) {
			_, atOnce := cmd.Annotations[stopsAtOnce]
			a.atOnce.Store(atOnce)
		},
	}
	root.SetIn(a.in)
	root.SetOut(a.out)
	root.SetErr(a.err)
	root.PersistentFlags().BoolVar(&a.quiet, "quiet", false, "no progress, notes or warnings")
	root.PersistentFlags().BoolP("help", "h", false, "this help")
	root.Flags().BoolP("version", "v", false, "the version of this program")
	root.SetFlagErrorFunc(flagError)
	root.SetUsageFunc(writeUsage)
	root.AddGroup(commandGroups()...)
	add := func(group string, commands ...*cobra.Command) {
		for _, c := range commands {
			c.GroupID = group
			once(c)
			c.Flags().SortFlags = false
			root.AddCommand(c)
		}
	}
	add(groupTrain, a.newTrain(), a.newDoctor(), a.newVocab())
	add(groupTrain, reading(a.newTokenize())...)
	add(groupAsk, a.newAttend(), a.newSearch(), a.newServe())
	add(groupAsk, reading(a.newSimilar(), a.newAnalogy(), a.newOdd(), a.newVector())...)
	add(groupFiles, a.newConvert())
	add(groupFiles, reading(a.newInfo(), a.newEval())...)
	add(groupLearn, a.newDemo())
	add(groupLearn, reading(a.newNotebook())...)
	add(groupOther, reading(a.newVersion(), newHelp())...)
	a.addCompletion(root)
	return root
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
	addChoice(cmd, format, "format", "text", "form of the result", "text", "json")
	setTopic(cmd, topicOutput)
}
