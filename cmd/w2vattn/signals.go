package main

import (
	"context"
	"errors"
	"io"
	"os"
	"sync"
	"syscall"

	"github.com/spf13/cobra"
)

// A stopError is the cause of a context that a signal has cancelled.
type stopError struct{ signal os.Signal }

func (e *stopError) Error() string {
	how := "interrupted"
	if e.signal == syscall.SIGTERM {
		how = "terminated"
	}
	return how + " before the work was done"
}

// code is the exit code: 128 plus the number of the signal, as shells have it.
func (e *stopError) code() int {
	if e.signal == syscall.SIGTERM {
		return exitTerminated
	}
	return exitInterrupted
}

// stopOf returns the signal that has cancelled ctx, or an interrupt.
func stopOf(ctx context.Context) *stopError {
	stop := &stopError{os.Interrupt}
	errors.As(context.Cause(ctx), &stop)
	return stop
}

// stopsAtOnce marks a command that writes no file: the first signal ends the
// program, since there is nothing to finish.
const stopsAtOnce = "stops at once"

// reading marks commands with stopsAtOnce.
func reading(commands ...*cobra.Command) []*cobra.Command {
	for _, c := range commands {
		c.Annotations = map[string]string{stopsAtOnce: ""}
	}
	return commands
}

// untilDone returns a reader of r whose Read ends when ctx is cancelled, also while
// it waits for input. Reading from r begins with the first Read.
func untilDone(ctx context.Context, r io.Reader) io.Reader {
	return &untilDoneReader{start: sync.OnceValue(func() io.Reader {
		from, to := io.Pipe()
		context.AfterFunc(ctx, func() { to.CloseWithError(ctx.Err()) })
		go func() {
			_, err := io.CopyBuffer(to, struct{ io.Reader }{r}, make([]byte, 1<<18))
			to.CloseWithError(err)
		}()
		return from
	})}
}

type untilDoneReader struct{ start func() io.Reader }

func (u *untilDoneReader) Read(p []byte) (int, error) { return u.start().Read(p) }
