// Command w2vattn trains word vectors from text and shows, number by number,
// how a query word attends over a sentence.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() { os.Exit(run()) }

// run is main with an exit code, so that deferred calls happen. The first Ctrl-C
// or SIGTERM cancels the command's context, the second ends the program at once.
func run() int {
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(signals)
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil)
	a := &app{in: untilDone(ctx, os.Stdin), out: os.Stdout, err: os.Stderr}
	done := make(chan int, 1)
	go func() { done <- a.run(ctx, os.Args[1:]) }()
	for {
		select {
		case code := <-done:
			return code
		case s := <-signals:
			stop := &stopError{s}
			if ctx.Err() != nil || a.atOnce.Load() {
				a.fail("w2vattn: " + stop.Error())
				return stop.code()
			}
			cancel(stop)
		}
	}
}
