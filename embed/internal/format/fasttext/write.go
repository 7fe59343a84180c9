package fasttext

// This file writes fastText's binary format, without what only training needs.

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/w2vattn/w2vattn/embed/internal/binfile"
	"github.com/w2vattn/w2vattn/embed/internal/format"
)

// write writes a model that fastText reads: its commands print-word-vectors and nn work
// with it. Training cannot continue from it, because its output matrix is zero. The n-grams
// of a table are left out: with them, the vector of a word would no longer be its row. The
// other parameters are fastText's defaults for skip-gram with negative sampling (loss 2);
// they matter to training only. All rows are written as they are, twice V·D·4 bytes in all.
func write(w io.Writer, out *format.Output) error {
	b := bufio.NewWriter(w) // Flush returns its errors
	v, d := int32(out.Words.Len()), int32(out.Dim)
	binfile.Write(b, []byte(magic), int32(newest),
		args{Dim: d, Window: 5, Epoch: 5, MinCount: 1, Negative: 5, WordNGrams: 1, Loss: 2, Model: skipGram,
			UpdateRate: 100, Sample: 1e-4},
		v, v, int32(0), out.Words.Total(), int64(-1))
	for id, word := range out.Words.All() {
		if word == "" || len(word) > binfile.MaxWord || strings.Contains(word, "\x00") {
			return fmt.Errorf("word %d, %.60q, is empty, longer than %d bytes or contains a NUL, which %s cannot store; "+
				"use %s", id, word, binfile.MaxWord, name, format.Native)
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
