package cooccur

// This file reads and writes GloVe's format: records without a header, 16 bytes each,
//
//	byte   0      4      8               16
//	       row    column weight
//
// with row and column as int32 from 1, and weight as float64, little-endian. The
// format does not say which vocabulary it belongs to; Matrix.Check finds most
// mistakes.

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"

	"github.com/w2vattn/w2vattn/vocab"
)

// recordBytes is the size of a record in a file of GloVe: row and column as int32, counted
// from 1, and the weight as float64, little-endian.
const recordBytes = 4 + 4 + 8

// A Record is the co-occurrence of two words.
type Record struct {
	Row, Column vocab.ID
	Weight      float64 // above 0
}

// Write writes rows to w as records in the file format of GloVe, in their order, and
// returns the number of records. Errors are those of rows and of w, and ErrNoPairs if
// there are no rows.
func Write(w io.Writer, rows iter.Seq2[Row, error]) (records int64, err error) {
	out := bufio.NewWriterSize(w, runBuffer)
	for row, err := range rows {
		if err != nil {
			return records, err
		}
		for i, column := range row.Columns {
			b := binary.LittleEndian.AppendUint32(out.AvailableBuffer(), uint32(row.Word+1))
			b = binary.LittleEndian.AppendUint32(b, uint32(column+1))
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(row.Weights[i]))
			if _, err := out.Write(b); err != nil {
				return records, err
			}
		}
		records += int64(len(row.Columns))
	}
	if records == 0 {
		return 0, ErrNoPairs
	}
	return records, out.Flush()
}

// A RecordError is the error of a bad record in a file.
type RecordError struct {
	Record int64 // from 0
	Why    string
}

// Error names the record and its first byte. Callers add the name of the file.
func (e *RecordError) Error() string {
	return fmt.Sprintf("record %d (at byte %d) %s", e.Record+1, e.Record*recordBytes, e.Why)
}

// Read yields the records of a file that Write or GloVe's cooccur or shuffle has written, in
// the order of the file. The last value may be an error: that of r, or a *RecordError for
// an index that is not from 1 to words, a weight that is not above 0 and finite, or a file
// that ends within a record.
func Read(r io.Reader, words int) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		in := bufio.NewReaderSize(r, runBuffer)
		var b [recordBytes]byte
		for i := int64(0); ; i++ {
			_, err := io.ReadFull(in, b[:])
			if err == io.EOF {
				return
			}
			record, why := parse(b[:], words)
			if errors.Is(err, io.ErrUnexpectedEOF) {
				err, why = nil, "is cut: the size of the file is not a multiple of 16; write or copy it again"
			}
			if err == nil && why != "" {
				err = &RecordError{i, why}
			}
			if !yield(record, err) || err != nil {
				return
			}
		}
	}
}

// parse returns a record, or what is wrong with it in words that continue "record N
// (at byte B) …".
func parse(b []byte, words int) (Record, string) {
	row, column := int32(binary.LittleEndian.Uint32(b)), int32(binary.LittleEndian.Uint32(b[4:]))
	weight := math.Float64frombits(binary.LittleEndian.Uint64(b[8:]))
	for _, x := range []struct {
		name  string
		index int32
	}{{"row", row}, {"column", column}} {
		if x.index < 1 || int(x.index) > words {
			return Record{}, fmt.Sprintf("has the %s %d, must be from 1 to the %d words of the vocabulary; "+
				"use the file with the vocabulary that it was counted with", x.name, x.index, words)
		}
	}
	if !(weight > 0) || math.IsInf(weight, 0) {
		return Record{}, fmt.Sprintf("has the weight %v, must be above 0 and finite; count the corpus again", weight)
	}
	return Record{vocab.ID(row - 1), vocab.ID(column - 1), weight}, ""
}
