package pickle

import (
	"bytes"
	"fmt"
	"io"
)

// A Value is what a pickle describes: nil (None), bool, int64, [Long], float64,
// string, *[Bytes], *[List], *[Tuple], *[Dict], *[Set], [Global], *[Object],
// *[Type] or *[Array]. Strings may be invalid UTF-8.
type Value any

// A Long is an integer that an int64 cannot hold. Its value is not kept.
type Long struct{}

// Bytes is a string of bytes.
type Bytes struct {
	// Data is the content; nil if it is in the input only.
	Data []byte
	// At and Len are where the content is in the input, if Data is nil.
	At, Len int64
}

// size returns the number of bytes.
func (b *Bytes) size() int64 {
	if b.Data != nil {
		return int64(len(b.Data))
	}
	return b.Len
}

// Reader returns a reader of the content. input is that of the pickle; it is used if the
// content is not in memory.
func (b *Bytes) Reader(input io.ReaderAt) io.Reader {
	if b.Data != nil || input == nil {
		return bytes.NewReader(b.Data)
	}
	return io.NewSectionReader(input, b.At, b.Len)
}

// A node is what a container has for the search for cycles.
type node struct {
	at    int64 // the byte at which it begins
	state visit
}

// A List is a list of Python.
type List struct {
	Items []Value
	node
}

// A Tuple is a tuple of Python.
type Tuple struct {
	Items []Value
	node
}

// A Set is a set or a frozenset of Python.
type Set struct {
	Items []Value
	node
}

// A Dict is a dictionary of Python, also an OrderedDict or a defaultdict. Entries are in
// the order of the pickle; if a key occurs twice, the last entry counts.
type Dict struct {
	Keys, Values []Value
	index        map[string]int // the last entry of each string; nil for few entries
	node
}

// fewKeys is the number of entries up to which a dictionary is searched without an index.
const fewKeys = 32

// Get returns the value of a key, and whether there is one.
func (d *Dict) Get(key string) (Value, bool) {
	if d == nil {
		return nil, false
	}
	if len(d.Keys) > fewKeys {
		if d.index == nil {
			d.makeIndex()
		}
		i, ok := d.index[key]
		if !ok {
			return nil, false
		}
		return d.Values[i], true
	}
	for i := len(d.Keys) - 1; i >= 0; i-- {
		if k, ok := d.Keys[i].(string); ok && k == key {
			return d.Values[i], true
		}
	}
	return nil, false
}

// makeIndex makes the index of the keys, so that the time of many look-ups does not grow with
// the product of their number and that of the entries.
func (d *Dict) makeIndex() {
	d.index = make(map[string]int, len(d.Keys))
	for i, k := range d.Keys {
		if s, ok := k.(string); ok {
			d.index[s] = i
		}
	}
}

// Clear removes all entries.
func (d *Dict) Clear() { d.Keys, d.Values, d.index = nil, nil, nil }

// A Global is the name of a class or a function of Python.
type Global struct{ Module, Name string }

// String returns the name as Python writes it.
func (g Global) String() string { return g.Module + "." + g.Name }

// An Object is an instance of a class that the caller allowed.
type Object struct {
	Class Global
	// State is what the pickle sets the attributes from, mostly a *Dict; nil if the
	// pickle does not set them.
	State Value
	args  Value // the *Tuple of arguments that it was made of, or nil
	node
}

// Attributes returns the attributes, or nil if the state is not a dictionary.
func (o *Object) Attributes() *Dict {
	d, _ := o.State.(*Dict)
	return d
}

// Get returns an attribute, and whether there is one.
func (o *Object) Get(name string) (Value, bool) { return o.Attributes().Get(name) }

// Kind returns the name that Python has for the type of a value, for messages.
func Kind(v Value) string {
	switch v := v.(type) {
	case nil:
		return "None"
	case bool:
		return "bool"
	case int64, Long:
		return "int"
	case float64:
		return "float"
	case string:
		return "str"
	case *Bytes:
		return "bytes"
	case *List:
		return "list"
	case *Tuple:
		return "tuple"
	case *Dict:
		return "dict"
	case *Set:
		return "set"
	case *Type:
		return "numpy.dtype"
	case *Array:
		return "numpy.ndarray"
	case *Object:
		return v.Class.String()
	case Global:
		return v.String()
	}
	return fmt.Sprintf("%T", v)
}
