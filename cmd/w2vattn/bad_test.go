package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/w2vattn/w2vattn/internal/cli"
)

// binaryFiles writes the binary files of the scripts, which a txtar archive cannot
// contain.
func binaryFiles(e *testscript.Env) error {
	const ours = `{"__metadata__":{"format":"w2vattn","format_version":"1","checksum":"x"},`
	little := binary.LittleEndian
	fastText := func(model int32) string { // of dimension 1 with the word a
		b, _ := binary.Append([]byte("\xba\x16\x4f\x2f"), little, []int32{12, 1, 5, 5, 1, 5, 1, 2, model, 0, 0, 0, 100,
			0, 0, 1, 1, 0})
		return string(b)
	}
	for name, content := range map[string]string{
		"huge.safetensors":     tensors(ours+`"vectors":{"dtype":"F32","shape":[1000000000000,100],"data_offsets":[0,400000000000000]}}`, 0),
		"overlap.safetensors":  tensors(ours+`"vectors":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]},"words":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}}`, 6),
		"reversed.safetensors": tensors(ours+`"vectors":{"dtype":"F32","shape":[1,1],"data_offsets":[4,0]},"words":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}`, 4),
		"overflow.safetensors": tensors(ours+`"vectors":{"dtype":"F32","shape":[4611686018427387905,4],"data_offsets":[0,16]}}`, 16),
		"negative.safetensors": tensors(ours+`"vectors":{"dtype":"F32","shape":[-1,-4],"data_offsets":[0,16]}}`, 16),
		"long.safetensors":     "\xff\xff\xff\xff\xff\xff\xff\x7f{}",
		"supervised.bin":       fastText(3),
		"big-endian.bin":       "\x2f\x4f\x16\xba" + strings.Repeat("\x00", 100),
		"cut-fasttext.bin":     fastText(2),
		"big-endian.npz":       "PK\x03\x04 and no more",
		"wrong.bin":            "2 2\na \x3f\x80\x00\x00\x3f\x80\x00\x00b \x7f\xc0\x00\x00",
		"broken.bin":           "1 1\nb\xff \x00\x00\x80\x3f\n",
		"nul.txt":              "a cat\na\x00b\n",
		"cut.index":            "w2vattn.sea",
		"cp949.txt":            "\xb0\xed\xbe\xe7\xc0\xcc \xc3\xa5\n\xb0\xad\xbe\xc6\xc1\xf6 \xc3\xa5\n",
		"marked.txt":           "\xef\xbb\xbf고양이 책\na cat\n",
		"mixed.txt":            "고양이 책\na \xb0\xed\xbe\xe7\xc0\xcc\n",
		"broken-line.txt":      "good line\nbad line\xff\xfe\nlast",
		"latin.txt":            "caf\xe9 au lait\n",
	} {
		if err := os.WriteFile(filepath.Join(e.WorkDir, name), []byte(content), 0o600); err != nil {
			return err
		}
	}
	return gensimFiles(e.WorkDir)
}

// gensimFiles copies the files that gensim wrote for the tests of its format.
func gensimFiles(to string) error {
	from := filepath.Join("..", "..", "embed", "internal", "format", "gensim", "testdata")
	entries, err := os.ReadDir(from)
	for _, entry := range entries {
		name := entry.Name()
		content, readErr := os.ReadFile(filepath.Join(from, name))
		err = errors.Join(err, readErr, os.WriteFile(filepath.Join(to, name), content, 0o600))
	}
	return err
}

// tensors returns a safetensors file: a header and a number of zeros.
func tensors(header string, zeros int) string {
	return string(binary.LittleEndian.AppendUint64(nil, uint64(len(header)))) + header + strings.Repeat("\x00", zeros)
}

// bigCorpus writes a text of lines of five words.
func bigCorpus(t *testing.T, lines int) string {
	t.Helper()
	if testing.Short() {
		t.Skip("skipped: -short")
	}
	path := filepath.Join(t.TempDir(), "big.txt")
	var b bytes.Buffer
	for i := range lines {
		fmt.Fprintf(&b, "word%d follows word%d and word%d\n", i%977, i%61, i%7)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestInterrupt: Ctrl-C ends training within a moment, with exit code 130, and no file is
// written.
func TestInterrupt(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("skipped: no signals to send")
	}
	dir := t.TempDir()
	cmd := serving(t, dir, "train", bigCorpus(t, 400_000), "-o", "m.safetensors", "--epochs", "100")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Second)
	begin := time.Now()
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != 130 || !strings.Contains(stderr.String(), "interrupted") {
		t.Errorf("exit code %d, %s", code, stderr.String())
	}
	if took := time.Since(begin); took > 5*time.Second {
		t.Errorf("it took %v to stop", took)
	}
	if files, _ := os.ReadDir(dir); len(files) != 0 {
		t.Errorf("left behind: %v", files)
	}
}

// TestClosedPipe: a program that reads the output and ends early, like head, ends the
// command without a panic.
func TestClosedPipe(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("skipped: pipes close otherwise there")
	}
	cmd := serving(t, "", "vocab", bigCorpus(t, 400_000), "--min-count", "1", "--quiet")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(out, make([]byte, 4)); err != nil {
		t.Fatal(err)
	}
	out.Close()
	cmd.Wait()
	status, _ := cmd.ProcessState.Sys().(syscall.WaitStatus)
	ok := cmd.ProcessState.Success() || status.Signaled() && status.Signal() == syscall.SIGPIPE ||
		strings.Contains(stderr.String(), "broken pipe")
	if !ok || strings.Contains(stderr.String(), "panic") {
		t.Errorf("%v: %s", cmd.ProcessState, stderr.String())
	}
}

// TestFullDisk: on a file system without space for the model, the error says so
// and nothing is left.
func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	if err := mountSmall(dir); err != nil {
		t.Skipf("skipped: a small file system cannot be mounted here: %v", err)
	}
	defer unmount(dir)
	text := filepath.Join(t.TempDir(), "text.txt")
	if err := os.WriteFile(text, []byte("a cat\na dog\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var stderr bytes.Buffer
	a := &app{in: strings.NewReader(""), out: io.Discard, err: &stderr}
	code := a.run(t.Context(), []string{"train", text, "-o", filepath.Join(dir, "m.safetensors"), "--min-count", "1",
		"--dim", "30000", "--epochs", "1", "--quiet"})
	if code != cli.ExitFailed || !strings.Contains(stderr.String(), "no space left") {
		t.Errorf("exit code %d: %s", code, stderr.String())
	}
	if files, _ := os.ReadDir(dir); len(files) != 0 {
		t.Errorf("left behind: %v", files)
	}
}

// TestFullDiskWhileSpilling: if the temporary folder has no space for the ids of the
// corpus, the error names the folder and the remedy, and no file remains.
func TestFullDiskWhileSpilling(t *testing.T) {
	dir, out := t.TempDir(), t.TempDir()
	if err := mountSmall(dir); err != nil {
		t.Skipf("skipped: a small file system cannot be mounted here: %v", err)
	}
	defer unmount(dir)
	t.Setenv("TMPDIR", dir)
	var stderr bytes.Buffer
	a := &app{in: strings.NewReader(strings.Repeat("a cat sees a dog\n", 100_000)), out: io.Discard, err: &stderr}
	code := a.run(t.Context(), []string{"train", "-", "-o", filepath.Join(out, "m.safetensors"), "--ids-memory", "0",
		"--quiet"})
	for _, want := range []string{dir, "set TMPDIR to another", "no space left"} {
		if code != cli.ExitFailed || !strings.Contains(stderr.String(), want) {
			t.Errorf("exit code %d, want %q in: %s", code, want, stderr.String())
		}
	}
	for _, folder := range []string{dir, out} {
		if files, _ := os.ReadDir(folder); len(files) != 0 {
			t.Errorf("left behind: %v", files)
		}
	}
}

// TestReadOnlyFolder: an output in a read-only folder is an error. The test is skipped
// for root, who can write there.
func TestReadOnlyFolder(t *testing.T) {
	if os.Geteuid() == 0 || runtime.GOOS == "windows" {
		t.Skip("skipped: for root, and on Windows, a read-only folder can be written to")
	}
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	text := filepath.Join(t.TempDir(), "text.txt")
	if err := os.WriteFile(text, []byte("a cat\na dog\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var stderr bytes.Buffer
	a := &app{in: strings.NewReader(""), out: io.Discard, err: &stderr}
	code := a.run(t.Context(), []string{"train", text, "-o", filepath.Join(dir, "m.safetensors"), "--min-count", "1",
		"--quiet"})
	if code != cli.ExitFailed || !strings.Contains(stderr.String(), "permission denied") {
		t.Errorf("exit code %d: %s", code, stderr.String())
	}
}

// TestKilledAndResumed: training that is killed continues from its checkpoint and writes
// the same bytes, also with another number of workers.
func TestKilledAndResumed(t *testing.T) {
	text, dir := bigCorpus(t, 60_000), t.TempDir()
	whole, resumed, checkpoint := filepath.Join(dir, "whole.safetensors"), filepath.Join(dir, "resumed.safetensors"),
		filepath.Join(dir, "state")
	train := func(model string, more ...string) {
		t.Helper()
		args := append([]string{"train", text, "-o", model, "--epochs", "10", "--quiet"}, more...)
		if out, err := serving(t, dir, args...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	train(whole)
	want, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	for _, after := range []time.Duration{0, 20 * time.Millisecond, 150 * time.Millisecond} {
		killTraining(t, dir, after, "train", text, "-o", resumed, "--epochs", "10", "--quiet", "--checkpoint",
			checkpoint, "--checkpoint-every", "1ms", "--workers", "1")
		train(resumed, "--checkpoint", checkpoint, "--resume", "--workers", "3")
		if got, err := os.ReadFile(resumed); err != nil || !bytes.Equal(got, want) {
			t.Errorf("killed after %v, the resumed model is not the same: %v", after, err)
		}
		if exists(checkpoint) {
			t.Error("the checkpoint is still there")
		}
		os.Remove(resumed)
	}
}

// killTraining runs training and kills it when its first checkpoint, dir/state, has a
// certain age. If training has ended by then, it tries again and kills earlier.
func killTraining(t *testing.T, dir string, after time.Duration, args ...string) {
	t.Helper()
	state, model := filepath.Join(dir, "state"), filepath.Join(dir, "resumed.safetensors")
	for range 10 {
		r := startCommand(t, dir, nil, args...)
		r.await("a checkpoint", func() bool { return exists(state) || exists(model) })
		time.Sleep(after)
		r.Process.Kill()
		if r.Wait(); !exists(model) {
			return
		}
		os.Remove(model)
		os.Remove(state)
		after /= 2
	}
	t.Fatal("training is over whenever it is killed")
}
