package embed_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/embed"
)

// listFile writes a list of words.
func listFile(t testing.TB, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "list.txt")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestListed(t *testing.T) {
	s := (&embed.File{Table: animals()}).Stream()
	some, err := s.SelectFile(t.Context(), listFile(t, "book\r\n\ncat"))
	if err != nil || some.Words.Len() != 2 || some.Words.Word(0) != "book" || some.Words.Count(1) != 40 {
		t.Fatalf("%v", err)
	}
	var rows []string
	for row := range some.Rows {
		rows = append(rows, fmt.Sprint(row))
	}
	if got := strings.Join(rows, " "); got != "[0 2] [1 0]" {
		t.Errorf("rows %s", got)
	}
	if _, err := s.SelectFile(t.Context(), "none.txt"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	for text, want := range map[string]string{"\n\n": "no words", "cat\ncat\n": `"cat"`,
		"bok\ncat\nkat\n": `does not know the word "bok"; similar spelling: book`} {
		path := listFile(t, text)
		_, err := s.SelectFile(t.Context(), path)
		if err == nil || !strings.HasPrefix(err.Error(), path+": ") || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
	var unknown *embed.UnknownWordError
	if _, err := s.SelectFile(
		t.Context(),
		listFile(t, "bok\ncat\nkat\n"),
	); !errors.As(err, &unknown) ||
		fmt.Sprint(unknown.Words) != "[bok kat]" {
		t.Errorf("unknown words: %v", err)
	}
}

// TestStreamContext checks that rows end with the error of the context, and that those of
// the original stream do not.
func TestStreamContext(t *testing.T) {
	s := (&embed.File{Table: animals()}).Stream()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	n, last := 0, error(nil)
	for _, err := range s.WithContext(ctx).Rows {
		n, last = n+1, err
		stop()
	}
	if n != 2 || !errors.Is(last, context.Canceled) {
		t.Errorf("%d rows, the last with %v", n, last)
	}
	for range s.Rows {
		n++
	}
	if n != 6 {
		t.Errorf("%d rows of the stream, want 4", n-2)
	}
}

func ExampleStream_SelectFile() {
	inFolder(func(dir string) error {
		path := filepath.Join(dir, "words.txt")
		if err := os.WriteFile(path, []byte("book\ncat\n"), 0o600); err != nil {
			return err
		}
		some, err := (&embed.File{Table: animals()}).Stream().SelectFile(context.Background(), path)
		if err != nil {
			return err
		}
		fmt.Println(some.Words.Word(0), some.Words.Word(1), some.Words.Len())
		return nil
	})
	// Output: book cat 2
}
