package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/w2vattn/w2vattn/internal/cli"
)

// attendTo runs attend over lines and returns what it writes.
func attendTo(t *testing.T, lines string, args ...string) (string, string, int) {
	t.Helper()
	model := filepath.Join(t.TempDir(), "m.txt")
	if err := os.WriteFile(model, []byte("2 2\ncat 1 0\ndog 0 1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	a := &app{in: strings.NewReader(lines), out: &out, err: &errs}
	code := a.run(t.Context(), append([]string{"attend", "-m", model, "--format", "json"}, args...))
	return out.String(), errs.String(), code
}

// TestOrder: thousands of sentences, processed on all cores, are written in the order of
// the input, with neighbours and without.
func TestOrder(t *testing.T) {
	var lines strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&lines, "cat w%d dog\n", i)
	}
	for _, args := range [][]string{{"-q", "cat", "--nearest", "0"}, {"-q", "cat", "--nearest", "2"},
		{"--to", "dog cat", "--nearest", "2"}} {
		out, errs, code := attendTo(t, lines.String(), args...)
		all := strings.Split(strings.TrimSpace(out), "\n")
		if code != 0 || len(all) != 3000 {
			t.Fatalf("exit code %d, %d lines: %s", code, len(all), errs)
		}
		for i, line := range all {
			if !strings.Contains(line, fmt.Sprintf(`"w%d"`, i)) {
				t.Fatalf("line %d is %s", i, line)
			}
		}
	}
}

// TestBatchesOfTo: with a long --to results are large, so batches have few sentences.
func TestBatchesOfTo(t *testing.T) {
	for _, c := range []struct {
		to      string
		batches int
	}{{"cat", 1}, {strings.Repeat("cat ", 1024), 20}} {
		f := attendFlags{to: c.to}
		f.Invalid = "error"
		n := 0
		a := &app{in: strings.NewReader(strings.Repeat("a cat\n", 20)), err: io.Discard}
		err := a.eachBatch(t.Context(), &f, nil, func(*batch) bool { n++; return true })
		if err != nil || n != c.batches {
			t.Errorf("%d bytes ask: %d batches, want %d; %v", len(c.to), n, c.batches, err)
		}
	}
}

// TestFirstErrorStops: the results before a bad sentence are written, and the error is
// that of the first bad one.
func TestFirstErrorStops(t *testing.T) {
	lines := strings.Repeat("cat dog\n", 700) + "bad\n" + strings.Repeat("cat\n", 700)
	out, errs, code := attendTo(t, lines, "-q", "cat", "--nearest", "0", "--oov", "error")
	if n := strings.Count(out, "\n"); code != cli.ExitFailed || n != 700 ||
		!strings.Contains(errs, `does not know the word "bad"`) {
		t.Errorf("exit code %d, %d lines: %s", code, n, errs)
	}
}

// TestLongSelf: a sentence whose matrix would be too large is an error with advice.
func TestLongSelf(t *testing.T) {
	for _, args := range [][]string{{"--self"}, {"--to", "dog"}} {
		_, errs, code := attendTo(t, strings.Repeat("cat ", 100_000), args...)
		if code != cli.ExitFailed || !strings.Contains(errs, "100000 tokens") ||
			!strings.Contains(errs, "give shorter sentences") {
			t.Errorf("%q: exit code %d: %s", args, code, errs)
		}
	}
}

// TestErrorBeforeInputEnds: an error ends the command while standard input stays open,
// and no goroutine remains.
func TestErrorBeforeInputEnds(t *testing.T) {
	in, to := io.Pipe()
	defer to.Close()
	go io.WriteString(to, strings.Repeat("bad\n", batchSentences))
	model := filepath.Join(t.TempDir(), "m.txt")
	if err := os.WriteFile(model, []byte("1 2\ncat 1 0\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var errs bytes.Buffer
	done := make(chan int)
	go func() {
		a := &app{in: in, out: io.Discard, err: &errs}
		done <- a.run(t.Context(), []string{"attend", "-m", model, "-q", "cat", "--oov", "error"})
	}()
	select {
	case code := <-done:
		if code == 0 || !strings.Contains(errs.String(), `does not know the word "bad"`) {
			t.Errorf("exit code %d: %s", code, errs.String())
		}
	case <-time.After(time.Minute):
		t.Fatal("the command waits for the end of its input")
	}
}
