// Package binfile reads and writes the little-endian numbers of binary files.
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

// MaxWord bounds the bytes of a word, so that a file of another kind is noticed
// before all of it is taken for one.
const MaxWord = 1 << 16

// A Reader reads from R and counts the bytes.
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

// Until returns the bytes before the next end byte and skips that.
func (r *Reader) Until(end byte) (string, error) {
	r.word = r.word[:0]
	if near, _ := r.R.Peek(min(r.R.Buffered(), 64)); bytes.IndexByte(near, end) >= 0 { // nearly always
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
			return string(r.word[:60]), fmt.Errorf("no %q in %d bytes: %.60q is no word", end, MaxWord, r.word)
		}
		r.word = append(r.word, c)
	}
}

// Floats fills dst with float32 numbers.
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

// Skip skips n bytes.
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

// ManyFloats reads n float32 numbers. It takes no more memory at once than size, the
// bytes that are left in the file, accounts for; 0 if that is not known.
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

// CutOff returns an error that explains an early end of the file, and other errors
// as they are.
func CutOff(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("the file ends here: it was cut off, or its header is wrong")
	}
	return err
}

// DecodeFloats fills dst with the first float32 numbers of b.
func DecodeFloats(dst []float32, b []byte) {
	b = b[:4*len(dst)]
	for i := range dst {
		dst[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i : 4*i+4]))
	}
}

// AppendFloats appends float32 numbers to dst.
func AppendFloats(dst []byte, vector []float32) []byte {
	for _, x := range vector {
		dst = binary.LittleEndian.AppendUint32(dst, math.Float32bits(x))
	}
	return dst
}

// Write writes bytes as they are, and numbers and structs of numbers in
// little-endian order. b keeps the errors until its Flush.
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
