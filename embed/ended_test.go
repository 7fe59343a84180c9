package embed_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/packed"
	"github.com/w2vattn/w2vattn/internal/leaktest"
)

// The tests of this file check that every goroutine of a call has ended when it returns.

// someVectors returns a file of words × 20 numbers.
func someVectors(words int) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%d 20\n", words)
	for i := range words {
		fmt.Fprintf(&b, "w%d%s\n", i, strings.Repeat(" 0.125", 20))
	}
	return b.Bytes()
}

// TestReadEnds checks that no goroutine reads after embed.Read, whether or not it fails.
func TestReadEnds(t *testing.T) {
	whole := someVectors(3)
	broken := errors.New("broken")
	for name, c := range map[string]struct {
		in     io.Reader
		format embed.Format
		fails  bool
	}{
		"all": {bytes.NewReader(whole), embed.Word2VecText, false},
		"broken line": {io.MultiReader(strings.NewReader("9 2\na 1 2\nb 1 x\n"), leaktest.Forever("c 1 2\n")),
			embed.Word2VecText, true},
		"glove": {io.MultiReader(strings.NewReader("a 1 2\nb 1 x\n"), leaktest.Forever("c 1 2\n")), embed.GloVe,
			true},
		"wego": {io.MultiReader(strings.NewReader("a 1 2\nb 1 x\n"), leaktest.Forever("c 1 2\n")), embed.Wego,
			true},
		"more words": {io.MultiReader(bytes.NewReader(whole), leaktest.Forever("c 1 2\n")), embed.Word2VecText, true},
		"broken read": {io.MultiReader(bytes.NewReader(whole[:90]), iotest.ErrReader(broken)), embed.Word2VecText,
			true},
		"broken bytes": {io.MultiReader(strings.NewReader("9 1\na \xff\xff\xff\xff\n"), leaktest.Forever("c")),
			embed.Word2VecBinary, true},
	} {
		t.Run(name, func(t *testing.T) {
			leaktest.None(t, func() {
				r := leaktest.Watch(c.in)
				_, err := embed.Read(r, c.format)
				r.Ended(t)
				if (err != nil) != c.fails {
					t.Error(err)
				}
			})
		})
	}
}

// endFiles writes files that are valid or have an error, a different one each.
func endFiles(t *testing.T) map[string]string {
	whole := someVectors(20_000) // several blocks, more than is read ahead
	binary := bytes.Repeat([]byte("w 0123456789abcdef"), 1<<18)
	paths := map[string]string{}
	for name, content := range map[string][]byte{
		"whole.vec": whole, "cut.vec": whole[:len(whole)/2], "broken.vec": bytes.Replace(whole,
			[]byte(" 0.125\nw9000 "),
			[]byte(" x\nw9000 "), 1),
		"broken.bin": append([]byte("262145 4\n"), binary...), "nan.bin": append([]byte("262145 4\nw "+
			"0123456789ab\xff\xff\xff\xff"), binary...),
	} {
		for _, ext := range []string{"", ".gz", ".zst"} {
			path := filepath.Join(t.TempDir(), name+ext)
			file, err := os.Create(path)
			if err != nil {
				t.Fatal(err)
			}
			defer file.Close()
			w, err := packed.Writer(path, file)
			if err != nil {
				t.Fatal(err)
			}
			if w == nil {
				w = file
			}
			if _, err := w.Write(content); err != nil {
				t.Fatal(err)
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			paths[name+ext] = path
		}
	}
	return paths
}

// TestFilesEnd checks the calls that take a path, with and without compression.
func TestFilesEnd(t *testing.T) {
	for name, path := range endFiles(t) {
		for call, read := range map[string]func() error{
			"ReadFile":   func() error { _, err := embed.ReadFile(path, embed.Unpack(packed.Open)); return err },
			"OpenFile":   func() error { _, err := embed.OpenFile(path, embed.Unpack(packed.Open)); return err },
			"OpenStream": func() error { _, err := embed.OpenStream(path, embed.Unpack(packed.Open)); return err },
		} {
			t.Run(call+" "+name, func(t *testing.T) {
				leaktest.None(t, func() {
					fine := strings.HasPrefix(name, "whole") ||
						call == "OpenStream" && strings.HasPrefix(name, "nan") // it skips vectors
					if err := read(); (err == nil) != fine {
						t.Error(err)
					}
				})
			})
		}
	}
}

// TestStreamEnds checks that a stream of which only the first vectors are read, as by
// convert --top, reads no further.
func TestStreamEnds(t *testing.T) {
	paths := endFiles(t)
	for _, name := range []string{"whole.vec", "whole.vec.gz", "whole.vec.zst"} {
		leaktest.None(t, func() {
			s, err := embed.OpenStream(paths[name], embed.Unpack(packed.Open))
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			if _, err := s.Top(-1); err == nil {
				t.Error("the first -1 words are no error")
			}
			top, err := s.Top(10)
			if err != nil {
				t.Fatal(err)
			}
			for range 20 {
				out := filepath.Join(t.TempDir(), "o.vec")
				if err := embed.WriteStream(out, embed.Word2VecText, top); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// TestQueriesEnd checks the queries of a table.
func TestQueriesEnd(t *testing.T) {
	f, err := embed.Read(bytes.NewReader(someVectors(10_000)), embed.Word2VecText)
	if err != nil {
		t.Fatal(err)
	}
	leaktest.None(t, func() {
		query := f.Table.Row(0)
		must(f.Table.Nearest(query, 3))
		must(f.Table.NearestAll(t.Context(), blas32.General{Rows: 1, Cols: 20, Stride: 20, Data: query}, 3))
		must(f.Table.NearestBatch(t.Context(), []embed.NearestRequest{{Vector: query, N: 3}}))
	})
}
