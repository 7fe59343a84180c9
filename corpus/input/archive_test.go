package input_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// kindNames are the names of the kinds of compression in errors, by extension.
var kindNames = map[string]string{"gz": "gzip", "bz2": "bzip2", "xz": "xz", "zst": "zstd"}

// archiveKinds are the extensions of the compressed files in testdata.
var archiveKinds = []string{"gz", "bz2", "xz", "zst"}

// archived returns a compressed file of testdata.
func archived(t testing.TB, kind string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "books."+kind))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// countOf counts the words of bytes that are given as standard input.
func countOf(t testing.TB, text []byte) (*vocab.Counter, corpus.Statistics, error) {
	t.Helper()
	var c vocab.Counter
	f, err := corpus.Count(t.Context(), stdin(string(text), input.Lines()), &c)
	return &c, f, err
}

// TestArchives checks that a compressed file, or two of them one after the other, is read
// as its text, whatever its name.
func TestArchives(t *testing.T) {
	want := show(t, corpus.Files([]string{"testdata/books.txt"}, input.Lines(), tokenize.Space()))
	for _, kind := range archiveKinds {
		b := archived(t, kind)
		if got := show(t, stdin(string(b), input.Lines())); len(want) != 60 || !slices.Equal(got, want) {
			t.Errorf("%s: %d sentences, want %d", kind, len(got), len(want))
		}
		if _, f, err := countOf(t, slices.Concat(b, b)); err != nil || f.Sentences != 120 {
			t.Errorf("%s twice: %+v, %v", kind, f, err)
		}
	}
}

// TestArchivedFiles checks that records and encodings are recognised in compressed files
// too, by the name without the extension of the compression.
func TestArchivedFiles(t *testing.T) {
	want := books(t)
	for name, field := range map[string]string{"books.jsonl": "book.text", "books.csv": "text", "books.tsv": "text",
		"books.cp949.txt": "", "books.utf16le.txt": ""} {
		b, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), name+".gz")
		var packed bytes.Buffer
		w := gzip.NewWriter(&packed)
		_, err = w.Write(b)
		if err := errors.Join(err, w.Close(), os.WriteFile(path, packed.Bytes(), 0o600)); err != nil {
			t.Fatal(err)
		}
		if got, err := texts(corpus.Files([]string{path}, input.ByName(field), tokenize.Space())); err != nil ||
			!slices.Equal(got, want) {
			t.Errorf("%s.gz: %v; %d sentences", name, err, len(got))
		}
	}
}

// TestCutArchives checks that a compressed file that is cut anywhere is an error that names
// the byte, and that no word is counted.
func TestCutArchives(t *testing.T) {
	for _, kind := range archiveKinds {
		b := archived(t, kind)
		for n := 10; n < len(b); n++ {
			c, _, err := countOf(t, b[:n])
			if err == nil || !strings.Contains(err.Error(), fmt.Sprintf("at byte %d;", n)) || c.Total() != 0 {
				t.Fatalf("%s of %d bytes: %d words, %v", kind, n, c.Total(), err)
			}
		}
	}
}

// TestBrokenArchives checks that a changed byte in the middle is found, and that the error
// is about the compressed file and not about its text.
func TestBrokenArchives(t *testing.T) {
	for _, kind := range archiveKinds {
		b := archived(t, kind)
		for at := len(b) / 4; at < 3*len(b)/4; at += 5 {
			broken := slices.Clone(b)
			broken[at] ^= 0x15
			c, _, err := countOf(t, broken)
			if err == nil || !strings.Contains(err.Error(), kindNames[kind]+" archive ") ||
				!strings.Contains(err.Error(), " byte ") || c.Total() != 0 {
				t.Errorf("%s, byte %d: %d words, %v", kind, at, c.Total(), err)
			}
		}
	}
}

func TestTextLikeAnArchive(t *testing.T) {
	if got := show(t, stdin("BZh9 is a word\n", input.Lines())); !slices.Equal(got, []string{"1 BZh9 is a word"}) {
		t.Errorf("got %q", got)
	}
}

// TestWindow checks that a zstd file with a larger window than is read is not called
// damaged.
func TestWindow(t *testing.T) {
	_, _, err := countOf(t, []byte("\x28\xb5\x2f\xfd\x00\xa0\x09\x00\x00x")) // a frame with a window of 2^30
	want := "the zstd archive needs a window of 1024 MiB; up to 256 MiB are read: "
	if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "broken") {
		t.Error(err)
	}
}

// blanks reads as n bytes of lines without words.
type blanks struct{ n int }

func (b *blanks) Read(p []byte) (int, error) {
	if b.n == 0 {
		return 0, io.EOF
	}
	p = p[:min(len(p), b.n)]
	for i := range p {
		p[i] = '\n'
	}
	b.n -= len(p)
	return len(p), nil
}

// TestBomb checks that a few bytes that expand to gigabytes are an error and take little
// memory.
func TestBomb(t *testing.T) {
	if testing.Short() {
		t.Skip("writes and reads 600 MB")
	}
	var bomb bytes.Buffer
	w, err := zstd.NewWriter(&bomb)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(w, &blanks{600 << 20}); err != nil {
		t.Fatal(err)
	}
	w.Close()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	_, _, err = countOf(t, bomb.Bytes())
	runtime.ReadMemStats(&after)
	if err == nil || !strings.Contains(err.Error(), "more than text does") {
		t.Errorf("%d bytes: %v", bomb.Len(), err)
	}
	if grown := int64(after.Sys) - int64(before.Sys); grown > 128<<20 {
		t.Errorf("memory grew by %d MB", grown>>20)
	}
}

// benchText returns the file that W2VATTN_CORPUS names, or generated words of which few are
// frequent.
func benchText(b *testing.B) []byte {
	if path := os.Getenv("W2VATTN_CORPUS"); path != "" {
		text, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		return text
	}
	var text bytes.Buffer
	zipf := rand.NewZipf(rand.New(rand.NewPCG(1, 2)), 1.1, 4, 1<<17)
	for i := range 2_000_000 {
		fmt.Fprintf(&text, "w%x%c", zipf.Uint64()*2654435761%(1<<32), " \n"[(i+1)%20/19])
	}
	return text.Bytes()
}

func compressed(b testing.TB, kind string, text []byte) []byte {
	var out bytes.Buffer
	var w io.WriteCloser = gzip.NewWriter(&out)
	if kind == "zst" {
		w, _ = zstd.NewWriter(&out)
	}
	if _, err := w.Write(text); err != nil {
		b.Fatal(err)
	}
	w.Close()
	return out.Bytes()
}
