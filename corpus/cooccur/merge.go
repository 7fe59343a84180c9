package cooccur

// This file counts a corpus that does not fit into memory: external sorting by
// segments. Each segment is counted by itself and leaves a run, its rows in
// increasing order; the runs are then read side by side, and rows of the same word
// are added. Sums are whole numbers, so the result is the same as with one segment.
//
// The temporary file takes 8 bytes for each row and 12 for each of its columns. Merging holds a
// buffer of each run and one row of sums, 8 bytes for each column. It looks at every run once
// for every word, besides reading the file once.

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/vocab"
)

// runBuffer is the size in bytes of the buffer of a run. It is a convention.
const runBuffer = 256 << 10

// merge counts the segments one after another, writes the rows of each as a run to a
// temporary file, adds them up and calls emit for blocks of rows in increasing order.
func (k *counter) merge(segments [][]corpus.Range, emit func(*block) error) (err error) {
	f, err := os.CreateTemp("", "w2vattn-cooccur-*")
	if err != nil {
		return fmt.Errorf("cooccur: a temporary file for the counts: %w", err)
	}
	_ = os.Remove(f.Name()) // where open files cannot be removed, the deferred call does
	defer func() {
		err = errors.Join(err, f.Close())
		if removed := os.Remove(f.Name()); !errors.Is(removed, os.ErrNotExist) {
			err = errors.Join(err, removed)
		}
	}()
	var runs []*run
	w := &runWriter{w: bufio.NewWriterSize(f, runBuffer)}
	for _, ranges := range segments {
		begin := w.size
		if err := k.segment(ranges, w.write); err != nil {
			return err
		}
		if err := w.w.Flush(); err != nil {
			return writeError(err)
		}
		section := io.NewSectionReader(f, begin, w.size-begin)
		runs = append(runs, &run{r: bufio.NewReaderSize(section, runBuffer)})
	}
	return k.add(runs, emit)
}

// add adds up the rows of all runs. A block has one row. Before word w, each run is at its first
// row of a word w or later, so that the rows to add are those at the beginning of the runs.
func (k *counter) add(runs []*run, emit func(*block) error) error {
	a, b := newSums(k.columns), &block{}
	for _, r := range runs {
		if err := r.next(); err != nil {
			return err
		}
	}
	for word := range vocab.ID(k.words) {
		if err := k.ctx.Err(); err != nil {
			return err
		}
		for _, r := range runs {
			if r.word == word {
				if err := r.addTo(&a); err != nil {
					return err
				}
			}
		}
		b.reset()
		a.take(word, b)
		if err := emit(b); err != nil {
			return err
		}
	}
	return nil
}

// writeError returns the error of writing the temporary file, with the remedy.
func writeError(err error) error {
	return fmt.Errorf("cooccur: writing counts to the temporary folder %s: %w; set TMPDIR to another folder, or "+
		"allow more memory", os.TempDir(), err)
}

// A runWriter writes rows: word and number of columns as uint32, then for each column its
// id as uint32 and its sum as uint64, all little-endian.
type runWriter struct {
	w    *bufio.Writer
	size int64 // bytes written
}

// write writes the rows of a block.
func (w *runWriter) write(b *block) error {
	begin := 0
	for i, end := range b.ends {
		buffer := binary.LittleEndian.AppendUint32(w.w.AvailableBuffer(), uint32(b.words[i]))
		buffer = binary.LittleEndian.AppendUint32(buffer, uint32(end-begin))
		if err := w.bytes(buffer); err != nil {
			return err
		}
		for j := begin; j < end; j++ {
			buffer = binary.LittleEndian.AppendUint32(w.w.AvailableBuffer(), uint32(b.columns[j]))
			buffer = binary.LittleEndian.AppendUint64(buffer, b.sums[j])
			if err := w.bytes(buffer); err != nil {
				return err
			}
		}
		begin = end
	}
	return nil
}

// bytes writes b.
func (w *runWriter) bytes(b []byte) error {
	n, err := w.w.Write(b)
	w.size += int64(n)
	if err != nil {
		return writeError(err)
	}
	return nil
}

// A run reads the rows of a segment.
type run struct {
	r       *bufio.Reader
	word    vocab.ID // of the next row; -1 after the last one
	columns int      // of that row
}

// next reads the beginning of the next row: its word and the number of its columns.
func (r *run) next() error {
	head, err := r.r.Peek(8)
	if err == io.EOF && len(head) == 0 {
		r.word = -1
		return nil
	}
	if err != nil {
		return readError(err)
	}
	r.word = vocab.ID(binary.LittleEndian.Uint32(head))
	r.columns = int(binary.LittleEndian.Uint32(head[4:]))
	_, err = r.r.Discard(8)
	return err
}

// addTo adds the row to a and reads the beginning of the next one.
func (r *run) addTo(a *sums) error {
	for range r.columns {
		b, err := r.r.Peek(12)
		if err != nil {
			return readError(err)
		}
		a.add(vocab.ID(binary.LittleEndian.Uint32(b)), binary.LittleEndian.Uint64(b[4:]))
		if _, err := r.r.Discard(12); err != nil {
			return readError(err)
		}
	}
	return r.next()
}

// readError returns the error of reading the temporary file.
func readError(err error) error {
	return fmt.Errorf("cooccur: reading the temporary file of counts: %w", err)
}
