// Command w2vattn trains word vectors from text and shows, number by number,
// how a query word attends over a sentence.
package main

import (
	"context"
	"os"

	"github.com/w2vattn/w2vattn/internal/cli"
)

func main() { os.Exit(run()) }

// run is main with an exit code, so that deferred calls run. The first Ctrl-C or SIGTERM
// cancels the command's context, the second ends the program at once.
func run() int {
	a := &app{out: os.Stdout, err: os.Stderr, getenv: os.Getenv}
	return cli.RunUntilSignal(func(ctx context.Context) int {
		a.in = cli.UntilDone(ctx, os.Stdin)
		return a.run(ctx, os.Args[1:])
	}, a.atOnce.Load, func(stop *cli.StopError) { a.fail("w2vattn: " + stop.Error()) })
}
