// Command w2vattn-beam counts, trains and attends on many machines.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"syscall"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"

	"github.com/w2vattn/w2vattn/beam/engine"
)

func main() {
	if slices.Contains(os.Args[1:], "--worker=true") || slices.Contains(os.Args[1:], "--worker") {
		flag.Parse()
		beam.Init() // works for a runner and does not return
		return
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	remove, err := engine.Scratch()
	if err != nil {
		_, _ = fmt.Fprintf(os.Stderr, "w2vattn-beam: %v\n", err)
		os.Exit(exitFailed)
	}
	a := &app{out: os.Stdout, err: os.Stderr}
	code := a.run(ctx, os.Args[1:])
	remove()
	os.Exit(code)
}
