package fasttext

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/w2vattn/w2vattn/embed/internal/binfile"
	"github.com/w2vattn/w2vattn/embed/internal/format"
)

// write writes a model that fastText reads: print-word-vectors and nn
// work with it, training cannot go on, as the output matrix is zero. A word's
// vector is its row there only without n-grams: those of a table stay behind.
func write(w io.Writer, out *format.Output) error {
	b := bufio.NewWriter(w) // whose error Flush tells
	v, d := int32(out.Words.Len()), int32(out.Dim)
	binfile.Write(b, []byte(magic), int32(newest),
		args{Dim: d, Window: 5, Epoch: 5, MinCount: 1, Negative: 5, WordNGrams: 1, Loss: 2, Model: skipGram, UpdateRate: 100, Sample: 1e-4},
		v, v, int32(0), out.Words.Total(), int64(-1))
	for id, word := range out.Words.All() {
		if word == "" || strings.Contains(word, "\x00") {
			return fmt.Errorf("word %d, %q, is empty or holds a NUL, which ends a word in %s: use %s", id, word, name, format.Native)
		}
		binfile.Write(b, []byte(word), uint8(0), out.Words.Count(id), int8(0))
	}
	binfile.Write(b, uint8(0), int64(v), int64(d))
	line := make([]byte, 0, 4*out.Dim)
	for vector, err := range out.Rows {
		if err != nil {
			return err
		}
		binfile.Write(b, binfile.AppendFloats(line[:0], vector))
	}
	binfile.Write(b, uint8(0), int64(v), int64(d))
	zeros := make([]byte, 4*out.Dim)
	for range v {
		binfile.Write(b, zeros)
	}
	return b.Flush()
}
