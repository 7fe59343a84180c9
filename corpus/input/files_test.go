package input_test

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/internal/leaktest"
)

// passages returns the text of all passages of files, up to limit.
func passages(ctx context.Context, f *input.Files, limit int) (all []string, err error) {
	names, err := f.Begin()
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		for p, err := range f.Passages(ctx, name) {
			if err != nil {
				return all, err
			}
			if all = append(all, p.Text); len(all) == limit {
				return all, nil
			}
		}
	}
	return all, nil
}

// TestFilesReadTwice checks that files can be read again, after a reading that stopped in
// the middle or failed, and that findings of the earlier reading are not reported again.
func TestFilesReadTwice(t *testing.T) {
	fsys := fstest.MapFS{
		"a.jsonl": {Data: []byte("{\"text\":\"one\"}\n{\"x\":1}\n")},
		"b.txt":   {Data: []byte("\ufefftwo\n")},
		"c.txt":   {Data: []byte("\xb0\xed\xbe\xe7\xc0\xcc\n")}, // EUC-KR
	}
	f := &input.Files{Paths: []string{"*"}, FS: fsys, Format: input.ByName("text")}
	want := []string{"one", "two", "고양이"}
	for range 2 {
		if got, err := passages(t.Context(), f, 0); err != nil || !slices.Equal(got, want) {
			t.Errorf("%q, %v", got, err)
		}
		found := f.Findings()
		if found.Records != 2 || found.Missing != 1 || found.BOMs != 1 || len(found.Decoded) != 1 {
			t.Errorf("%+v", found)
		}
		if f.BytesRead() != f.Size() {
			t.Errorf("%d bytes read of %d", f.BytesRead(), f.Size())
		}
		if got, err := passages(t.Context(), f, 1); err != nil || len(got) != 1 {
			t.Errorf("stopped: %q, %v", got, err)
		}
	}
	fsys["d.txt"] = &fstest.MapFile{Data: []byte("\xff\n")}
	if _, err := passages(t.Context(), f, 0); err == nil {
		t.Error("invalid bytes are read")
	}
	delete(fsys, "d.txt")
	if got, err := passages(t.Context(), f, 0); err != nil || !slices.Equal(got, want) {
		t.Errorf("after an error: %q, %v", got, err)
	}
}

// TestFilesCancelled checks that no Read begins once the context is done, and that no
// goroutine reads on, also where one decompresses ahead.
func TestFilesCancelled(t *testing.T) {
	zipped := compressed(t, "zst", []byte(strings.Repeat("the cat reads a book\n", 1_000_000)))
	for name, open := range map[string]func() io.Reader{
		"plain": func() io.Reader { return leaktest.Forever("the cat reads a book\n") },
		"zstd":  func() io.Reader { return strings.NewReader(string(zipped)) },
	} {
		leaktest.None(t, func() {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			r := leaktest.Watch(open())
			f := &input.Files{Paths: []string{"-"}, Stdin: r, Format: input.Lines()}
			n := 0
			var last error
			for _, err := range f.Passages(ctx, "-") {
				if n++; n == 1000 {
					cancel()
				}
				last = err
			}
			r.Ended(t)
			if name == "plain" && !errors.Is(last, context.Canceled) || n < 1000 {
				t.Errorf("%s: %d passages, %v", name, n, last)
			}
			if _, err := passages(t.Context(), f, 0); err == nil {
				t.Errorf("%s: standard input is read twice", name)
			}
		})
	}
}
