package cli

import (
	"context"
	"errors"
	"io"
	"os"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/spf13/cobra"
)

// TestUntilDone: the reader ends with the context, also while it waits.
func TestUntilDone(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	r, w := io.Pipe()
	in := UntilDone(ctx, r)
	go io.WriteString(w, "text")
	b := make([]byte, 4)
	if _, err := io.ReadFull(in, b); err != nil || string(b) != "text" {
		t.Fatalf("%q, %v", b, err)
	}
	go cancel()
	if _, err := in.Read(b); !errors.Is(err, ctx.Err()) || err == nil {
		t.Errorf("got %v", err)
	}
	w.Close()
	ended := UntilDone(t.Context(), strings.NewReader("all"))
	if all, err := io.ReadAll(ended); err != nil || string(all) != "all" {
		t.Errorf("%q, %v", all, err)
	}
}

// signalSelf sends a signal to the process of the test.
func signalSelf(t *testing.T, s syscall.Signal) {
	t.Helper()
	p, err := os.FindProcess(os.Getpid())
	if err == nil {
		err = p.Signal(s)
	}
	if err != nil {
		t.Error(err)
	}
}

// TestRunUntilSignal: the first signal cancels, the second ends at once; without a
// signal the code is that of the function.
func TestRunUntilSignal(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("skipped: no signals to send")
	}
	never, always := func() bool { return false }, func() bool { return true }
	unexpected := func(s *StopError) { t.Errorf("stopped by %v", s.Signal) }
	if code := RunUntilSignal(func(context.Context) int { return 7 }, never, unexpected); code != 7 {
		t.Errorf("exit code %d, want 7", code)
	}
	code := RunUntilSignal(func(ctx context.Context) int {
		signalSelf(t, syscall.SIGTERM)
		<-ctx.Done()
		return StopOf(ctx).Code()
	}, never, unexpected)
	if code != ExitTerminated {
		t.Errorf("after SIGTERM: exit code %d", code)
	}
	var stop *StopError
	ended := make(chan struct{})
	defer close(ended)
	for name, atOnce := range map[string]func() bool{"second": never, "first": always} {
		stop = nil
		code = RunUntilSignal(func(ctx context.Context) int {
			signalSelf(t, syscall.SIGINT)
			if !atOnce() {
				<-ctx.Done()
				signalSelf(t, syscall.SIGINT)
			}
			<-ended // it never listens to its context
			return 0
		}, atOnce, func(s *StopError) { stop = s })
		if code != ExitInterrupted || stop == nil || stop.Error() != "interrupted before the work was done" {
			t.Errorf("%s signal: exit code %d, %v", name, code, stop)
		}
	}
}

// TestSignalAfterTheEnd: a signal that comes when the work is done does not end the program,
// whose exit code is that of the work.
func TestSignalAfterTheEnd(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("skipped: no signals to send")
	}
	for _, s := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		code := RunUntilSignal(func(context.Context) int { return 0 }, func() bool { return true },
			func(s *StopError) { t.Errorf("stopped by %v", s.Signal) })
		for range 3 {
			signalSelf(t, s) // without a handler, it would end this process
		}
		time.Sleep(5 * time.Millisecond)
		if code != 0 {
			t.Errorf("%v: exit code %d", s, code)
		}
	}
}

func TestStopOf(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	if got := StopOf(ctx); got.Signal != os.Interrupt {
		t.Errorf("without a cause: %v", got.Signal)
	}
	cancel(&StopError{syscall.SIGTERM})
	if got := StopOf(ctx); got.Code() != ExitTerminated || got.Error() != "terminated before the work was done" {
		t.Errorf("got %d, %v", got.Code(), got)
	}
}

func TestStopAtOnce(t *testing.T) {
	one, other := &cobra.Command{Annotations: map[string]string{"kept": "yes"}}, &cobra.Command{}
	StopAtOnce(one)
	if !StopsAtOnce(one) || one.Annotations["kept"] != "yes" {
		t.Errorf("annotations %v", one.Annotations)
	}
	if StopsAtOnce(other) {
		t.Error("a command that was not marked stops at once")
	}
}
