// Command w2vattn trains word vectors from text and shows, number by number,
// how a query word attends over a sentence.
package main

import (
	"context"
	"os"
	"os/signal"
)

func main() { os.Exit(run()) }

// run is main with an exit code, so that deferred calls happen.
func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	a := &app{in: os.Stdin, out: os.Stdout, err: os.Stderr}
	return a.run(ctx, os.Args[1:])
}
