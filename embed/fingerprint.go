package embed

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

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Fingerprint returns a number that two tables of different words or vectors
// have in common with a chance of 2⁻³² each: what was derived from a table can
// tell by it that it meets another. It reads the whole table, until ctx ends, whose
// error it returns then. A mapped file that cannot be read is an error too. It
// tells mistakes, not forgeries.
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

// bytesOf returns numbers as they are in files.
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

// Rows copies the vectors of some words, a row each, into a matrix whose stride
// is a multiple of 16: the numbers between are zeros. Word numbers beyond the
// table are a programming error and panic.
func (t *Table) Rows(ids []vocab.ID) (blas32.General, error) {
	const whole = 16
	stride := (t.Dim() + whole - 1) / whole * whole
	m := blas32.General{Rows: len(ids), Cols: t.Dim(), Stride: stride, Data: simd.Alloc(len(ids) * stride)}
	err := t.guard(func() {
		for i, id := range ids {
			copy(linalg.Row(m, i), linalg.Row(t.vectors, int(id)))
		}
	})
	return m, err
}
