package npy

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/w2vattn/w2vattn/embed/internal/binfile"
)

// A Type is the type of the elements of an array, the descr of its header.
type Type struct {
	// Kind is f, i, u, S or U, as in descr.
	Kind byte
	// Size is the number of bytes of an element.
	Size int

	order binary.ByteOrder
}

// ParseType returns the type of a descr: the byte order (< > | =), the kind and
// the size of an element. Types whose elements this package cannot read are an
// error.
func ParseType(descr string) (Type, error) {
	if strings.Contains(descr, "O") {
		return Type{}, errors.New("an array of Python objects (pickle), which can run code when it is read; save it " +
			"with dtype=str or as numbers")
	}
	if len(descr) < 3 {
		return Type{}, fmt.Errorf("elements of type %q", descr)
	}
	n, err := strconv.Atoi(descr[2:])
	if err != nil || n < 1 || n > binfile.MaxWord || !strings.ContainsRune("<>|=", rune(descr[0])) {
		return Type{}, fmt.Errorf("elements of type %q", descr)
	}
	t := Type{Kind: descr[1], Size: n, order: binary.LittleEndian}
	if descr[0] == '>' {
		t.order = binary.BigEndian
	}
	if t.Kind == 'U' {
		t.Size *= 4
	}
	if !t.known() {
		return Type{}, fmt.Errorf("elements of type %q are not supported; use f2, f4, f8, integers of 1 to 8 bytes, "+
			"S or U", descr)
	}
	return t, nil
}

// known reports whether a method can read the elements.
func (t Type) known() bool {
	switch t.Kind {
	case 'f':
		return t.Size == 2 || t.Size == 4 || t.Size == 8
	case 'i', 'u':
		return t.Size <= 8
	}
	return t.Kind == 'S' || t.Kind == 'U'
}

// String returns the kind and the size of the elements for messages. Examples are f4 for
// float32 and U48 for strings of twelve characters.
func (t Type) String() string { return fmt.Sprintf("%c%d", t.Kind, t.Size) }
