// Command w2vattn-beam counts, trains and attends on many machines.
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
)

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
	remove, err := engine.Scratch()
	if err != nil {
		_, _ = fmt.Fprintf(os.Stderr, "w2vattn-beam: %v\n", err)
		return cli.ExitFailed
	}
	defer remove()
	a := &app{out: os.Stdout, err: os.Stderr}
	return cli.RunUntilSignal(func(ctx context.Context) int { return a.run(ctx, os.Args[1:]) },
		func() bool { return false }, func(stop *cli.StopError) { a.fail("w2vattn-beam: " + stop.Error()) })
}
