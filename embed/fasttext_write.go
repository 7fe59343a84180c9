package embed

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
)

// writeFastText writes a model that fastText reads: print-word-vectors and nn
// work with it, training cannot go on, as the output matrix is zero. A word's
// vector is its row there only without n-grams: those of a table stay behind.
func writeFastText(w io.Writer, s *Stream) error {
	b := bufio.NewWriter(w) // whose error Flush tells
	v, d := int32(s.Words.Len()), int32(s.Dim)
	writeLittle(b, []byte(fastTextMagic), int32(fastTextVersion),
		fastTextArgs{Dim: d, Window: 5, Epoch: 5, MinCount: 1, Negative: 5, WordNGrams: 1, Loss: 2, Model: fastTextSkipGram, UpdateRate: 100, Sample: 1e-4},
		v, v, int32(0), s.Words.Total(), int64(-1))
	for id, word := range s.Words.All() {
		if word == "" || strings.Contains(word, "\x00") {
			return fmt.Errorf("word %d, %q, is empty or holds a NUL, which ends a word in %s: use %s", id, word, FastText, Safetensors)
		}
		writeLittle(b, []byte(word), uint8(0), s.Words.Count(id), int8(0))
	}
	writeLittle(b, uint8(0), int64(v), int64(d))
	line := make([]byte, 0, 4*s.Dim)
	for vector, err := range s.Rows {
		if err != nil {
			return err
		}
		writeLittle(b, appendFloats(line[:0], vector))
	}
	writeLittle(b, uint8(0), int64(v), int64(d))
	zeros := make([]byte, 4*s.Dim)
	for range v {
		writeLittle(b, zeros)
	}
	return b.Flush()
}

// writeLittle writes numbers in little-endian order. b keeps its errors.
func writeLittle(b *bufio.Writer, all ...any) {
	for _, x := range all {
		if bytes, ok := x.([]byte); ok {
			b.Write(bytes) //nolint:errcheck // b keeps it
			continue
		}
		buf, _ := binary.Append(b.AvailableBuffer(), binary.LittleEndian, x)
		b.Write(buf) //nolint:errcheck // b keeps it
	}
}
