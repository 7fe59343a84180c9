package pickle

// This file has numpy's types, arrays and numbers.

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/w2vattn/w2vattn/embed/internal/npy"
)

// A Type is the type of the elements of an array, numpy.dtype.
type Type struct {
	// name is the kind and the size, such as f4; order is the byte order.
	name, order string
	// other is whether elements have fields or are arrays.
	other bool
}

// String returns the type as the header of a .npy file has it.
func (t *Type) String() string { return t.order + t.name }

// objects reports whether elements are values of Python.
func (t *Type) objects() bool { return strings.HasPrefix(t.name, "O") }

// parse returns the type of the elements, if package npy can read them.
func (t *Type) parse() (npy.Type, error) {
	if t.other {
		return npy.Type{}, fmt.Errorf("elements of type %s with fields", t)
	}
	return npy.ParseType(t.String())
}

// newType makes a type of its name. The two further arguments are whether it is aligned
// and copied.
func newType(m *machine, args []Value) Value {
	if len(args) > 0 {
		switch name := args[0].(type) {
		case string:
			return &Type{name: name, order: "|"}
		case Global:
			return &Type{name: "O8", order: "|", other: name != Global{"builtins", "object"}}
		}
	}
	m.fail("numpy.dtype has no name")
	return nil
}

// setState sets the byte order. The state is a tuple of the version, the byte order, the
// array that an element is, the names and the fields of an element, and sizes.
func (t *Type) setState(m *machine, state Value) {
	s, ok := state.(*Tuple)
	if !ok || len(s.Items) < 5 {
		m.fail("the state of a numpy.dtype is a %s of another form", Kind(state))
		return
	}
	order := s.Items[1]
	if b, ok := order.(*Bytes); ok {
		order = string(b.Data)
	}
	if t.order, ok = order.(string); !ok || t.order != "<" && t.order != ">" && t.order != "|" && t.order != "=" {
		m.fail("the byte order of a numpy.dtype is a %s", Kind(s.Items[1]))
		return
	}
	t.other = t.other || s.Items[2] != nil || s.Items[3] != nil || s.Items[4] != nil
}

// maxDims is the number of dimensions that numpy allows.
const maxDims = 64

// An Array is an array of numpy.
type Array struct {
	Type  *Type
	Shape []int64
	// Fortran is whether columns come first.
	Fortran bool
	// Data has the elements, unless they are values of Python.
	Data *Bytes
	// Objects has the elements if they are values of Python, and may be shorter than Shape
	// claims.
	Objects []Value
	list    Value // the list of Objects
	node
}

// Open returns a reader of the elements. input is that of the pickle. Elements that
// package npy cannot read are an error.
func (a *Array) Open(input io.ReaderAt) (*npy.Array, error) {
	if a.Type == nil {
		return nil, fmt.Errorf("an array without a state")
	}
	t, err := a.Type.parse()
	if err != nil {
		return nil, err
	}
	return npy.New(a.Data.Reader(input), t, a.Shape, a.Fortran), nil
}

// newArray makes an array that gets its elements by build. The arguments are the class, the
// shape and the type of an empty array.
func newArray(m *machine, args []Value) Value {
	if len(args) == 0 || args[0] != (Global{"numpy", "ndarray"}) {
		m.fail("an array of a class other than numpy.ndarray")
	}
	return &Array{node: m.node()}
}

// setState sets shape, type and elements. The state is a tuple of the version, the shape,
// the type, whether columns come first, and the elements as bytes or as a list.
func (a *Array) setState(m *machine, state Value) {
	s, ok := state.(*Tuple)
	if !ok || len(s.Items) != 5 || a.Type != nil {
		m.fail("the state of a numpy.ndarray is a %s of another form", Kind(state))
		return
	}
	a.Fortran = s.Items[3] == true || s.Items[3] == int64(1)
	a.set(m, s.Items[1], s.Items[2], s.Items[4])
}

// set sets shape, type and elements, and compares their sizes.
func (a *Array) set(m *machine, shape, typ, elements Value) {
	lengths, ok := shape.(*Tuple)
	t, isType := typ.(*Type)
	if !ok || !isType {
		m.fail("an array has a %s as its shape and a %s as its type", Kind(shape), Kind(typ))
		return
	}
	if len(lengths.Items) > maxDims {
		m.fail("an array has %d dimensions, at most %d are allowed", len(lengths.Items), maxDims)
		return
	}
	for _, v := range lengths.Items {
		n, ok := v.(int64)
		if !ok || n < 0 {
			m.fail("an array has a %s as a length, or a negative one", Kind(v))
			return
		}
		a.Shape = append(a.Shape, n)
	}
	a.Type = t
	switch e := elements.(type) {
	case *List:
		a.Objects, a.list = e.Items, e
	case string:
		m.copies(utf8.RuneCountInString(e))
		b, ok := fromLatin1(e)
		if !ok {
			m.fail("the elements of an array are not Latin-1")
		}
		a.Data = &Bytes{Data: b}
	case *Bytes:
		a.Data = e
	}
	if (a.Data == nil) != t.objects() {
		m.fail("an array of type %s has a %s as its elements", t, Kind(elements))
		return
	}
	m.checkSize(a)
}

// checkSize compares the bytes of an array with its shape, if the type is known.
func (m *machine) checkSize(a *Array) {
	t, err := a.Type.parse()
	if err != nil {
		return
	}
	size, have := float64(t.Size), a.Data.size()
	for _, n := range a.Shape {
		size *= float64(n)
	}
	// Below 2^53 the product is exact; above it is larger than any file.
	if size != float64(have) {
		m.fail("an array of type %s and the shape %v has %d bytes", a.Type, a.Shape, have)
	}
}

// arrayOfBuffer makes an array as protocol 5 stores it: of the bytes, the type, the shape,
// and C or F for the order.
func arrayOfBuffer(m *machine, args []Value) Value {
	a := &Array{node: m.node()}
	if len(args) != 4 {
		m.fail("_frombuffer has %d arguments, expected 4", len(args))
		return a
	}
	a.Fortran = args[3] == "F"
	a.set(m, args[2], args[1], args[0])
	return a
}

// newScalar makes a number of its type and its bytes. Numbers of other types than integers
// and floats, and arrays of Python's values, are an Object.
func newScalar(m *machine, args []Value) Value {
	other := &Object{Class: Global{"numpy.core.multiarray", "scalar"}, node: m.node()}
	if len(args) != 2 {
		return other
	}
	typ, ok := args[0].(*Type)
	data, isBytes := args[1].(*Bytes)
	if s, ok := args[1].(string); ok && len(s) <= 16 {
		b, _ := fromLatin1(s)
		data, isBytes = &Bytes{Data: b}, true
	}
	if !ok || !isBytes {
		return other
	}
	t, err := typ.parse()
	if err != nil || data.size() != int64(t.Size) {
		return other
	}
	return number(npy.New(bytes.NewReader(data.Data), t, nil, false), other)
}

// number returns the first element of a, or other if it is no number.
func number(a *npy.Array, other Value) Value {
	switch a.Kind {
	case 'i', 'u':
		if n, err := a.Integer(); err == nil {
			return n
		}
	case 'f':
		x := make([]float32, 1)
		if err := a.Floats(x, 1); err == nil && !math.IsNaN(float64(x[0])) {
			return float64(x[0])
		}
	}
	return other
}
