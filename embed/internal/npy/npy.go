// Package npy reads and writes arrays of numpy (NEP 1):
//
//	\x93NUMPY 1 0 | length | {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), } padding \n | numbers
package npy

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/w2vattn/w2vattn/embed/internal/binfile"
	"github.com/w2vattn/w2vattn/embed/internal/float16"
)

// An array of numpy (numpy.lib.format) is a file of these parts:
//
//	byte 0        "\x93NUMPY"
//	byte 6        the version, major and minor, a byte each
//	byte 8        the length n of the header, little-endian: uint16 in version 1
//	byte 10       the header in version 1; in versions 2 and 3 the length is a uint32,
//	              and the header begins at byte 12
//	byte 10+n     the elements, row by row, or column by column if fortran_order is True
//
// The header is a Python dictionary:
//
//	{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }
//
// descr is the byte order (< > | =), the kind and the size of an element: f2,
// f4 and f8 numbers, i and u integers, S bytes, U characters of four bytes
// each.

// The first bytes of an array, and the largest header that is read: numpy writes less than
// 200 bytes for arrays of numbers.
const (
	magic     = "\x93NUMPY"
	maxHeader = 1 << 16
)

// An Array is read element by element, in the order of the file.
type Array struct {
	Type
	// Fortran is whether columns come first.
	Fortran bool
	Shape   []int64

	r      *bufio.Reader
	buf    []byte // one element
	header int64  // the number of bytes before the elements
}

// New returns an array of elements that r begins with, without a header.
func New(r io.Reader, t Type, shape []int64, fortran bool) *Array {
	return &Array{Type: t, Fortran: fortran, Shape: shape, r: bufio.NewReaderSize(r, 1<<16)}
}

// Open reads the header of an array. It allocates at most maxHeader bytes before it
// has checked the header.
func Open(r io.Reader) (*Array, error) {
	b := bufio.NewReaderSize(r, 1<<16)
	head := make([]byte, 10)
	if _, err := io.ReadFull(b, head); err != nil || string(head[:6]) != magic {
		return nil, errors.New("not a numpy array")
	}
	length := int(binary.LittleEndian.Uint16(head[8:]))
	if head[6] > 1 {
		more := make([]byte, 2)
		if _, err := io.ReadFull(b, more); err != nil {
			return nil, binfile.CutOff(err)
		}
		length |= int(binary.LittleEndian.Uint16(more)) << 16
	}
	if length > maxHeader {
		return nil, fmt.Errorf("the header of the array claims %d bytes, more than the %d that are allowed", length,
			maxHeader)
	}
	header := make([]byte, length)
	if _, err := io.ReadFull(b, header); err != nil {
		return nil, binfile.CutOff(err)
	}
	a := &Array{r: b, header: int64(len(head) + length)}
	if head[6] > 1 {
		a.header += 2
	}
	return a, a.parse(string(header))
}

// parse parses the dictionary of the header. It does not evaluate Python: it looks for the
// three keys and cuts out their values, which is enough for the headers that numpy writes.
// Dictionaries that other programs write may have the keys in another order.
func (a *Array) parse(header string) error {
	descr, ok1 := dictValue(header, "descr", "'", "'")
	shape, ok2 := dictValue(header, "shape", "(", ")")
	order, ok3 := dictValue(header, "fortran_order", "", ",")
	if !ok1 || !ok2 || !ok3 {
		return fmt.Errorf("the header of the array cannot be parsed: %.80q", header)
	}
	var err error
	if a.Type, err = ParseType(descr); err != nil {
		return err
	}
	a.Fortran = strings.TrimSpace(order) == "True"
	return a.parseShape(shape)
}

// parseShape parses the tuple of lengths. Python 2 wrote lengths with an L at the end.
func (a *Array) parseShape(text string) error {
	for field := range strings.SplitSeq(text, ",") {
		if field = strings.TrimSpace(field); field == "" {
			continue
		}
		n, err := strconv.ParseInt(strings.TrimSuffix(field, "L"), 10, 64)
		if err != nil || n < 0 {
			return fmt.Errorf("the shape (%s) is not a tuple of lengths", text)
		}
		a.Shape = append(a.Shape, n)
	}
	return nil
}

// dictValue returns the value of a key, which is between begin and end. In the example
// above the value of descr is <f4, and that of shape is "3, 2".
func dictValue(header, key, begin, end string) (string, bool) {
	_, rest, ok := strings.Cut(header, "'"+key+"':")
	if !ok {
		return "", false
	}
	rest = strings.TrimLeft(rest, " ")
	if after, ok := strings.CutPrefix(rest, begin); ok {
		rest = after
	} else {
		end = "," // the descr of objects is not always a string
	}
	value, _, ok := strings.Cut(rest, end)
	return value, ok
}

// bytes returns the next element, valid until the next call. The result is a buffer of the
// array.
func (a *Array) bytes() ([]byte, error) {
	if a.buf == nil {
		a.buf = make([]byte, a.Size)
	}
	_, err := io.ReadFull(a.r, a.buf)
	if err != nil {
		err = binfile.CutOff(err)
	}
	return a.buf, err
}

// Text reads a string without the zeros that pad it. Strings of kind U are UTF-32, S are
// bytes. A NUL inside a string is kept. For example, cat in an array of type <U4 has 16
// bytes, of which the last four are zero.
func (a *Array) Text() (string, error) {
	b, err := a.bytes()
	if err != nil {
		return "", err
	}
	if a.Kind == 'S' {
		return string(bytes.TrimRight(b, "\x00")), nil
	}
	var s []byte
	zeros := 0
	for ; len(b) > 0; b = b[4:] {
		c := a.order.Uint32(b)
		if c == 0 { // padding, unless a character follows
			zeros++
			continue
		}
		for ; zeros > 0; zeros-- {
			s = append(s, 0)
		}
		if c > utf8.MaxRune || !utf8.ValidRune(rune(c)) {
			return "", fmt.Errorf("%#x is not a Unicode character", c)
		}
		s = utf8.AppendRune(s, rune(c))
	}
	return string(s), nil
}

// Integer reads an integer of 1 to 8 bytes. Unsigned numbers of 2^63 and more become
// negative. The sign of shorter integers is extended by shifting to the left and back.
func (a *Array) Integer() (int64, error) {
	b, err := a.bytes()
	if err != nil {
		return 0, err
	}
	var x uint64
	for i := range b {
		k := i
		if a.order == binary.ByteOrder(binary.LittleEndian) {
			k = len(b) - 1 - i
		}
		x = x<<8 | uint64(b[k])
	}
	if unused := 64 - 8*len(b); a.Kind == 'i' {
		return int64(x<<unused) >> unused, nil
	}
	return int64(x), nil
}

// Floats fills dst, or skips n numbers if dst is nil. Numbers of float64 are rounded to the
// nearest float32. The array must have elements of kind f.
func (a *Array) Floats(dst []float32, n int) error {
	if dst == nil {
		_, err := io.CopyN(io.Discard, a.r, int64(n)*int64(a.Size))
		return binfile.CutOff(err)
	}
	if a.Size == 4 && a.order == binary.ByteOrder(binary.LittleEndian) {
		return (&binfile.Reader{R: a.r}).Floats(dst)
	}
	for i := range dst {
		b, err := a.bytes()
		if err != nil {
			return err
		}
		switch a.Size {
		case 2:
			dst[i] = float16.ToFloat32(a.order.Uint16(b))
		case 4:
			dst[i] = math.Float32frombits(a.order.Uint32(b))
		case 8:
			dst[i] = float32(math.Float64frombits(a.order.Uint64(b)))
		}
	}
	return nil
}

// FileSize returns the number of bytes that the header and the elements take, as the header
// claims it, or math.MaxInt64 if it is more than that.
func (a *Array) FileSize() int64 {
	size := int64(a.Size)
	for _, n := range a.Shape {
		if n > 0 && size > math.MaxInt64/n {
			return math.MaxInt64
		}
		size *= n
	}
	if size > math.MaxInt64-a.header {
		return math.MaxInt64
	}
	return size + a.header
}

// Rest returns the number of bytes that follow the elements that were read, by reading
// them.
func (a *Array) Rest() (int64, error) { return io.Copy(io.Discard, a.r) }

// NewHeader returns the beginning of an array, in version 1 of the format and padded to a
// multiple of 64 bytes, as numpy writes it. For example, two vectors of three numbers begin
// with a header of 118 bytes, so that the elements begin at byte 128.
func NewHeader(descr string, shape ...int) []byte {
	numbers := make([]string, len(shape))
	for i, n := range shape {
		numbers[i] = strconv.Itoa(n)
	}
	tuple := strings.Join(numbers, ", ")
	if len(shape) == 1 {
		tuple += ","
	}
	header := fmt.Sprintf("{'descr': '%s', 'fortran_order': False, 'shape': (%s), }", descr, tuple)
	for (10+len(header)+1)%64 != 0 {
		header += " "
	}
	header += "\n"
	return append(binary.LittleEndian.AppendUint16([]byte(magic+"\x01\x00"), uint16(len(header))), header...)
}
