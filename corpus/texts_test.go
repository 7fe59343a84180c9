package corpus_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/tokenize"
)

func written(t *testing.T, input input.Format, content string, options ...corpus.Option) ([]corpus.RawSentence, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "text")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	var all []corpus.RawSentence
	for w, err := range corpus.Files([]string{path}, input, tokenize.Words(), options...).Texts() {
		if err != nil {
			return all, err
		}
		w.File = filepath.Base(w.File)
		all = append(all, w)
	}
	return all, nil
}

func TestTexts(t *testing.T) {
	all, err := written(t, input.Lines(), "A cat.\n\n  고양이, 책 \n...")
	want := "[{A cat. text 1 0} {  고양이, 책  text 3 0} {... text 4 0}]"
	if got := fmt.Sprint(all); err != nil || got != want {
		t.Errorf("got %s, %v, want %s", got, err, want)
	}
	all, err = written(t, input.Text(), "A cat\nreads. It\nsleeps.\n\nEnd.")
	want = "[{A cat reads.  text 1 0} {It sleeps.  text 2 0} {End.  text 5 0}]"
	if got := fmt.Sprint(all); err != nil || got != want {
		t.Errorf("running text: got %s, %v, want %s", got, err, want)
	}
}

// TestTextsLong checks that long sentences are yielded in parts and no text is lost.
func TestTextsLong(t *testing.T) {
	long := strings.Repeat("word ", 100_000)
	for _, input := range []input.Format{input.Lines(), input.Stream(1000)} {
		all, err := written(t, input, long+"\nshort")
		if err != nil || len(all) < 3 {
			t.Fatalf("%v: %d texts, %v", input, len(all), err)
		}
		var back strings.Builder
		for _, w := range all {
			if len(w.Text) > 256<<10 {
				t.Errorf("%v: a text of %d bytes", input, len(w.Text))
			}
			back.WriteString(w.Text)
		}
		if back.String() != long+"short" {
			t.Errorf("%v: %d bytes of %d", input, back.Len(), len(long)+5)
		}
	}
}

func TestTextsBad(t *testing.T) {
	if _, err := written(t, input.Lines(), "a\nb\xff c"); err == nil ||
		!strings.Contains(err.Error(), "line 2: byte 2") {
		t.Errorf("got %v", err)
	}
	all, err := written(t, input.Lines(), "b\xff c", corpus.Invalid(input.ReplaceInvalid))
	if err != nil || len(all) != 1 || all[0].Replaced != 1 || all[0].Text != "b\ufffd c" {
		t.Errorf("got %v, %v", all, err)
	}
	for _, err := range corpus.Files([]string{filepath.Join(t.TempDir(), "none")}, input.Lines(),
		tokenize.Words()).Texts() {
		if err == nil {
			t.Error("a missing file has texts")
		}
	}
}
