package korean

import "testing"

// TestCommonMorph: the most common context ids of a tag are counted once and then kept.
func TestCommonMorph(t *testing.T) {
	d := load()
	for _, consonant := range []bool{true, false} {
		want := d.countCommon(nnp, consonant)
		if got := d.commonMorph(nnp, consonant); got != want || got.tag != nnp {
			t.Errorf("final consonant %v: %+v, want %+v", consonant, got, want)
		}
		if n := testing.AllocsPerRun(10, func() { d.commonMorph(nnp, consonant) }); n > 2 {
			t.Errorf("%v allocations: counted again", n)
		}
	}
}
