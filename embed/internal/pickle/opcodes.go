package pickle

// This file has the opcodes. pickletools.py of CPython describes them under the names in
// the comments.

import (
	"math"
	"strconv"
	"strings"
)

// opcodes has the function of each opcode; nil for those that are refused: PERSID,
// BINPERSID (references outside the pickle), EXT1, EXT2, EXT4 (extension codes), NEXT_BUFFER
// and READONLY_BUFFER (buffers outside the pickle), and bytes that are none.
var opcodes = joined(scalarOpcodes, stackOpcodes, containerOpcodes, objectOpcodes)

// joined returns the functions of several lists.
func joined(lists ...map[byte]func(*machine)) (all [256]func(*machine)) {
	for _, list := range lists {
		for code, do := range list {
			all[code] = do
		}
	}
	return all
}

// scalarOpcodes push numbers and strings.
var scalarOpcodes = map[byte]func(*machine){
	'N':  func(m *machine) { m.push(nil) },                                          // NONE
	0x88: func(m *machine) { m.push(true) },                                         // NEWTRUE
	0x89: func(m *machine) { m.push(false) },                                        // NEWFALSE
	'I':  (*machine).intLine,                                                        // INT
	'L':  func(m *machine) { m.push(m.integer(strings.TrimSuffix(m.line(), "L"))) }, // LONG
	'K':  func(m *machine) { m.push(int64(m.uint(1))) },                             // BININT1
	'M':  func(m *machine) { m.push(int64(m.uint(2))) },                             // BININT2
	'J':  func(m *machine) { m.push(int64(int32(m.uint(4)))) },                      // BININT
	0x8a: func(m *machine) { m.push(m.long(m.length(1))) },                          // LONG1
	0x8b: func(m *machine) { m.push(m.long(m.length(4))) },                          // LONG4
	'F':  (*machine).floatLine,                                                      // FLOAT
	'G':  (*machine).float,                                                          // BINFLOAT
	'S':  func(m *machine) { m.push(m.quoted()) },                                   // STRING
	'T':  func(m *machine) { m.push(latin1(m.data(m.length(4)))) },                  // BINSTRING
	'U':  func(m *machine) { m.push(latin1(m.data(m.length(1)))) },                  // SHORT_BINSTRING
	'B':  func(m *machine) { m.push(m.bytes(m.length(4))) },                         // BINBYTES
	'C':  func(m *machine) { m.push(m.bytes(m.length(1))) },                         // SHORT_BINBYTES
	0x8e: func(m *machine) { m.push(m.bytes(m.length(8))) },                         // BINBYTES8
	0x96: func(m *machine) { m.push(m.bytes(m.length(8))) },                         // BYTEARRAY8
	'V':  func(m *machine) { m.push(m.rawUnicode()) },                               // UNICODE
	'X':  func(m *machine) { m.push(m.text(m.length(4))) },                          // BINUNICODE
	0x8c: func(m *machine) { m.push(m.text(m.length(1))) },                          // SHORT_BINUNICODE
	0x8d: func(m *machine) { m.push(m.text(m.length(8))) },                          // BINUNICODE8
}

// intLine reads a line with an integer; 00 and 01 are False and True.
func (m *machine) intLine() {
	switch line := m.line(); line {
	case "00", "01":
		m.push(line == "01")
	default:
		m.push(m.integer(line))
	}
}

// float reads a big-endian float64.
func (m *machine) float() {
	var bits uint64
	for range 8 {
		bits = bits<<8 | m.uint(1)
	}
	m.push(math.Float64frombits(bits))
}

// floatLine reads a line with a number.
func (m *machine) floatLine() {
	line := m.line()
	x, err := strconv.ParseFloat(line, 64)
	if err != nil && m.err == nil {
		m.fail("%.40q is not a number", line)
	}
	m.push(x)
}

// stackOpcodes move values between the stack and the memo, and begin and end the pickle.
var stackOpcodes = map[byte]func(*machine){
	0x80: (*machine).protocol,                                          // PROTO
	0x95: func(m *machine) { m.length(8) },                             // FRAME
	'.':  func(m *machine) { m.stopped = true },                        // STOP
	'(':  func(m *machine) { m.marks = append(m.marks, len(m.stack)) }, // MARK
	'0':  (*machine).popOrMark,                                         // POP
	'1':  func(m *machine) { m.popMark() },                             // POP_MARK
	'2':  func(m *machine) { m.push(m.top()) },                         // DUP
	'p':  func(m *machine) { m.put(m.decimal()) },                      // PUT
	'q':  func(m *machine) { m.put(int64(m.uint(1))) },                 // BINPUT
	'r':  func(m *machine) { m.put(int64(m.uint(4))) },                 // LONG_BINPUT
	0x94: func(m *machine) { m.put(int64(len(m.memo))) },               // MEMOIZE
	'g':  func(m *machine) { m.get(m.decimal()) },                      // GET
	'h':  func(m *machine) { m.get(int64(m.uint(1))) },                 // BINGET
	'j':  func(m *machine) { m.get(int64(m.uint(4))) },                 // LONG_BINGET
}

// protocol checks the number of the protocol.
func (m *machine) protocol() {
	if v := m.uint(1); v > 5 {
		m.fail("protocol %d of pickle is not known; 0 to 5 are", v)
	}
}

// popOrMark removes the last value, or the last mark if there is none after it.
func (m *machine) popOrMark() {
	if n := len(m.marks); n > 0 && m.marks[n-1] == len(m.stack) {
		m.marks = m.marks[:n-1]
		return
	}
	m.pop()
}

// containerOpcodes make and fill containers.
var containerOpcodes = map[byte]func(*machine){
	']':  func(m *machine) { m.push(&List{node: m.node()}) },                      // EMPTY_LIST
	'l':  func(m *machine) { m.push(&List{Items: m.popMark(), node: m.node()}) },  // LIST
	'a':  func(m *machine) { m.extend(m.popN(1)) },                                // APPEND
	'e':  func(m *machine) { m.extend(m.popMark()) },                              // APPENDS
	')':  func(m *machine) { m.push(&Tuple{node: m.node()}) },                     // EMPTY_TUPLE
	't':  func(m *machine) { m.push(&Tuple{Items: m.popMark(), node: m.node()}) }, // TUPLE
	0x85: func(m *machine) { m.push(&Tuple{Items: m.popN(1), node: m.node()}) },   // TUPLE1
	0x86: func(m *machine) { m.push(&Tuple{Items: m.popN(2), node: m.node()}) },   // TUPLE2
	0x87: func(m *machine) { m.push(&Tuple{Items: m.popN(3), node: m.node()}) },   // TUPLE3
	'}':  func(m *machine) { m.push(&Dict{node: m.node()}) },                      // EMPTY_DICT
	'd':  (*machine).dict,                                                         // DICT
	's':  func(m *machine) { m.setItems(m.popN(2)) },                              // SETITEM
	'u':  func(m *machine) { m.setItems(m.popMark()) },                            // SETITEMS
	0x8f: func(m *machine) { m.push(&Set{node: m.node()}) },                       // EMPTY_SET
	0x90: (*machine).addItems,                                                     // ADDITEMS
	0x91: func(m *machine) { m.push(&Set{Items: m.popMark(), node: m.node()}) },   // FROZENSET
}

// extend adds items to the list on the stack.
func (m *machine) extend(items []Value) {
	switch to := m.top().(type) {
	case *List:
		to.Items = append(to.Items, items...)
	default:
		m.fail("items for a list, but a %s is on the stack", Kind(to))
	}
}

// dict makes a dictionary of the keys and values after the mark.
func (m *machine) dict() {
	items := m.popMark()
	m.push(&Dict{node: m.node()})
	m.setItems(items)
}

// setItems adds keys and values to the dictionary on the stack.
func (m *machine) setItems(items []Value) {
	to, ok := m.top().(*Dict)
	if !ok || len(items)%2 != 0 {
		m.fail("%d keys and values for a dict, but a %s is on the stack", len(items), Kind(m.top()))
		return
	}
	for i := 0; i < len(items); i += 2 {
		to.Keys, to.Values = append(to.Keys, items[i]), append(to.Values, items[i+1])
	}
}

// addItems adds items to the set on the stack.
func (m *machine) addItems() {
	items := m.popMark()
	if to, ok := m.top().(*Set); ok {
		to.Items = append(to.Items, items...)
	} else {
		m.fail("items for a set, but a %s is on the stack", Kind(m.top()))
	}
}
