package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/w2vattn/w2vattn/internal/cli"
)

// A running is a process whose standard error is read while it runs.
type running struct {
	*exec.Cmd
	t      *testing.T
	stderr lockedBuffer
}

// A lockedBuffer is a buffer that may be read while it is written to.
type lockedBuffer struct {
	sync.Mutex
	b bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.Lock()
	defer l.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.Lock()
	defer l.Unlock()
	return l.b.String()
}

// startCommand starts w2vattn as a process.
func startCommand(t *testing.T, dir string, stdin io.Reader, args ...string) *running {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("skipped: no signals to send")
	}
	r := &running{Cmd: serving(t, dir, args...), t: t}
	r.Stdin, r.Stderr, r.WaitDelay = stdin, &r.stderr, 20*time.Second // on a busy machine, output may come late
	if err := r.Start(); err != nil {
		t.Fatal(err)
	}
	return r
}

// await waits until done is true.
func (r *running) await(what string, done func() bool) {
	r.t.Helper()
	for deadline := time.Now().Add(4 * time.Minute); !done(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(deadline) {
			r.t.Fatalf("waited for %s: %s", what, r.stderr.String())
		}
	}
}

// stop sends a signal and returns the exit code.
func (r *running) stop(s os.Signal) int {
	r.t.Helper()
	if err := r.Process.Signal(s); err != nil && !errors.Is(err, os.ErrProcessDone) {
		r.t.Fatal(err)
	}
	r.Wait()
	return r.ProcessState.ExitCode()
}

// exists reports whether a file exists.
func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// signalCodes are the exit codes of a clean stop.
var signalCodes = map[os.Signal]int{os.Interrupt: 130, syscall.SIGTERM: 143}

// TestSignalsWriteACheckpoint: Ctrl-C and SIGTERM write a checkpoint, and --resume
// continues to the bytes of an undisturbed run.
func TestSignalsWriteACheckpoint(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "text.txt")
	if err := os.WriteFile(text, []byte(strings.Repeat("The cat reads a book.\nA dog writes one letter to two birds.\n",
		20_000)), 0o600); err != nil {
		t.Fatal(err)
	}
	args := func(epochs int, model string, more ...string) []string {
		return append([]string{"train", "text.txt", "-o", model, "--dim", "32", "--epochs", strconv.Itoa(epochs),
			"--quiet"}, more...)
	}
	model, checkpoint := filepath.Join(dir, "m.safetensors"), filepath.Join(dir, "state")
	for s, code := range signalCodes {
		epochs := 30
		for { // on a busy machine, training may be over before the signal: the next one is longer
			r := startCommand(t, dir, nil, args(epochs, "m.safetensors", "--checkpoint", "state", "--checkpoint-every",
				"1ms")...)
			r.await("a checkpoint", func() bool { return exists(checkpoint) || exists(model) })
			got := r.stop(s)
			if got == code && !exists(model) && exists(checkpoint) {
				break
			}
			if got != 0 || !exists(model) || epochs > 30<<10 {
				t.Fatalf("%v: exit code %d, want %d: %s", s, got, code, r.stderr.String())
			}
			os.Remove(model)
			epochs *= 4
		}
		if out, err := serving(t, dir, args(epochs, "m.safetensors", "--checkpoint", "state",
			"--resume")...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		if out, err := serving(t, dir, args(epochs, "whole.safetensors")...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		resumed, err := os.ReadFile(model)
		whole, wholeErr := os.ReadFile(filepath.Join(dir, "whole.safetensors"))
		if err != nil || wholeErr != nil || !bytes.Equal(resumed, whole) {
			t.Errorf("%v: the resumed model is another: %v, %v", s, err, wholeErr)
		}
		os.Remove(model)
	}
	if files, _ := os.ReadDir(dir); len(files) != 2 {
		t.Errorf("left behind: %v", files)
	}
}

// TestSignalsWhileReading: a command that waits for standard input stops too.
func TestSignalsWhileReading(t *testing.T) {
	dir := withModel(t)
	for _, args := range [][]string{
		{"train", "-", "-o", "m.safetensors"}, {"vocab", "-"}, {"doctor", "-"}, {"tokenize"}, {"attend", "-m", "tiny.vec",
			"-q", "cat"},
		{"attend", "-m", "tiny.vec", "-q", "cat", "-o", "page.html"}, {"search", "-m", "tiny.vec", "-q", "cat", "-"},
	} {
		stdin, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		r := startCommand(t, dir, stdin, args...)
		stdin.Close()
		// Once all of this is accepted, more than a pipe holds, it is being read.
		if _, err := w.WriteString(strings.Repeat("a cat sees a dog\n", 10_000)); err != nil {
			t.Fatal(err)
		}
		if got := r.stop(syscall.SIGTERM); got != 143 || !strings.HasSuffix(r.stderr.String(),
			"w2vattn: terminated before the work was done\n") {
			t.Errorf("%v: exit code %d: %s", args, got, r.stderr.String())
		}
		w.Close()
	}
	if files, _ := os.ReadDir(dir); len(files) != 2 {
		t.Errorf("left behind: %v", files)
	}
}

// TestSecondSignal: a command that cannot stop, because it writes to a FIFO that nobody
// reads, ends with the second signal.
func TestSecondSignal(t *testing.T) {
	dir := withModel(t)
	if err := makeFIFO(filepath.Join(dir, "fifo")); err != nil {
		t.Skipf("skipped: no FIFO here: %v", err)
	}
	r := startCommand(t, dir, nil, "vocab", "text.txt", "--min-count", "1", "-o", "fifo")
	r.await("the count", func() bool { return strings.Contains(r.stderr.String(), "different words") })
	if err := r.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for { // two signals that come at once may be taken for one
			time.Sleep(50 * time.Millisecond)
			if r.Process.Signal(syscall.SIGTERM) != nil {
				return // it has ended
			}
		}
	}()
	r.Wait()
	<-ended
	if code := r.ProcessState.ExitCode(); code != 143 {
		t.Errorf("exit code %d: %s", code, r.stderr.String())
	}
}

// TestConvertStops: convert ends with its context and leaves no file.
func TestConvertStops(t *testing.T) {
	dir := withModel(t)
	for cause, code := range map[error]int{&cli.StopError{Signal: os.Interrupt}: 130,
		&cli.StopError{Signal: syscall.SIGTERM}: 143, context.Canceled: 130} {
		ctx, cancel := context.WithCancelCause(t.Context())
		cancel(cause)
		var stderr bytes.Buffer
		a := &app{in: strings.NewReader(""), out: io.Discard, err: &stderr}
		if got := a.run(ctx, []string{"convert", filepath.Join(dir, "tiny.vec"),
			filepath.Join(dir, "out.bin")}); got != code || !strings.Contains(stderr.String(), "before the work was done") {
			t.Errorf("%v: exit code %d, want %d: %s", cause, got, code, stderr.String())
		}
	}
	if files, _ := os.ReadDir(dir); len(files) != 2 {
		t.Errorf("left behind: %v", files)
	}
}
