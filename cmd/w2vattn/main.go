// Command w2vattn trains word vectors from text and shows the attention of a query word
// over a sentence.
//
// # Structure
//
// Each subcommand is a file with three functions: newX returns the cobra command with
// its flags, check returns errors for flags that contradict each other, and runX calls
// the packages of this module and prints the result. commandTable in root.go lists the
// commands. What a user of the library needs too is in the packages.
//
// # Life of a command
//
//	main      opens the streams and receives signals
//	app.run   chooses the language, makes all commands, parses the arguments
//	RunE      check: flags that contradict each other, outputs that cannot be written
//	          runX: open the model, read the corpus, compute
//	          writeTo: write the result to standard output or to a file
//	report    writes an error as one line and returns the exit code
//
// Flags are checked before files are opened, and outputs before long work. An app holds
// what one run needs, so tests run commands with streams in memory; see testdata/script for
// scenarios.
//
// # Memory
//
// Native models are mapped, so commands that look up a few words read a few pages of the
// file. convert streams vectors, and attend reads standard input in batches. train, vocab
// and doctor hold the words of the corpus in memory, train also --ids-memory of ids and the
// matrices.
//
// # Output
//
// Results go to standard output. Progress, notes, warnings and errors go to standard
// error; --quiet hides all but errors. With --format json a result is one line of JSON.
// Files are written to a temporary file and renamed, so that they appear as a whole or
// not at all.
//
// # Errors
//
// Wrong usage is a cli.UsageError: exit code 2, before a file is read where that is
// possible. Flags without effect are wrong usage. Other errors have exit code 1 and one
// line that says what failed, where, and what to do. After Ctrl-C and SIGTERM the exit
// codes are 130 and 143.
package main

import (
	"context"
	"os"

	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/message"
)

// main exits with the code of run.
func main() { os.Exit(run()) }

// run is main with an exit code, so that deferred calls run. The first Ctrl-C or SIGTERM
// cancels the command's context, the second ends the program at once.
func run() int {
	lang := cli.Language(os.Args[1:], os.Getenv)
	a := &app{out: os.Stdout, err: os.Stderr, getenv: os.Getenv}
	a.terminal = cli.OnTerminal(os.Stdin) && cli.OnTerminal(os.Stdout)
	return cli.RunUntilSignal(func(ctx context.Context) int {
		a.in = cli.UntilDone(ctx, os.Stdin)
		return a.run(ctx, os.Args[1:])
	}, a.atOnce.Load, func(stop *cli.StopError) {
		text, _ := message.Translate(lang, stop.Error())
		a.fail("w2vattn: " + text)
	})
}
