package format

import (
	"slices"
	"testing"
)

// TestRegister checks the order of registered formats, and that a name is registered once.
func TestRegister(t *testing.T) {
	defer registered.Store(registered.Load())
	registered.Store(nil)
	if got := Registered(); got != nil {
		t.Fatalf("%v is registered", got)
	}
	b, a := &Format{Name: "b"}, &Format{Name: "a"}
	Register(b)
	first := Registered()
	Register(a)
	if got := Registered(); !slices.Equal(got, []*Format{a, b}) || !slices.Equal(first, []*Format{b}) {
		t.Errorf("%v, and %v before", got, first)
	}
	defer func() {
		if recover() == nil {
			t.Error("a name is registered twice")
		}
	}()
	Register(&Format{Name: "a"})
}
