package pickle

// This file reads the arguments of opcodes: little-endian numbers of a fixed size, data after
// their length, and, in protocol 0, lines of text.
//
// A method that fails sets machine.err, and its result has no meaning. Opcodes need not check
// it: Decode stops after the opcode and drops all values.

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/w2vattn/w2vattn/embed/internal/binfile"
)

// readError sets err to an error of the input.
func (m *machine) readError(err error) { m.fail("%w", binfile.CutOff(err)) }

// byte reads a byte.
func (m *machine) byte() byte {
	c, err := m.in.R.ReadByte()
	if err != nil {
		m.readError(err)
		return 0
	}
	m.in.Offset++
	return c
}

// uint reads a little-endian number of n bytes, at most 8.
func (m *machine) uint(n int) uint64 {
	var b [8]byte
	if _, err := io.ReadFull(&m.in, b[:n]); err != nil {
		m.readError(err)
		return 0
	}
	return binary.LittleEndian.Uint64(b[:])
}

// length reads the length of what follows, a number of n bytes, and checks it against the
// rest of the file, if its size is known.
func (m *machine) length(n int) int64 {
	x := m.uint(n)
	switch {
	case m.err != nil:
		return 0
	case x > math.MaxInt64 || m.size > 0 && int64(x) > m.size-m.in.Offset:
		m.fail("%d bytes are claimed to follow, but %d bytes are left in the file", x, max(0, m.size-m.in.Offset))
		return 0
	}
	return int64(x)
}

// data reads n bytes. Up to maxKept they are allocated at once. Beyond that the buffer grows
// with what was read, so that a false length takes no more memory than the input has bytes: a
// stream has no size that length could compare n with.
func (m *machine) data(n int64) []byte {
	if n <= maxKept {
		b := make([]byte, n)
		if _, err := io.ReadFull(&m.in, b); err != nil {
			m.readError(err)
		}
		return b
	}
	var b bytes.Buffer
	if _, err := io.CopyN(&b, &m.in, n); err != nil {
		m.readError(err)
	}
	return b.Bytes()
}

// text reads n bytes as a string. A short one, as nearly all are, is copied once.
func (m *machine) text(n int64) string {
	if n > int64(min(512, m.in.R.Size())) {
		return string(m.data(n))
	}
	b, err := m.in.R.Peek(int(n))
	if err != nil {
		m.readError(err)
		return ""
	}
	s := string(b)
	if err := m.in.Skip(n); err != nil {
		m.readError(err)
	}
	return s
}

// bytes reads n bytes. More than maxKept are skipped if the input can be read at any place: the
// numbers of a large array stay in the file, and the result says where.
func (m *machine) bytes(n int64) *Bytes {
	if m.at == nil || n <= maxKept {
		return &Bytes{Data: m.data(n)}
	}
	b := &Bytes{At: m.in.Offset, Len: n}
	if err := m.in.Skip(n); err != nil {
		m.readError(err)
	}
	return b
}

// line reads a line, without its end. It may be longer than the buffer of the input, which then
// returns it in parts.
func (m *machine) line() string {
	var all []byte
	for {
		part, err := m.in.R.ReadSlice('\n')
		m.in.Offset += int64(len(part))
		all = append(all, part...)
		if err == nil {
			return string(all[:len(all)-1])
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			m.readError(err)
			return ""
		}
	}
}

// decimal reads a line with a number.
func (m *machine) decimal() int64 {
	line := m.line()
	n, err := strconv.ParseInt(line, 10, 64)
	if err != nil && m.err == nil {
		m.fail("%.40q is not a number", line)
	}
	return n
}

// integer parses an integer of any size. One that an int64 cannot hold becomes a Long, without
// its value. The states of numpy's random generators have such integers; nothing reads them.
func (m *machine) integer(line string) Value {
	n, err := strconv.ParseInt(line, 10, 64)
	if err == nil {
		return n
	}
	if digits := strings.TrimPrefix(line, "-"); digits == "" || strings.Trim(digits, "0123456789") != "" {
		m.fail("%.40q is not an integer", line)
	}
	return Long{}
}

// long reads an integer of n bytes in two's complement, the least significant first. The shift
// to the left moves its sign bit to that of an int64, and the one to the right, which is
// arithmetic, extends the sign. An integer of no bytes is 0.
func (m *machine) long(n int64) Value {
	if n > 8 {
		if err := m.in.Skip(n); err != nil {
			m.readError(err)
		}
		return Long{}
	}
	unused := 64 - 8*n
	return int64(m.uint(int(n))<<unused) >> unused
}

// latin1 returns the string whose characters have the numbers of the bytes. A str of Python 2
// is a string of bytes, of which the pickle does not say whether they are text or, for example,
// the numbers of an array. In this form no byte is lost, and fromLatin1 returns them, as with
// pickle.load(encoding="latin1") of Python 3.
func latin1(b []byte) string {
	var s strings.Builder
	for _, c := range b {
		s.WriteRune(rune(c))
	}
	return s.String()
}

// fromLatin1 is the reverse of latin1. It returns false if a character is above U+00FF.
func fromLatin1(s string) ([]byte, bool) {
	b := make([]byte, 0, len(s))
	for _, c := range s {
		if c > 0xff {
			return nil, false
		}
		b = append(b, byte(c))
	}
	return b, true
}

// quoted reads a line with a string of Python 2 in quotation marks.
func (m *machine) quoted() string {
	line := m.line()
	n := len(line)
	if n < 2 || line[0] != line[n-1] || line[0] != '\'' && line[0] != '"' {
		m.fail("%.40q is not a string in quotation marks", line)
		return ""
	}
	b, ok := unescape(line[1 : n-1])
	if !ok {
		m.fail("%.40q has an unknown escape sequence", line)
	}
	return latin1(b)
}

// simple has the escape sequences of one letter.
var simple = map[byte]byte{'\\': '\\', '\'': '\'', '"': '"', 'a': '\a', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r',
	't': '\t', 'v': '\v'}

// unescape replaces the escape sequences that Python 2 writes: \n, \x41 and \101.
func unescape(s string) ([]byte, bool) {
	var b []byte
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' {
			b = append(b, s[i])
			continue
		}
		if i++; i == len(s) {
			return nil, false
		}
		if c, ok := simple[s[i]]; ok {
			b = append(b, c)
			continue
		}
		begin, end, base := i, i+3, 8
		if s[i] == 'x' {
			begin, base = i+1, 16
		}
		if end > len(s) {
			return nil, false
		}
		c, err := strconv.ParseUint(s[begin:end], base, 8)
		if err != nil {
			return nil, false
		}
		b, i = append(b, byte(c)), end-1
	}
	return b, true
}

// rawUnicode reads a line in the encoding raw-unicode-escape: bytes are Latin-1, except
// \uXXXX and \UXXXXXXXX.
func (m *machine) rawUnicode() string {
	line := m.line()
	var s []byte
	for i := 0; i < len(line); i++ {
		digits := 0
		if line[i] == '\\' && i+1 < len(line) {
			digits = map[byte]int{'u': 4, 'U': 8}[line[i+1]]
		}
		if digits == 0 {
			s = utf8.AppendRune(s, rune(line[i]))
			continue
		}
		if i+2+digits > len(line) {
			m.fail("%.40q ends inside an escape sequence", line[i:])
			return ""
		}
		c, err := strconv.ParseUint(line[i+2:i+2+digits], 16, 32)
		if err != nil || c > utf8.MaxRune {
			m.fail("%.10q is not a Unicode character", line[i:i+2+digits])
			return ""
		}
		s = utf8.AppendRune(s, rune(c))
		i += 1 + digits
	}
	return string(s)
}
