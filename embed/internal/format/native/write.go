package native

// This file writes native files in the safetensors format:
//
//	8 bytes    length of the header
//	header     JSON: for each tensor its type, shape and bytes; metadata
//	tensors    numbers and words, little-endian
//
// The same content gives the same bytes.

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed/internal/binfile"
	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/embed/internal/safetensors"
	"github.com/w2vattn/w2vattn/internal/linalg"
)

// MatrixNames returns the names, sorted, of the matrices that a trainer adds, such as its
// output vectors: all names but those of the format's own tensors. A matrix cannot have one of the reserved names.
func MatrixNames[T any](tensors map[string]T) []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(tensors)), func(name string) bool {
		return slices.Contains([]string{tensorCounts, tensorOffsets, tensorVectors, tensorScales, tensorNGrams,
			tensorNScales, tensorSorted, tensorWords}, name)
	})
}

// zeroChecksum stands in for the checksum while it is computed.
var zeroChecksum = strings.Repeat("0", hex.EncodedLen(sha256.Size))

// write writes a file. It ranges over the vectors twice, for the checksum and for the file.
// The bytes depend on out alone. The header precedes the tensors and contains their
// checksum, hence the two passes.
func write(w io.Writer, out *format.Output) error {
	if err := checkMatrices(out); err != nil {
		return err
	}
	parts := tensorParts(out)
	sum := sha256.New()
	if err := writeParts(sum, makeHeader(out, parts, zeroChecksum), parts); err != nil {
		return err
	}
	return writeParts(w, makeHeader(out, parts, hex.EncodeToString(sum.Sum(nil))), parts)
}

// checkMatrices returns an error if a matrix of the trainer could not be read again.
func checkMatrices(out *format.Output) error {
	for _, name := range MatrixNames(out.Matrices) {
		m := out.Matrices[name]
		_, twice := out.Streams[name]
		if twice || name == safetensors.MetadataName || m.Rows != out.Words.Len() || m.Cols < 1 {
			return fmt.Errorf("the matrix %q is %d×%d, expected a row of at least one number for each of %d words and "+
				"another name than %q", name, m.Rows, m.Cols, out.Words.Len(), safetensors.MetadataName)
		}
	}
	return nil
}

// A tensorPart is a tensor to be written. write writes its elements; it is called twice and
// must write the same bytes both times.
type tensorPart struct {
	name, dtype string
	shape       []int64
	write       func(io.Writer) error
}

// tensorParts lists the tensors in the order in which they are written: those
// with elements of 8 bytes, of 4 bytes, of 2 bytes or 1 byte, so that each
// begins at a multiple of its element's size:
//
//	counts, word_offsets
//	vectors or scales, ngrams or ngram_scales, matrices of the trainer, sorted
//	rounded vectors, rounded ngrams
//	words
//
// All words are in memory, and their offsets, counts and order are computed here, V log V
// steps.
func tensorParts(out *format.Output) []tensorPart {
	v, d := int64(out.Words.Len()), int64(out.Dim)
	words := make([]string, 0, v)
	offsets, counts := []int64{0}, make([]int64, 0, v)
	for id, word := range out.Words.All() {
		words = append(words, word)
		offsets = append(offsets, offsets[id]+int64(len(word)))
		counts = append(counts, out.Words.Count(id))
	}
	var parts []tensorPart
	if out.Words.Counted() {
		parts = append(parts, tensorPart{tensorCounts, "I64", []int64{v}, writeNumbers(counts)})
	}
	parts = append(parts, tensorPart{tensorOffsets, "I64", []int64{v + 1}, writeNumbers(offsets)})
	rounded, exact := vectorParts(out, v, d)
	for _, name := range MatrixNames(out.Matrices) {
		m := out.Matrices[name]
		exact = append(exact, tensorPart{name, "F32", []int64{v, int64(m.Cols)}, writeMatrix(m)})
	}
	for _, name := range MatrixNames(out.Streams) {
		m := out.Streams[name]
		exact = append(exact, tensorPart{name, "F32", []int64{v, int64(m.Cols)}, writeRows(m.Rows, binfile.AppendFloats)})
	}
	parts = append(parts, exact...)
	parts = append(parts, tensorPart{tensorSorted, "I32", []int64{v}, writeNumbers(sortedOrder(words))})
	return append(append(parts, rounded...), tensorPart{tensorWords, "U8", []int64{offsets[v]}, writeStrings(words)})
}

// writeStrings returns a function that writes the bytes of the words. There is no
// separator; the offsets delimit the words.
func writeStrings(words []string) func(io.Writer) error {
	return func(w io.Writer) error {
		b := bufio.NewWriter(w)
		for _, word := range words {
			if _, err := b.WriteString(word); err != nil {
				return err
			}
		}
		return b.Flush()
	}
}

// writeParts writes the header and the tensors.
func writeParts(w io.Writer, header []byte, parts []tensorPart) error {
	if _, err := w.Write(header); err != nil {
		return err
	}
	for _, p := range parts {
		if err := p.write(w); err != nil {
			return err
		}
	}
	return nil
}

// writeNumbers returns a function that writes numbers in little-endian order. It encodes
// 8,192 numbers at a time.
func writeNumbers[T int32 | int64 | float32](s []T) func(io.Writer) error {
	return func(w io.Writer) error {
		var buf []byte
		for part := range slices.Chunk(s, 1<<13) {
			buf, _ = binary.Append(buf[:0], binary.LittleEndian, part)
			if _, err := w.Write(buf); err != nil {
				return err
			}
		}
		return nil
	}
}

// writeMatrix returns a function that writes the rows of m. A matrix whose rows are
// contiguous is written at once.
func writeMatrix(m blas32.General) func(io.Writer) error {
	if m.Stride == m.Cols {
		return writeNumbers(m.Data[:m.Rows*m.Cols])
	}
	return func(w io.Writer) error {
		for i := range m.Rows {
			if err := writeNumbers(linalg.Row(m, i))(w); err != nil {
				return err
			}
		}
		return nil
	}
}

// makeHeader returns the length and the header. Its size does not depend on the checksum.
// The metadata is sorted by name, as json.Marshal does, and the tensors are in the order of
// parts, so the bytes do not depend on the order of a map.
func makeHeader(out *format.Output, parts []tensorPart, checksum string) []byte {
	meta := out.Meta
	metadata := map[string]string{"format": program, "format_version": version, "checksum": checksum}
	for key, value := range map[string]json.RawMessage{"config": meta.Config, "tokenizer": meta.Tokenizer,
		"corpus": meta.Corpus} {
		if value != nil {
			metadata[key] = string(value)
		}
	}
	if meta.Program != "" {
		metadata["program"] = meta.Program
	}
	if out.Subwords != nil {
		metadata["subwords"] = fmt.Sprintf(`{"min":%d,"max":%d}`, out.Subwords.Min, out.Subwords.Max)
	}
	text, _ := json.Marshal(metadata) // strings cannot fail
	header := append([]byte(`{"__metadata__":`), text...)
	var at int64
	for _, p := range parts {
		size := safetensors.Size(p.dtype)
		for _, n := range p.shape {
			size *= n
		}
		entry, _ := json.Marshal(safetensors.Tensor{DType: p.dtype, Shape: p.shape, Offsets: [2]int64{at, at + size}})
		name, _ := json.Marshal(p.name)
		header = append(append(append(append(header, ','), name...), ':'), entry...)
		at += size
	}
	header = append(header, '}')
	for (8+len(header))%64 != 0 {
		header = append(header, ' ')
	}
	return append(binary.LittleEndian.AppendUint64(nil, uint64(len(header))), header...)
}
