// Command w2vattn-beam counts, trains and attends on many machines, by Apache Beam.
//
// # Structure
//
// A command checks its flags, cuts the corpus into spans (package text) and runs pipelines (packages
// words, rounds and attending) with engine.Run. Results are files that pipelines write; only notes go
// to standard error.
//
// # Processes
//
// The program runs in three roles. As a command it makes pipelines and waits for them. As a worker,
// started by a pool (command work) or by a runner (flag --worker), it runs the functions of pipelines.
// As a pool (command worker) it starts workers for a runner. engine.Build makes sure that a pipeline and its
// workers are of the same version.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"slices"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"

	"github.com/w2vattn/w2vattn/beam/engine"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/message"
)

// main runs a worker if a runner has started the program as one: Beam's flag --worker is
// then among the arguments. Otherwise it carries out the command line.
func main() {
	if slices.Contains(os.Args[1:], "--worker=true") || slices.Contains(os.Args[1:], "--worker") {
		flag.Parse()
		beam.Init() // works for a runner and does not return
		return
	}
	os.Exit(run())
}

// run is main with an exit code. The first Ctrl-C or SIGTERM cancels the command's
// context, the second ends the program at once.
func run() int {
	// All temporary files of Beam are in one folder, which is removed at the end.
	remove, err := engine.Scratch()
	if err != nil {
		_, _ = fmt.Fprintf(os.Stderr, "w2vattn-beam: %v\n", err)
		return cli.ExitFailed
	}
	defer remove()
	a := &app{out: os.Stdout, err: os.Stderr, lang: cli.Language(os.Args[1:], os.Getenv)}
	return cli.RunUntilSignal(func(ctx context.Context) int { return a.run(ctx, os.Args[1:]) },
		func() bool { return false }, func(stop *cli.StopError) {
			text, _ := message.Translate(a.lang, stop.Error())
			a.fail("w2vattn-beam: " + text)
		})
}
