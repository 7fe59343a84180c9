package cli

// This file turns signals into cancelled contexts. A command that writes files
// finishes or removes them; a second signal ends the program at once.

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"sync"
	"syscall"

	"github.com/spf13/cobra"
)

// A StopError is the cause of a context that a signal has cancelled; context.Cause
// returns it.
type StopError struct{ Signal os.Signal }

// Error names what the signal did.
func (e *StopError) Error() string {
	if e.Signal == syscall.SIGTERM {
		return "terminated before the work was done"
	}
	return "interrupted before the work was done"
}

// Code returns the exit code: 128 plus the number of the signal, as in shells.
func (e *StopError) Code() int {
	if e.Signal == syscall.SIGTERM {
		return ExitTerminated
	}
	return ExitInterrupted
}

// StopOf returns the StopError that is the cause of ctx, or that of an interrupt if
// there is none.
func StopOf(ctx context.Context) *StopError {
	stop := &StopError{os.Interrupt}
	errors.As(context.Cause(ctx), &stop)
	return stop
}

// RunUntilSignal calls run in a goroutine and returns its exit code. The first SIGINT or
// SIGTERM cancels the context of run with a *StopError as its cause. On a second signal,
// or on the first if atOnce returns true, RunUntilSignal calls stopped and returns the
// exit code of the signal without waiting for run. atOnce may be called while run runs.
// Signals stay caught after it returns, so that one at that moment does not end the program
// with another exit code.
func RunUntilSignal(run func(context.Context) int, atOnce func() bool, stopped func(*StopError)) int {
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil)
	done := make(chan int, 1)
	go func() { done <- run(ctx) }()
	for {
		select {
		case code := <-done:
			return code
		case s := <-signals:
			stop := &StopError{s}
			if ctx.Err() != nil || atOnce() {
				stopped(stop)
				return stop.Code()
			}
			cancel(stop)
		}
	}
}

// stopsAtOnce is the annotation that StopAtOnce sets.
const stopsAtOnce = "stops at once"

// StopAtOnce marks a command that writes no file: the first signal ends the program,
// because there is nothing to finish.
func StopAtOnce(cmd *cobra.Command) { annotate(cmd, stopsAtOnce, "") }

// StopsAtOnce reports whether StopAtOnce has marked cmd.
func StopsAtOnce(cmd *cobra.Command) bool {
	_, marked := cmd.Annotations[stopsAtOnce]
	return marked
}

// UntilDone returns a reader of r whose Read returns an error when ctx is cancelled, also
// while it waits for input. It starts to read from r with the first Read, in a goroutine,
// which may remain in a Read of r after ctx is done: a terminal cannot be interrupted.
func UntilDone(ctx context.Context, r io.Reader) io.Reader {
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

// An untilDoneReader is the reader of UntilDone.
type untilDoneReader struct{ start func() io.Reader }

// Read implements io.Reader.
func (u *untilDoneReader) Read(p []byte) (int, error) { return u.start().Read(p) }
