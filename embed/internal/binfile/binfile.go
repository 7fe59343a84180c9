// Package binfile reads and writes the little-endian numbers and delimited
// words of binary files, and counts bytes for error messages.
package binfile

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/w2vattn/w2vattn/internal/mmap"
	"github.com/w2vattn/w2vattn/internal/simd"
)

// MaxWord bounds the bytes of a word, so that a file of another kind is
// detected before all of it is read as one word.
const MaxWord = 1 << 16

// A Reader reads from R and counts the bytes in Offset. It is an io.Reader, so
// that binary.Read and io.ReadFull read from it too:
//
//	in := &binfile.Reader{R: r}
//	word, err := in.Until(' ')
//	err = in.Floats(vector)
//	…
//	return fmt.Errorf("byte %d: %w", in.Offset, err)
type Reader struct {
	R      *bufio.Reader
	Offset int64 // the bytes that were read
	word   []byte
}

// Read implements io.Reader.
func (r *Reader) Read(p []byte) (int, error) {
	n, err := r.R.Read(p)
	r.Offset += int64(n)
	return n, err
}

// Until returns the bytes before the next end byte, and skips that byte. A word of more
// than MaxWord bytes is an error. It looks for end in the bytes that are buffered first,
// which saves a call for each byte of nearly all words.
func (r *Reader) Until(end byte) (string, error) {
	r.word = r.word[:0]
	if near, _ := r.R.Peek(min(r.R.Buffered(), 64)); bytes.IndexByte(near, end) >= 0 { // nearly all words
		word := string(near[:bytes.IndexByte(near, end)])
		r.Offset += int64(len(word) + 1)
		_, err := r.R.Discard(len(word) + 1)
		return word, err
	}
	for {
		c, err := r.R.ReadByte()
		if err != nil {
			return string(r.word), CutOff(err)
		}
		r.Offset++
		if c == end {
			return string(r.word), nil
		}
		if len(r.word) == MaxWord {
			return string(r.word[:60]), fmt.Errorf("no %q in %d bytes: %.60q is not a word", end, MaxWord, r.word)
		}
		r.word = append(r.word, c)
	}
}

// Floats fills dst with float32 numbers. Where memory has the byte order of the file, they
// are read without a copy. A file that ends early is the error of CutOff.
func (r *Reader) Floats(dst []float32) error {
	if same, ok := mmap.Bytes(dst); ok {
		_, err := io.ReadFull(r, same)
		return CutOff(err)
	}
	buf := make([]byte, 4*min(len(dst), 1<<12))
	for len(dst) > 0 {
		part := dst[:min(len(dst), len(buf)/4)]
		if _, err := io.ReadFull(r, buf[:4*len(part)]); err != nil {
			return CutOff(err)
		}
		DecodeFloats(part, buf)
		dst = dst[len(part):]
	}
	return nil
}

// Skip skips n bytes. A file that ends early is the error of CutOff.
func (r *Reader) Skip(n int64) error {
	for n > 0 {
		skipped, err := r.R.Discard(int(min(n, 1<<30)))
		r.Offset += int64(skipped)
		if err != nil {
			return CutOff(err)
		}
		n -= int64(skipped)
	}
	return nil
}

// ManyFloats reads n float32 numbers. size is the number of bytes that are left in the
// file, or 0 if it is not known: memory is allocated for that many first and grows with
// what was read, whatever n claims. Each further step at most doubles the memory.
func (r *Reader) ManyFloats(n int, size int64) ([]float32, error) {
	data := simd.Alloc(min(n, int(max(size/4, 1<<16))))
	for done := 0; ; {
		if err := r.Floats(data[done:]); err != nil {
			return nil, err
		}
		if done = len(data); done == n {
			return data, nil
		}
		data = append(data, make([]float32, min(n-done, done))...)
	}
}

// CutOff replaces io.EOF and io.ErrUnexpectedEOF by an error that explains the
// early end of a file. It returns other errors as they are.
func CutOff(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("the file ends here: it was cut off, or its header is wrong")
	}
	return err
}

// DecodeFloats fills dst with the first len(dst) float32 numbers of b.
func DecodeFloats(dst []float32, b []byte) {
	b = b[:4*len(dst)]
	for i := range dst {
		dst[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i : 4*i+4]))
	}
}

// AppendFloats appends the little-endian bytes of float32 numbers to dst.
func AppendFloats(dst []byte, vector []float32) []byte {
	for _, x := range vector {
		dst = binary.LittleEndian.AppendUint32(dst, math.Float32bits(x))
	}
	return dst
}

// Write writes slices of bytes as they are, and numbers and structs of numbers in
// little-endian order. b keeps errors until Flush. It does not check its arguments: a value
// of another type writes nothing.
func Write(b *bufio.Writer, all ...any) {
	for _, x := range all {
		if bytes, ok := x.([]byte); ok {
			b.Write(bytes) //nolint:errcheck // b keeps it
			continue
		}
		buf, _ := binary.Append(b.AvailableBuffer(), binary.LittleEndian, x)
		b.Write(buf) //nolint:errcheck // b keeps it
	}
}
