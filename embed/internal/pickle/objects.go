package pickle

// This file has the opcodes that name classes and functions, make objects and set their
// state. Only the constructors of this file and of numpy.go are carried out.

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// objectOpcodes name globals and make objects.
var objectOpcodes = map[byte]func(*machine){
	'c':  func(m *machine) { m.global(m.line(), m.line()) }, // GLOBAL
	0x93: (*machine).stackGlobal,                            // STACK_GLOBAL
	'R':  (*machine).reduce,                                 // REDUCE
	'i':  (*machine).inst,                                   // INST
	'o':  (*machine).obj,                                    // OBJ
	0x81: (*machine).newObject,                              // NEWOBJ
	0x92: (*machine).newObjectEx,                            // NEWOBJ_EX
	'b':  (*machine).build,                                  // BUILD
}

// A constructor makes a value of arguments. After an error its result has no meaning.
type constructor func(m *machine, args []Value) Value

// constructors has the functions of Python that this package carries out, by their names
// in Python 3 and numpy 1. modules has the other names of their modules.
var constructors = map[Global]constructor{
	{"builtins", "set"}:                       newSet,
	{"builtins", "frozenset"}:                 newSet,
	{"builtins", "bytearray"}:                 newBytes,
	{"builtins", "bytes"}:                     newBytes,
	{"builtins", "list"}:                      newList,
	{"collections", "OrderedDict"}:            newDict,
	{"collections", "defaultdict"}:            newDict,
	{"copyreg", "_reconstructor"}:             reconstruct,
	{"_codecs", "encode"}:                     encode,
	{"numpy", "dtype"}:                        newType,
	{"numpy.core.multiarray", "_reconstruct"}: newArray,
	{"numpy.core.multiarray", "scalar"}:       newScalar,
	{"numpy.core.numeric", "_frombuffer"}:     arrayOfBuffer,
}

// names has the names of this package that are values only.
var names = []Global{{"numpy", "ndarray"}, {"builtins", "object"}, {"builtins", "int"}, {"builtins", "float"},
	{"builtins", "str"}, {"builtins", "dict"}, {"builtins", "tuple"}, {"builtins", "bool"}}

// modules has the names that Python 3 and numpy 1 give to modules of Python 2 and numpy 2.
var modules = map[string]string{"__builtin__": "builtins", "copy_reg": "copyreg",
	"UserString": "collections", // a mistake of Python 3.4

	"numpy._core.multiarray": "numpy.core.multiarray", "numpy._core.numeric": "numpy.core.numeric"}

// usual returns a name as constructors and names have it.
func usual(g Global) Global {
	if module, ok := modules[g.Module]; ok {
		g.Module = module
	}
	if g.Module == "builtins" && g.Name == "long" {
		g.Name = "int"
	}
	return g
}

// global pushes a class or function, if it is allowed.
func (m *machine) global(module, name string) {
	if m.err != nil {
		return
	}
	named := Global{strings.ToValidUTF8(module, "\ufffd"), strings.ToValidUTF8(name, "\ufffd")}
	g := usual(named)
	if constructors[g] == nil && !slices.Contains(names, g) && m.allowed[g] == 0 {
		m.err = &GlobalError{Global: named, Offset: m.op}
		return
	}
	m.push(g)
}

// stackGlobal takes module and name from the stack.
func (m *machine) stackGlobal() {
	two := m.popN(2)
	if m.err != nil {
		return
	}
	module, ok1 := two[0].(string)
	name, ok2 := two[1].(string)
	if !ok1 || !ok2 {
		m.fail("a %s and a %s do not name a class", Kind(two[0]), Kind(two[1]))
		return
	}
	m.global(module, name)
}

// reduce calls a function with the arguments of a tuple.
func (m *machine) reduce() {
	if two := m.popN(2); m.err == nil {
		m.call(two[0], two[1])
	}
}

// inst calls the class that two lines name, with the arguments after the mark.
func (m *machine) inst() {
	m.global(m.line(), m.line())
	class := m.pop()
	m.call(class, &Tuple{Items: m.popMark()})
}

// obj calls the class after the mark with the arguments after it.
func (m *machine) obj() {
	items := m.popMark()
	if len(items) == 0 {
		m.fail("a class is missing after the mark")
		return
	}
	m.call(items[0], &Tuple{Items: items[1:]})
}

// newObject makes an object of a class and arguments.
func (m *machine) newObject() { m.reduce() }

// newObjectEx makes an object of a class, arguments and named arguments.
func (m *machine) newObjectEx() {
	three := m.popN(3)
	if m.err != nil {
		return
	}
	if named, ok := three[2].(*Dict); !ok || len(named.Keys) > 0 {
		m.fail("arguments with names are not supported")
		return
	}
	m.call(three[0], three[1])
}

// call pushes what a function or class makes of the arguments.
func (m *machine) call(callee, args Value) {
	g, ok := callee.(Global)
	tuple, isTuple := args.(*Tuple)
	if !ok || !isTuple {
		m.fail("a %s is called with a %s", Kind(callee), Kind(args))
		return
	}
	if m.err != nil {
		return
	}
	if make := constructors[g]; make != nil {
		m.push(make(m, tuple.Items))
		return
	}
	if m.allowed[g] != Instance {
		m.fail("the pickle calls %s, which only names a value in files of vectors; the file is refused", g)
		return
	}
	m.push(&Object{Class: g, args: tuple, node: m.node()})
}

// build sets the state of an object. An object has one state.
func (m *machine) build() {
	state := m.pop()
	switch to := m.top().(type) {
	case *Object:
		if to.State != nil {
			m.fail("the state of the %s is set twice", to.Class)
		}
		to.State = state
	case *Type:
		to.setState(m, state)
	case *Array:
		to.setState(m, state)
	default:
		m.fail("a %s has no state to set", Kind(to))
	}
}

// reconstruct makes an object as Python's protocols 0 and 1 do: of its class, the class
// object, and None.
func reconstruct(m *machine, args []Value) Value {
	if len(args) == 3 && args[1] == (Global{"builtins", "object"}) && args[2] == nil {
		if g, ok := args[0].(Global); ok && m.allowed[g] == Instance {
			return &Object{Class: g, node: m.node()}
		}
	}
	m.fail("an object of a class that is derived from another is not supported")
	return nil
}

// newDict makes a dictionary; the function that a defaultdict has is not kept. Python 2
// stores the entries of an OrderedDict as a list of pairs.
func newDict(m *machine, args []Value) Value {
	d := &Dict{node: m.node()}
	if len(args) == 0 {
		return d
	}
	if _, ok := args[0].(Global); ok && len(args) == 1 {
		return d
	}
	pairs, ok := args[0].(*List)
	if !ok || len(args) > 1 {
		m.fail("a dict of a %s is not supported", Kind(args[0]))
		return nil
	}
	m.copies(len(pairs.Items))
	for _, v := range pairs.Items {
		if m.err != nil {
			return nil
		}
		pair, ok := v.(*List)
		if !ok || len(pair.Items) != 2 {
			m.fail("a dict of pairs has a %s", Kind(v))
			return nil
		}
		d.Keys, d.Values = append(d.Keys, pair.Items[0]), append(d.Values, pair.Items[1])
	}
	return d
}

// copies counts what constructors copy. A pickle stores each value that is copied, so that
// in all they are no more than its bytes; more is an attempt to use up memory.
func (m *machine) copies(n int) {
	if m.copied += int64(n); m.copied > m.in.Offset {
		m.fail("the pickle copies the same values over and over")
	}
}

// clone returns a copy of values.
func (m *machine) clone(values []Value) []Value {
	if m.copies(len(values)); m.err != nil {
		return nil
	}
	return slices.Clone(values)
}

// itemsOf returns the items of the only argument, a list or a tuple; none for no argument.
func itemsOf(m *machine, args []Value) []Value {
	if len(args) == 0 {
		return nil
	}
	switch from := args[0].(type) {
	case *List:
		return m.clone(from.Items)
	case *Tuple:
		return m.clone(from.Items)
	}
	m.fail("a container of a %s is not supported", Kind(args[0]))
	return nil
}

// newSet makes a set.
func newSet(m *machine, args []Value) Value { return &Set{Items: itemsOf(m, args), node: m.node()} }

// newList makes a list.
func newList(m *machine, args []Value) Value { return &List{Items: itemsOf(m, args), node: m.node()} }

// newBytes makes bytes of nothing, of bytes, or of a string and the encoding latin1.
func newBytes(m *machine, args []Value) Value {
	if len(args) == 0 {
		return &Bytes{Data: []byte{}}
	}
	if b, ok := args[0].(*Bytes); ok && len(args) == 1 {
		return b
	}
	return encode(m, args)
}

// encode returns the bytes of a string in Latin-1, which is how protocols 0 to 2 store
// bytes.
func encode(m *machine, args []Value) Value {
	if len(args) == 2 && (args[1] == "latin1" || args[1] == "latin-1") {
		if s, ok := args[0].(string); ok {
			if m.copies(utf8.RuneCountInString(s)); m.err != nil {
				return nil
			}
			if b, ok := fromLatin1(s); ok {
				return &Bytes{Data: b}
			}
		}
	}
	m.fail("bytes are stored as a string that is not Latin-1")
	return nil
}
