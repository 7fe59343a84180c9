package textlines

// This file recognises text formats by their first lines. A first line "400000 300"
// is a header; "the 0.418 0.249 …" is a row.

import (
	"bytes"
	"errors"
	"strconv"
	"strings"
)

// ParseHeader parses a first line "V D" of two integers. ok is false for other lines; the
// numbers may be out of range. The caller checks the range by format.CheckHeader.
func ParseHeader(line []byte) (words, dim int64, ok bool) {
	f := fields(line)
	if len(f) != 2 {
		return 0, 0, false
	}
	words, err1 := strconv.ParseInt(string(f[0]), 10, 64)
	dim, err2 := strconv.ParseInt(string(f[1]), 10, 64)
	return words, dim, err1 == nil && err2 == nil
}

// Headed reports whether a file that begins with head has a first line "V D", and whether
// what follows it is a word and float32 numbers rather than a word and digits. The second
// line may be cut off at the end of head.
func Headed(head []byte) (headed, binary bool) {
	line, rest, complete := bytes.Cut(head, []byte("\n"))
	_, dim, ok := ParseHeader(line)
	headed = ok && complete && dim > 0
	return headed, headed && looksBinary(rest, dim)
}

// Headless reports whether a file begins with a line of a word and a number or more, and
// whether that line ends with a space. A NUL byte in the line means that the file is not
// text.
func Headless(head []byte) (headless, spaceAtEnd bool) {
	line, _, complete := bytes.Cut(head, []byte("\n"))
	field, _, ok := lastField(line)
	if !ok || !complete || bytes.IndexByte(line, 0) >= 0 {
		return false, false
	}
	_, err := ParseNumber(field)
	return err == nil, bytes.HasSuffix(bytes.TrimSuffix(line, []byte("\r")), []byte(" "))
}

// looksBinary reports whether the last dim fields of the first line of rest, as far as it
// is known, are not all numbers. Numbers beyond the range of float32 still count as
// numbers.
func looksBinary(rest []byte, dim int64) bool {
	line, _, complete := bytes.Cut(rest, []byte("\n"))
	f := fields(line)
	if !complete && len(f) > 2 {
		f, dim = f[:len(f)-1], min(dim, int64(len(f)-2)) // the last field may be cut
	}
	if int64(len(f)) <= dim {
		return true
	}
	for _, number := range f[int64(len(f))-dim:] {
		if _, err := strconv.ParseFloat(string(number), 32); errors.Is(err, strconv.ErrSyntax) {
			return true
		}
	}
	return false
}

// lastField cuts off the last field of a line. ok is false if nothing precedes
// the field.
func lastField(line []byte) (field, before []byte, ok bool) {
	line = bytes.TrimRight(line, " \t\r")
	begin := bytes.LastIndexAny(line, " \t") + 1
	if begin == 0 {
		return nil, nil, false
	}
	return line[begin:], line[:begin-1], true
}

// fields cuts at spaces and tabs only, since a word may contain other white space.
// Splitting at all Unicode white space would cut words that contain a no-break space.
func fields(line []byte) [][]byte {
	return bytes.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(" \t\r\n", r) })
}
