package vocab

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestPackedLikeMap: a packed vocabulary answers as one with a map does, for words that are
// there, their beginnings, and words between them.
func TestPackedLikeMap(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	for _, size := range []int{0, 1, 2, 3, 255, 256, 257, 1000} {
		distinct := map[string]bool{}
		for len(distinct) < size {
			var b strings.Builder
			for range 1 + random.IntN(6) {
				b.WriteString([]string{"a", "b", "고", "é", "\x00", "👩", "z"}[random.IntN(7)])
			}
			distinct[b.String()] = true
		}
		var words []string
		var counts []int64
		for word := range distinct {
			words, counts = append(words, word), append(counts, random.Int64N(100))
		}
		plain, err := New(words, counts)
		if err != nil {
			t.Fatal(err)
		}
		p := pack(words)
		p.Counts = counts
		packed, err := FromPacked(p)
		if err != nil {
			t.Fatal(err)
		}
		if packed.Len() != size || packed.Total() != plain.Total() || packed.Counted() != plain.Counted() {
			t.Errorf("%d words: %d, total %d of %d", size, packed.Len(), packed.Total(), plain.Total())
		}
		for i, word := range words {
			if id, ok := packed.ID(word); !ok || id != ID(i) || packed.Word(id) != word || packed.Count(id) != counts[i] {
				t.Errorf("%q is %d, %v; %q, %d times", word, id, ok, packed.Word(id), packed.Count(id))
			}
			for _, other := range []string{word + "a", word[:len(word)-1], word + "\x00", "\x00" + word, strings.ToUpper(word)} {
				want, known := plain.ID(other)
				if got, ok := packed.ID(other); ok != known || got != want {
					t.Errorf("%q is %d, %v; want %d, %v", other, got, ok, want, known)
				}
			}
		}
		if _, ok := packed.ID(""); ok {
			t.Error("an empty word is found")
		}
		i := 0
		for id, word := range packed.All() {
			if id != ID(i) || word != words[i] {
				t.Fatalf("word %d is %d, %q, want %q", i, id, word, words[i])
			}
			i++
		}
		for stop := range min(size, 3) {
			n := 0
			for range packed.All() {
				if n == stop {
					break
				}
				n++
			}
			if n != stop {
				t.Errorf("stopped at %d after %d", stop, n)
			}
		}
	}
}

// TestPackedDamaged: damaged offsets and ids make words missing or empty, and Guard gets the
// error; nothing panics.
func TestPackedDamaged(t *testing.T) {
	words := []string{"cat", "dog", "고양이", "ape", "bee"}
	for name, damage := range map[string]func(p *Packed){
		"an offset before the text":  func(p *Packed) { p.Offsets[2] = -1 },
		"an offset behind the text":  func(p *Packed) { p.Offsets[3] = 1000 },
		"a huge offset":              func(p *Packed) { p.Offsets[3] = math.MaxInt64 },
		"falling offsets":            func(p *Packed) { p.Offsets[1], p.Offsets[2] = p.Offsets[2], p.Offsets[1] },
		"a negative id":              func(p *Packed) { p.Sorted[2] = -1 },
		"an id that is no word":      func(p *Packed) { p.Sorted[0] = 5 },
		"all ids the same":           func(p *Packed) { p.Sorted = []int32{3, 3, 3, 3, 3} },
		"ids in the reverse order":   func(p *Packed) { slices.Reverse(p.Sorted) },
		"a text that was cut":        func(p *Packed) { p.Text = p.Text[:4] },
		"no text":                    func(p *Packed) { p.Text = nil },
		"the last offset is missing": func(p *Packed) { p.Offsets[5] = 0 },
	} {
		p := pack(words)
		damage(&p)
		var failed []error
		p.Guard = func(look func() error) {
			if err := look(); err != nil {
				failed = append(failed, err)
			}
		}
		v, err := FromPacked(p)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		n := 0
		for _, word := range v.All() {
			if n++; word != "" && !slices.Contains(words, word) && !strings.Contains("catdog고양이apebee", word) {
				t.Errorf("%s: the word %q", name, word)
			}
		}
		found := 0
		for _, word := range append(slices.Clone(words), "zebra", "") {
			if id, ok := v.ID(word); ok {
				if found++; v.Word(id) != word {
					t.Errorf("%s: %q is word %d, which is %q", name, word, id, v.Word(id))
				}
			}
		}
		if n != len(words) || found == len(words) && !strings.Contains(name, "offset") {
			t.Errorf("%s: %d words, %d found", name, n, found)
		}
		if strings.Contains(name, "offset") && len(failed) == 0 {
			t.Errorf("%s: Guard got no error", name)
		}
	}
}

// TestPackedLengths: slices of other lengths are refused, and a fault of Guard makes words
// unknown.
func TestPackedLengths(t *testing.T) {
	for name, change := range map[string]func(p *Packed){
		"no offsets":        func(p *Packed) { p.Offsets = nil },
		"an offset too few": func(p *Packed) { p.Offsets = p.Offsets[:2] },
		"an id too many":    func(p *Packed) { p.Sorted = append(p.Sorted, 0) },
		"a count too few":   func(p *Packed) { p.Counts = []int64{1} },
		"no ids":            func(p *Packed) { p.Sorted = nil },
	} {
		p := pack([]string{"a", "b"})
		change(&p)
		if _, err := FromPacked(p); err == nil || !strings.Contains(err.Error(), "offsets and") {
			t.Errorf("%s: %v", name, err)
		}
	}
	p := pack([]string{"a", "b"})
	p.Counts = []int64{3, 4}
	fault := errors.New("the file became shorter")
	p.Guard = func(func() error) {} // as for a fault: look does not run to its end
	v, err := FromPacked(p)
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := v.ID("a"); ok || v.Word(0) != "" || v.Total() != 0 {
		t.Errorf("after %v: %q, total %d", fault, v.Word(0), v.Total())
	}
	got := ""
	for id, word := range v.All() {
		got += fmt.Sprint(id, word, ";")
	}
	if got != "0;1;" {
		t.Errorf("after %v: %q", fault, got)
	}
}
