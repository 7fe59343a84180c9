package format_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/embed/internal/format/formattest"
	"github.com/w2vattn/w2vattn/vocab"
)

// emptyVocab returns a vocabulary without words.
func emptyVocab(t *testing.T) *vocab.Vocab {
	t.Helper()
	v, err := vocab.New(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestCheckHeader(t *testing.T) {
	for _, c := range []struct {
		words, dim int64
		ok         bool
	}{
		{0, 1, true}, {1, 1, true}, {math.MaxInt32, format.MaxDim, true},
		{-1, 1, false}, {math.MaxInt32 + 1, 1, false}, {math.MaxInt64, 1, false}, {math.MinInt64, 1, false},
		{1, 0, false}, {1, -1, false}, {1, format.MaxDim + 1, false}, {1, math.MaxInt64, false}, {1, math.MinInt64, false},
	} {
		err := format.CheckHeader(c.words, c.dim)
		if (err == nil) != c.ok {
			t.Errorf("%d words of dimension %d: %v", c.words, c.dim, err)
		}
		if err != nil && !strings.HasPrefix(err.Error(), "line 1: ") {
			t.Errorf("the error does not name the line: %v", err)
		}
	}
}

func TestCheckWord(t *testing.T) {
	for _, word := range []string{"a", " ", "\x00", "고양이", "\ufffd", "\U0010ffff"} {
		if err := format.CheckWord(word); err != nil {
			t.Errorf("%q: %v", word, err)
		}
	}
	if err := format.CheckWord(""); !errors.Is(err, format.ErrNoWord) {
		t.Errorf("an empty word: %v", err)
	}
	for _, word := range []string{"\xff", "a\x80", "\xed\xa0\x80", "\xc0\xaf", "\xf4\x90\x80\x80", "\xea\xb3"} {
		if err := format.CheckWord(word); err == nil || !strings.Contains(err.Error(), "invalid UTF-8") {
			t.Errorf("%q: %v", word, err)
		}
	}
}

// TestCheckVector: a number that is not finite is found at every place of vectors around
// the block of four numbers, and no sum of finite numbers is taken for one.
func TestCheckVector(t *testing.T) {
	for n := range 14 {
		vector := make([]float32, n)
		for i := range vector {
			vector[i] = float32(i%2*2-1) * math.MaxFloat32
		}
		if err := format.CheckVector("cat", vector); err != nil {
			t.Errorf("%d large numbers: %v", n, err)
		}
		for i := range vector {
			vector[i] = math.MaxFloat32
		}
		if err := format.CheckVector("cat", vector); err != nil {
			t.Errorf("%d large numbers of one sign: %v", n, err)
		}
		for at := range vector {
			for want, x := range map[string]float64{"NaN": math.NaN(), "+Inf": math.Inf(1), "-Inf": math.Inf(-1)} {
				bad := append([]float32(nil), vector...)
				bad[at] = float32(x)
				err := format.CheckVector("cat", bad)
				if err == nil || err.Error() != "number "+itoa(at+1)+" of the vector of \"cat\" is "+want {
					t.Errorf("%s at %d of %d: %v", want, at, n, err)
				}
			}
		}
	}
}

// itoa returns a number of at most two digits.
func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + itoa(n%10)
}

func TestRepair(t *testing.T) {
	for word, want := range map[string]string{
		"":                 "",
		"고양이":              "고양이",
		"\ufffd":           "\ufffd", // the character itself is valid
		"\xff":             `\xff`,
		"a\x80b":           `a\x80b`,
		"\xea\xb3":         `\xea\xb3`,
		"고\xea\xb3":        `고\xea\xb3`,
		"\xea\xb3고":        `\xea\xb3고`,
		"\xc0\xaf":         `\xc0\xaf`,
		"\xed\xa0\x80":     `\xed\xa0\x80`, // a surrogate
		"\xf4\x90\x80\x80": `\xf4\x90\x80\x80`,
		"\x80\x01":         "\\x80\x01",
	} {
		got, broken := format.Repair(word)
		if got != want || broken != (word != want) {
			t.Errorf("%q becomes %q, %v; want %q", word, got, broken, want)
		}
		if err := format.CheckWord("x" + got); err != nil {
			t.Errorf("%q is repaired to %q: %v", word, got, err)
		}
		if again, broken := format.Repair(got); again != got || broken {
			t.Errorf("%q is repaired again to %q", got, again)
		}
	}
}

// TestEntries: words and vectors stay together; the caller can stop at any of them.
func TestEntries(t *testing.T) {
	out := formattest.Table(t, []string{"a", "b", "c"}, nil, 1, 2, 3)
	for stop := range 4 {
		var words string
		for e, err := range out.Entries() {
			if err != nil {
				t.Fatal(err)
			}
			if int(e.ID) == stop {
				break
			}
			if words += e.Word; e.Vector[0] != float32(e.ID+1) {
				t.Errorf("%q has %v", e.Word, e.Vector)
			}
		}
		if words != "abc"[:stop] {
			t.Errorf("before %d: %q", stop, words)
		}
	}
}
