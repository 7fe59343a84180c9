package main

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/vocab"
)

const oldFiles = "testdata/v0.1"

// TestOldFiles: files that version 0.1 wrote are read, and give the same answers.
func TestOldFiles(t *testing.T) {
	if runtime.GOARCH != "amd64" {
		t.Skip("the answers were made on amd64; elsewhere the last digit of exponentials may differ")
	}
	t.Chdir(copied(t, oldFiles))
	text, err := os.ReadFile("answers.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		var want struct {
			Args   []string
			Output string
		}
		if err := json.Unmarshal([]byte(line), &want); err != nil {
			t.Fatal(err)
		}
		var out, errs bytes.Buffer
		a := &app{in: strings.NewReader(""), out: &out, err: &errs}
		if code := a.run(t.Context(), want.Args); code != 0 || out.String() != want.Output {
			t.Errorf("%q: exit code %d: %s\n got %s\nwant %s", want.Args, code, &errs, &out, want.Output)
		}
	}
}

// TestOldCheckpoint: training that version 0.1 began would not end with the same model as
// without a break, so it is refused with the reason. The vectors can be read.
func TestOldCheckpoint(t *testing.T) {
	t.Chdir(copied(t, oldFiles))
	args := []string{"train", "corpus.txt", "-o", "out.safetensors", "--checkpoint", "checkpoint", "--resume",
		"--quiet",
		"--dim", "4", "--min-count", "2", "--epochs", "20000", "--window", "4", "--sample", "0", "--alpha", ".1",
		"--block", "8", "--shared", "16",
		"--gradient", "balanced", "--workers", "1", "--tokenizer", "words"}
	var errs bytes.Buffer
	code := (&app{in: strings.NewReader(""), out: io.Discard, err: &errs}).run(t.Context(), args)
	if want := "it was written by another version of the program"; code != 1 || !strings.Contains(errs.String(), want) {
		t.Errorf("exit code %d, %q; want 1 and %q", code, &errs, want)
	}
	if _, err := os.Stat("out.safetensors"); err == nil {
		t.Error("a model was written")
	}
	begun, err := embed.OpenFile("checkpoint", embed.From(embed.Safetensors))
	if err != nil {
		t.Fatal(err)
	}
	defer begun.Table.Close()
	whole, err := embed.Open("whole.safetensors")
	if err != nil {
		t.Fatal(err)
	}
	defer whole.Close()
	if begun.Table.Len() != whole.Len() || begun.Table.Dim() != whole.Dim() {
		t.Errorf("the checkpoint has %d × %d numbers, the model %d × %d", begun.Table.Len(), begun.Table.Dim(),
			whole.Len(), whole.Dim())
	}
}

// TestOldVocabulary: a vocabulary file of version 0.1 is that of its model.
func TestOldVocabulary(t *testing.T) {
	got, err := vocab.ReadFile(filepath.Join(oldFiles, "vocab.txt"))
	if err != nil {
		t.Fatal(err)
	}
	table, err := embed.Open(filepath.Join(oldFiles, "f32.safetensors"))
	if err != nil {
		t.Fatal(err)
	}
	defer table.Close()
	want := table.Vocab()
	if got.Len() != want.Len() {
		t.Fatalf("%d words, want %d", got.Len(), want.Len())
	}
	for id, word := range want.All() {
		if got.Word(id) != word || got.Count(id) != want.Count(id) {
			t.Errorf("word %d is %q (%d), want %q (%d)", id, got.Word(id), got.Count(id), word, want.Count(id))
		}
	}
}

// TestContinueOldModel: training continues from a model of version 0.1.
func TestContinueOldModel(t *testing.T) {
	t.Chdir(copied(t, oldFiles))
	args := []string{"train", "corpus.txt", "-o", "out.safetensors", "--continue", "f32.safetensors", "--epochs", "1",
		"--quiet"}
	var errs bytes.Buffer
	if code := (&app{in: strings.NewReader(""), out: io.Discard, err: &errs}).run(t.Context(), args); code != 0 {
		t.Fatal(errs.String())
	}
}

// TestNewerFiles: a file of a later format version is an error with the version and the
// remedy, and is not read as another format.
func TestNewerFiles(t *testing.T) {
	t.Chdir(copied(t, oldFiles))
	for _, change := range [][3]string{
		{"f32.safetensors", `"format_version":"1"`, `"format_version":"2"`},
		{"sentences.index", "w2vattn.search.1", "w2vattn.search.2"},
	} {
		b, err := os.ReadFile(change[0])
		if err == nil {
			err = os.WriteFile(change[0], bytes.Replace(b, []byte(change[1]), []byte(change[2]), 1), 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for want, args := range map[string][]string{
		`format version "2"`:     {"similar", "-m", "f32.safetensors", "cat"},
		`another format version`: {"search", "-m", "whole.safetensors", "-q", "cat", "--index", "sentences.index"},
	} {
		var errs bytes.Buffer
		if code := (&app{in: strings.NewReader(""), out: io.Discard, err: &errs}).run(t.Context(), args); code != 1 ||
			!strings.Contains(errs.String(), want) {
			t.Errorf("%q: exit code %d: %s, want %q", args, code, &errs, want)
		}
	}
}

// copied copies the files of a folder to a temporary one, so that the test does not
// change them.
func copied(t *testing.T, folder string) string {
	t.Helper()
	to := t.TempDir()
	names, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil || names == nil {
		t.Fatal("no files", err)
	}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err == nil {
			err = os.WriteFile(filepath.Join(to, filepath.Base(name)), b, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return to
}
