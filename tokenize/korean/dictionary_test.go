package korean

import "testing"

// TestUsual: what is usual for a tag is counted once, and stays.
func TestUsual(t *testing.T) {
	d := load()
	for _, closes := range []string{"T", "F"} {
		want := d.countUsual(nnp, closes)
		if got := d.usual(nnp, closes); got != want || got.tag != nnp {
			t.Errorf("%s: %+v, want %+v", closes, got, want)
		}
		if n := testing.AllocsPerRun(10, func() { d.usual(nnp, closes) }); n > 2 {
			t.Errorf("%v allocations: counted again", n)
		}
	}
}
