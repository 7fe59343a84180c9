package embed

import (
	"errors"
	"slices"
	"testing"
)

// TestStreamTable: the table of a whole stream is the one that it was made from; that of
// selected words has their vectors, and an error of the rows is that of Table.
func TestStreamTable(t *testing.T) {
	f := sample(t)
	s := f.Stream()
	if got, err := s.Table(); got != f.Table || err != nil {
		t.Errorf("%v, %v", got, err)
	}
	top, err := s.Top(2)
	if err != nil {
		t.Fatal(err)
	}
	got, err := top.Table()
	if err != nil || got.Len() != 2 || !slices.Equal(got.Row(1), f.Table.Row(1)) || got.Vocab().Word(1) != "고양이" {
		t.Errorf("%v, %v", got, err)
	}
	rounded, err := s.Quantize(QuantizeInt8)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := rounded.Table(); err != nil || got == f.Table {
		t.Errorf("rounded vectors are those of the table, %v", err)
	}
	broken := errors.New("broken")
	top.Rows = func(yield func([]float32, error) bool) { yield(nil, broken) }
	if _, err := top.Table(); !errors.Is(err, broken) {
		t.Error(err)
	}
}
