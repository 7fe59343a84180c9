package korean

import (
	"slices"
	"testing"

	ko "github.com/ikawaha/kagome-dict-ko"
)

// TestCommonMorph: commonMorph returns the most frequent pair of context ids of its tag.
func TestCommonMorph(t *testing.T) {
	d := load()
	for key, want := range d.mostCommon {
		of := map[[2]int16]int{}
		for i, m := range d.morphs {
			c := d.content[i]
			final := map[bool]string{true: "T", false: "F"}[key.consonant]
			if m.tag == key.tag && c[ko.PresenceOrAbsence-1] == final && c[0] == "*" && c[ko.Type-1] == "*" {
				of[[2]int16{m.left, m.right}]++
			}
		}
		got := d.commonMorph(key.tag, key.consonant)
		if n := of[[2]int16{got.left, got.right}]; got != want || got.tag != key.tag || got.cost != 0 || n == 0 {
			t.Errorf("%+v: %+v, want %+v, %d entries", key, got, want, n)
		}
	}
	if m := d.commonMorph(nnp, true); m == d.commonMorph(nnp, false) {
		t.Errorf("%+v for both kinds of last syllables", m)
	}
	if m := d.commonMorph(sp, true); m.tag != sp {
		t.Errorf("%+v of a tag without entries", m)
	}
}

// TestContexts: every pair of entries has the cost that the dictionary's matrix gives.
func TestContexts(t *testing.T) {
	d, kd := load(), ko.Dict()
	old, rows := kd.Connection.Vec, int(kd.Connection.Row)
	if d.lefts*d.rights != len(d.connection) || len(d.connection) > len(old)/2 {
		t.Errorf("%d × %d costs in place of %d", d.lefts, d.rights, len(old))
	}
	for i := 0; i < len(d.morphs); i += 9973 {
		for j := 0; j < len(d.morphs); j += 9967 {
			want := old[int(kd.Morphs[j].LeftID)*rows+int(kd.Morphs[i].RightID)]
			if got := d.costsBefore(d.morphs[j].left)[d.morphs[i].right]; got != want {
				t.Fatalf("cost of entries %d, %d: %d, want %d", i, j, got, want)
			}
		}
	}
	if got, want := d.costsBefore(d.end)[d.begin], old[0]; got != want {
		t.Errorf("cost of an empty text: %d, want %d", got, want)
	}
}

// TestEqualRows: equal rows and columns of a matrix are found.
func TestEqualRows(t *testing.T) {
	m := []int16{
		1, 2, 1, 3,
		4, 5, 4, 6,
		1, 2, 1, 3,
	}
	if got := equalRows(m, 3, 4); !slices.Equal(got, []int{0, 1, 0}) {
		t.Errorf("rows %v", got)
	}
	if got := equalColumns(m, 3, 4); !slices.Equal(got, []int{0, 1, 0, 3}) {
		t.Errorf("columns %v", got)
	}
	old, renumber := renumbered([]int{0, 1, 0, 3}, []int64{2, 5, 4, 9})
	if !slices.Equal(old, []int{3, 0, 1}) || !slices.Equal(renumber, []int16{1, 2, 1, 0}) {
		t.Errorf("new ids %v, %v", old, renumber)
	}
}

// TestMatches: the words that a text begins with, the shortest first.
func TestMatches(t *testing.T) {
	words := newWordList([]extra{{surface: "가나"}, {surface: "가"}, {surface: "가나다"}, {surface: "각"}, {surface: "가나"}})
	for text, want := range map[string][]match{
		"": nil, "나": nil, "가": {{0, 3}}, "가나라": {{0, 3}, {1, 6}}, "가나다라": {{0, 3}, {1, 6}, {2, 9}}, "각\x00": {{3, 3}},
		"\x00가": nil, "가\x00나": {{0, 3}}, "\xea\xb0": nil, "\xff": nil,
	} {
		if got := appendMatches(nil, words.words, text); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
	if !slices.Equal(words.first, []int32{0, 1, 3, 4, 5}) {
		t.Errorf("first entries %v", words.first)
	}
}
