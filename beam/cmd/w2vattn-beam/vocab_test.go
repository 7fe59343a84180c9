package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/internal/corpusflags"
	"github.com/w2vattn/w2vattn/vocab"
)

// here returns the vocabulary that w2vattn vocab writes with the flags.
func here(t *testing.T, path string, args []string) []byte {
	t.Helper()
	var f corpusflags.Flags
	cmd := &cobra.Command{}
	f.Add(cmd)
	if err := cmd.ParseFlags(args); err != nil {
		t.Fatal(err)
	}
	src, err := f.Source(nil, []string{path})
	if err != nil {
		t.Fatal(err)
	}
	var counter vocab.Counter
	selection := vocab.Selection{MinCount: 1}
	if _, _, err := f.Count(t.Context(), src, &counter, &selection); err != nil {
		t.Fatal(err)
	}
	v, _ := counter.Vocab(selection)
	var b bytes.Buffer
	if _, err := v.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestFlagsMeanTheSame: flags about the reading of text give the same vocabulary as on
// one machine.
func TestFlagsMeanTheSame(t *testing.T) {
	dict := filepath.Join(t.TempDir(), "dict")
	if err := os.WriteFile(dict, []byte("도서관책,NNG\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	path := "../../../data/library.ko.txt"
	for _, flags := range []string{
		"", "--tokenizer words --normalize nfkc", "--tokenizer josa", "--tokenizer korean --pos N --forms written " +
			"--user-dict " + dict, "--encoding utf-8 --input text --invalid-utf8 replace",
	} {
		args := strings.Fields(flags)
		out := filepath.Join(t.TempDir(), "vocab.tsv")
		if code, errors := try(t, append([]string{"vocab", path, "--min-count", "1", "-o", out},
			args...)...); code != 0 {
			t.Fatalf("%s: %s", flags, errors)
		}
		got, err := os.ReadFile(out)
		if want := here(t, path, args); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %d bytes, want %d, %v", flags, len(got), len(want), err)
		}
	}
}

// TestHelp: flags are sorted by topic, and an unknown command is an error.
func TestHelp(t *testing.T) {
	var out, errs bytes.Buffer
	a := &app{out: &out, err: &errs}
	if code := a.run(t.Context(), []string{"help", "train"}); code != 0 ||
		!strings.Contains(out.String(), "\nTraining:\n      --arch NAME") {
		t.Errorf("exit %d: %s%s", code, &errs, &out)
	}
	if code, errors := try(t, "help", "trane"); code != 2 || !strings.Contains(errors, "did you mean train?") {
		t.Errorf("exit %d: %s", code, errors)
	}
}
