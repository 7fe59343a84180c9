package main

import (
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/internal/console"
	"github.com/w2vattn/w2vattn/internal/terminaltest"
)

// mode returns the mode of a terminal.
func mode(t *testing.T, terminal *os.File) unix.Termios {
	t.Helper()
	m, err := unix.IoctlGetTermios(int(terminal.Fd()), unix.TCGETS)
	if err != nil {
		t.Fatal(err)
	}
	return *m
}

// startConsole starts the console of a small model on a terminal, with a cache folder. The output
// is in stderr.
func startConsole(t *testing.T, cache string, keyboard, screen *os.File, args ...string) *running {
	t.Helper()
	r := &running{Cmd: serving(t, withModel(t), append([]string{"console", "-m", "tiny.vec"}, args...)...), t: t}
	r.Stdin, r.Stdout, r.Stderr = screen, screen, screen
	r.Env = append(r.Environ(), "TERM=xterm", "XDG_CACHE_HOME="+cache)
	r.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := r.Start(); err != nil {
		t.Fatal(err)
	}
	go io.Copy(&r.stderr, keyboard)
	return r
}

// TestConsoleOnTerminal: a prompt, completion, Ctrl-C, an error, history and Ctrl-D.
func TestConsoleOnTerminal(t *testing.T) {
	keyboard, screen := terminaltest.Open(t)
	before := mode(t, screen)
	r := startConsole(t, t.TempDir(), keyboard, screen)
	r.await("Ctrl-C as a key", func() bool { return mode(t, screen).Lflag&unix.ISIG == 0 }) // after the prompt
	for _, step := range []struct{ keys, shown string }{
		{"wrong\x03", "^C"},               // Ctrl-C discards the line
		{"ca\t\r", "SIMILARITY"},          // Tab completes cat
		{"nothere\r", `word "nothere"`},   // an error does not end the console
		{"\x1b[A\x1b[A\r", "SIMILARITY"},  // two lines up: cat
		{"tokens 고양\x7f\x7f책\r", "책\r\n"}, // two Hangul syllables deleted
	} {
		seen := len(r.stderr.String())
		if _, err := io.WriteString(keyboard, step.keys); err != nil {
			t.Fatal(err)
		}
		r.await(step.shown, func() bool { return strings.Contains(r.stderr.String()[seen:], step.shown) })
		seen += strings.Index(r.stderr.String()[seen:], step.shown)
		r.await("the prompt", func() bool { return strings.Contains(r.stderr.String()[seen:], ">> ") })
	}
	if _, err := io.WriteString(keyboard, "\x04"); err != nil {
		t.Fatal(err)
	}
	if err := r.Wait(); err != nil {
		t.Errorf("%v: %s", err, r.stderr.String())
	}
	if got := mode(t, screen); got != before {
		t.Errorf("the mode of the terminal is %+v, was %+v", got, before)
	}
}

// typeLines runs a console on a new terminal, types keys, each answered by a prompt, and ends it.
// It returns what was shown.
func typeLines(t *testing.T, cache string, keys []string, args ...string) string {
	t.Helper()
	keyboard, screen := terminaltest.Open(t)
	r := startConsole(t, cache, keyboard, screen, args...)
	seen := 0
	for _, k := range append(keys, "\x04") {
		r.await("the prompt", func() bool { return strings.Contains(r.stderr.String()[seen:], "\n>> ") })
		seen = len(r.stderr.String())
		if _, err := io.WriteString(keyboard, k); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.Wait(); err != nil {
		t.Errorf("%v: %s", err, r.stderr.String())
	}
	return r.stderr.String()
}

// TestConsoleHistory: lines of one session are there in the next one, unless --history=false
// or the folder cannot be written.
func TestConsoleHistory(t *testing.T) {
	cache := t.TempDir()
	path := filepath.Join(cache, "w2vattn", "console-history")
	typeLines(t, cache, []string{"책\r", "책\r", "\r", "nothere\r", "cat\r"})
	file := func(want string) {
		t.Helper()
		if got, err := os.ReadFile(path); err != nil || string(got) != want {
			t.Errorf("the file is %q, %v, want %q", got, err, want)
		}
	}
	file("책\nnothere\ncat\n")
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	shown := typeLines(t, cache, []string{"\x1b[A\x1b[A\x1b[A\r"}) // three lines up
	if !strings.Contains(shown, "고양이") {
		t.Errorf("no answer to 책: %q", shown)
	}
	file("책\nnothere\ncat\n책\n")
	typeLines(t, cache, []string{"odd cat 책\r"}, "--history=false")
	file("책\nnothere\ncat\n책\n")

	// A long file is shortened when it is read, and a broken one is left as it is.
	if err := os.WriteFile(path, []byte(strings.Repeat("a\nb\n", 1200)), 0o600); err != nil {
		t.Fatal(err)
	}
	typeLines(t, cache, nil)
	file(strings.Repeat("a\nb\n", 500))
	long := strings.Repeat("x", 5000)
	if err := os.WriteFile(path, []byte(long), 0o600); err != nil {
		t.Fatal(err)
	}
	if shown := typeLines(t, cache, []string{"cat\r"}); !strings.Contains(shown, "not kept") {
		t.Errorf("no note: %q", shown)
	}
	file(long)
	if shown := typeLines(t, path, []string{"cat\r"}, "--lang", "ko"); !strings.Contains(shown, "남기지 못했습니다") {
		t.Errorf("no note: %q", shown)
	}
}

// TestConsoleTerminated: SIGTERM ends the prompt and restores the mode of the terminal.
func TestConsoleTerminated(t *testing.T) {
	keyboard, screen := terminaltest.Open(t)
	before := mode(t, screen)
	r := startConsole(t, t.TempDir(), keyboard, screen, "--lang", "ko")
	r.await("the prompt", func() bool { return strings.Contains(r.stderr.String(), ">> ") })
	if raw := mode(t, screen); raw == before {
		t.Error("the terminal is not in raw mode at the prompt")
	}
	if code := r.stop(syscall.SIGTERM); code != 143 {
		t.Errorf("exit code %d: %s", code, r.stderr.String())
	}
	if got := mode(t, screen); got != before {
		t.Errorf("the mode of the terminal is %+v, was %+v", got, before)
	}
}

// BenchmarkConsole measures the answers of the console about a mapped model of
// 400,000 × 100: medians, and the first unknown word after the start, for which the index
// of spellings is built.
func BenchmarkConsole(b *testing.B) {
	if testing.Short() {
		b.Skip("skipped: -short")
	}
	path := filepath.Join(b.TempDir(), "m.safetensors")
	saveTable(b, path, 400_000, 100)
	runtime.GC()
	m, err := w2vattn.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer m.Close()
	s := &console.Session{Model: m, N: 10}
	answer := func(line string) func() { return func() { s.Answer(line) } }
	begin := time.Now()
	answer("unknown")()
	first := time.Since(begin)
	for b.Loop() {
		b.ReportMetric(middle(answer("w77")), "word-ms")
		b.ReportMetric(middle(answer("w77 - w78 + w79")), "expression-ms")
		b.ReportMetric(middle(answer("attend w77 : w78 w79 unknown w80")), "attend-ms")
		b.ReportMetric(middle(answer("unknown")), "unknown-ms")
		b.ReportMetric(middle(func() { s.Complete("none", 4) }), "completion-ms") // reads all words
	}
	b.ReportMetric(first.Seconds()*1e3, "first-unknown-ms")
	b.ReportMetric(0, "ns/op")
}
