package embed

import (
	"bufio"
	"errors"
	"fmt"
	"io"
)

// An input is an opened file.
type input struct {
	r    *bufio.Reader
	at   io.ReaderAt // nil if the file can only be read from its beginning on
	size int64       // of the file; 0 if it is not known
	path string      // "" if there is only a stream
}

// A shape is what the beginning of a file says of it.
type shape struct {
	rows     int64 // V by the header's word, or an estimate
	rowBytes int64 // that a row has at least
	dim      int
	counted  bool // rows have counts
}

// A row is a word, and how often it occurred where that is known.
type row struct {
	word     string
	count    int64
	repaired bool // the word was no UTF-8
}

// A source reads a vector file from its beginning, row by row: the memory that
// it needs does not grow with their number.
type source interface {
	shape() shape
	// next returns the next word and fills vector, of length D, with its
	// numbers. With a nil vector it may skip them unseen. After the last row the
	// error is io.EOF.
	next(vector []float32) (row, error)
	// close ends what runs in the background.
	close()
}

// readRows reads all that s has.
func readRows(s source, size int64) (*File, error) {
	defer s.close()
	shape := s.shape()
	t := newRows(shape, size)
	defer t.words.end()
	for {
		r, err := s.next(t.next())
		if errors.Is(err, io.EOF) {
			return t.file()
		}
		if err != nil {
			return nil, err
		}
		t.add(r)
	}
}

// checkVector refuses what is no number.
func checkVector(word string, vector []float32) error {
	if finite(vector) {
		return nil
	}
	for i, x := range vector {
		if x-x != 0 { // NaN or infinity
			return fmt.Errorf("number %d of the vector of %q is %v", i+1, word, x)
		}
	}
	return nil
}

// finite says whether all are numbers: 0 times anything else is none. Four sums
// do not wait for each other.
func finite(x []float32) bool {
	var a, b, c, d float32
	for ; len(x) >= 4; x = x[4:] {
		a, b, c, d = a+0*x[0], b+0*x[1], c+0*x[2], d+0*x[3]
	}
	for _, y := range x {
		a += 0 * y
	}
	return a+b+c+d == 0
}
