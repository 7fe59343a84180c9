package native

// This file maps native files. Tensors begin at multiples of their element's size, so
// on a little-endian machine they are slices of the mapped memory, without a copy.

import (
	"bytes"

	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/embed/internal/mapped"
	"github.com/w2vattn/w2vattn/embed/internal/safetensors"
	"github.com/w2vattn/w2vattn/internal/mmap"
	"github.com/w2vattn/w2vattn/vocab"
)

// mapFile returns contents whose words and matrices lie in the mapped file. It
// checks the header only, in time that does not depend on the size of the
// file. It returns nil if the file must be read instead: its numbers are
// rounded, or memory has another byte order.
func mapFile(m *mapped.File) (*format.Contents, error) { return mapBytes(m.Bytes(), m) }

// mapBytes is mapFile for content, the bytes of m. The tensors of numbers become slices of
// the file without a copy, if their bytes have the order and the alignment that the
// processor needs. The checksum, the offsets of the words and the numbers are not checked,
// because that would read the whole file; look-ups check the offsets that they use.
func mapBytes(content []byte, m *mapped.File) (*format.Contents, error) {
	header, err := safetensors.ReadHeader(bytes.NewReader(content))
	if err != nil {
		return nil, err
	}
	n := &file{data: content[len(header):], mapping: m}
	if err := n.parse(header); err != nil {
		return nil, err
	}
	if err := safetensors.CheckLayout(n.tensors, int64(len(n.data))); err != nil {
		return nil, err
	}
	v, d, err := n.shape()
	if err != nil {
		return nil, err
	}
	offsets, ok1 := mmap.Cast[int64](n.tensor(tensorOffsets))
	sorted, ok2 := mmap.Cast[int32](n.tensor(tensorSorted))
	counts, ok3 := mmap.Cast[int64](n.tensor(tensorCounts))
	_, ok4 := mmap.Cast[float32](n.tensor(tensorVectors))
	if !ok1 || !ok2 || !ok3 || !ok4 || n.tensors[tensorVectors].DType != "F32" {
		return nil, nil
	}
	if _, ok := n.tensors[tensorCounts]; ok && counts == nil {
		counts = []int64{} // there are counts, of no words
	}
	words, err := vocab.FromPacked(vocab.Packed{
		Text: n.tensor(tensorWords), Offsets: offsets, Sorted: sorted, Counts: counts,
		Guard: func(look func() error) { m.Guard(look) }, //nolint:errcheck // the mapping stores the error
	})
	if err != nil {
		return nil, err
	}
	return n.contents(words, v, d)
}
