package embed

// This file computes checksums by which other files recognise a table, such as a
// search index that was built with it.

import (
	"cmp"
	"context"
	"encoding/binary"
	"hash/crc32"
	"math"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/internal/mmap"
	"github.com/w2vattn/w2vattn/internal/simd"
	"github.com/w2vattn/w2vattn/vocab"
)

// castagnoli is the polynomial that processors have an instruction for.
var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Fingerprint returns a checksum of the words and vectors: the CRC-32C of the
// words in the upper half and that of the numbers in the lower half. A search
// index, for example, stores the fingerprint of its table to detect later that
// it is used with another table. Tables that differ have the same fingerprint
// with a probability of about 2⁻³². It does not protect against forgery.
// Fingerprint reads the whole table. If ctx is done, it soon stops and returns the
// error of ctx. It also returns the error of a mapped file that cannot be read.
func (t *Table) Fingerprint(ctx context.Context) (uint64, error) {
	words := crc32.New(castagnoli)
	var size [8]byte
	for id, w := range t.words.All() {
		if id%partRows == 0 && ctx.Err() != nil {
			return 0, ctx.Err()
		}
		binary.LittleEndian.PutUint64(size[:], uint64(len(w)))
		words.Write(size[:])
		words.Write([]byte(w))
	}
	rows := crc32.New(castagnoli)
	binary.LittleEndian.PutUint64(size[:], uint64(t.Dim()))
	rows.Write(size[:])
	for begin := 0; begin < t.Len(); begin += partRows {
		err := t.guard(func() {
			for i := begin; i < min(begin+partRows, t.Len()); i++ {
				rows.Write(bytesOf(linalg.Row(t.vectors, i)))
			}
		})
		if err = cmp.Or(err, ctx.Err()); err != nil {
			return 0, err
		}
	}
	return uint64(words.Sum32())<<32 | uint64(rows.Sum32()), t.Err()
}

// bytesOf returns the little-endian bytes of x, without copying where memory
// has the same order.
func bytesOf(x []float32) []byte {
	if b, ok := mmap.Bytes(x); ok {
		return b
	}
	b := make([]byte, 0, 4*len(x))
	for _, v := range x {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
	}
	return b
}

// Rows returns copies of the vectors of some words as a len(ids)×D matrix, in
// the order of ids, which may repeat. The stride is a multiple of 16 numbers, the
// unit that kernels read, with zeros between the rows. Ids outside the table are
// a programming error and panic. The error is that of a mapped file that cannot
// be read.
func (t *Table) Rows(ids []vocab.ID) (blas32.General, error) {
	stride := (t.Dim() + 15) &^ 15
	m := blas32.General{Rows: len(ids), Cols: t.Dim(), Stride: stride, Data: simd.Alloc(len(ids) * stride)}
	err := t.guard(func() {
		for i, id := range ids {
			copy(linalg.Row(m, i), linalg.Row(t.vectors, int(id)))
		}
	})
	return m, err
}
