package pickle

import (
	"bufio"
	"errors"
	"fmt"
	"io"

	"github.com/w2vattn/w2vattn/embed/internal/binfile"
)

// An Input is an opened pickle.
type Input struct {
	// R reads the pickle from its beginning.
	R *bufio.Reader
	// At reads it from any place; nil if it can only be read once.
	At io.ReaderAt
	// Size is the number of bytes, or 0 if it is not known.
	Size int64
}

// A Use is what a pickle may do with a name.
type Use int8

const (
	// Name allows the name as a value, such as that of a function which is stored but not
	// called.
	Name Use = iota + 1
	// Instance allows objects of the class too, and calls of a function that makes one.
	Instance
)

// A GlobalError is a name of Python that a pickle must not use. Nothing of it was run.
type GlobalError struct {
	Global
	// Offset is the byte of the input at which the name stands.
	Offset int64
}

// Error implements error.
func (e *GlobalError) Error() string {
	return fmt.Sprintf("byte %d: the pickle names %s, which no vectors need and which could run code; the file is refused",
		e.Offset, e.Global)
}

// maxKept is the largest number of bytes of a string of bytes that is read if the input
// can be read at any place.
const maxKept = 1 << 16

// A machine is the stack machine of pickles. Methods that fail set err, and the results
// after that have no meaning.
type machine struct {
	in      binfile.Reader
	at      io.ReaderAt
	size    int64
	allowed map[Global]Use
	op      int64 // the byte of the opcode
	stack   []Value
	marks   []int // the lengths of the stack at marks
	memo    []Value
	copied  int64 // see copies
	err     error
	stopped bool
}

// Decode returns the value that a pickle describes, and its number of bytes. allowed has the names that the pickle
// may use beside those of this package. Bytes after the end of the pickle are an error.
// Errors name the byte.
func Decode(in Input, allowed map[Global]Use) (v Value, read int64, err error) {
	m := &machine{in: binfile.Reader{R: in.R}, at: in.At, size: in.Size, allowed: allowed}
	for !m.stopped && m.err == nil {
		m.step()
	}
	if m.err != nil {
		return nil, 0, m.err
	}
	if len(m.stack) != 1 || len(m.marks) > 0 {
		return nil, 0, fmt.Errorf("byte %d: the pickle ends with %d values, expected one", m.op, len(m.stack))
	}
	if _, err := in.R.ReadByte(); !errors.Is(err, io.EOF) {
		return nil, 0, errors.Join(err, fmt.Errorf("byte %d: the file continues after the end of the pickle", m.in.Offset))
	}
	return m.stack[0], m.in.Offset, checkCycles(m.stack[0])
}

// step carries out one opcode.
func (m *machine) step() {
	m.op = m.in.Offset
	code := m.byte()
	if m.err != nil {
		return
	}
	do := opcodes[code]
	if do == nil {
		m.fail("the opcode %q is unknown, or must not occur in a file of vectors", code)
		return
	}
	do(m)
}

// fail sets an error at the opcode, unless there is one.
func (m *machine) fail(format string, args ...any) {
	if m.err == nil {
		m.err = fmt.Errorf("byte %d: "+format, append([]any{m.op}, args...)...)
	}
}

// push puts a value on the stack.
func (m *machine) push(v Value) { m.stack = append(m.stack, v) }

// floor returns the length that the stack cannot fall below: that at the last mark.
func (m *machine) floor() int {
	if len(m.marks) > 0 {
		return m.marks[len(m.marks)-1]
	}
	return 0
}

// pop removes the last value of the stack.
func (m *machine) pop() Value {
	if len(m.stack) <= m.floor() {
		m.fail("a value is missing on the stack")
		return nil
	}
	v := m.stack[len(m.stack)-1]
	m.stack = m.stack[:len(m.stack)-1]
	return v
}

// top returns the last value of the stack.
func (m *machine) top() Value {
	v := m.pop()
	if m.err == nil {
		m.stack = m.stack[:len(m.stack)+1]
	}
	return v
}

// popMark removes the last mark and returns a copy of the values after it.
func (m *machine) popMark() []Value {
	if len(m.marks) == 0 {
		m.fail("a mark is missing on the stack")
		return nil
	}
	begin := m.floor()
	values := append([]Value(nil), m.stack[begin:]...)
	m.stack, m.marks = m.stack[:begin], m.marks[:len(m.marks)-1]
	return values
}

// popN removes the last n values, which it returns in their order.
func (m *machine) popN(n int) []Value {
	if len(m.stack)-m.floor() < n {
		m.fail("a value is missing on the stack")
		return nil
	}
	begin := len(m.stack) - n
	values := append([]Value(nil), m.stack[begin:]...)
	m.stack = m.stack[:begin]
	return values
}

// node returns the node of a container that begins here.
func (m *machine) node() node { return node{at: m.op} }

// put stores the last value of the stack as number i of the memo. Pickles number the memo
// in order, so that a number is never larger than the bytes that were read.
func (m *machine) put(i int64) {
	v := m.top()
	if i < 0 || i > m.in.Offset {
		m.fail("entry %d of the memo is far after the %d before it", i, len(m.memo))
	}
	if m.err != nil {
		return
	}
	for int64(len(m.memo)) <= i {
		m.memo = append(m.memo, missing)
	}
	m.memo[i] = v
}

// get pushes number i of the memo.
func (m *machine) get(i int64) {
	if i < 0 || i >= int64(len(m.memo)) || m.memo[i] == missing {
		m.fail("there is no entry %d in the memo", i)
		return
	}
	m.push(m.memo[i])
}

// missing stands for an entry of the memo that was not stored.
var missing Value = &node{}
