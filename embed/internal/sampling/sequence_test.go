package sampling

import (
	"math"
	"slices"
	"testing"

	"github.com/w2vattn/w2vattn/vocab"
)

// TestSequence compares how often each word occurs with count^exponent, rounded up or down,
// and the lengths with the documented ones.
func TestSequence(t *testing.T) {
	v := words(t)
	for _, exponent := range []float64{0, .75, 1} {
		s, occurs, total := NewSequence(v, exponent, 7), [4]float64{}, 0.
		if len(s) != leastSequence {
			t.Errorf("%d words, want %d", len(s), leastSequence)
		}
		for _, id := range s {
			occurs[id]++
		}
		for id := range v.All() {
			total += math.Pow(float64(v.Count(id)), exponent)
		}
		for id := range v.All() {
			want := math.Pow(float64(v.Count(id)), exponent) / total * float64(len(s))
			if math.Abs(occurs[id]-want) > 1 {
				t.Errorf("exponent %v: word %d occurs %v times, want %.1f", exponent, id, occurs[id], want)
			}
		}
	}
}

// TestSequenceOrder: a key always gives the same order, and another key another one. In
// each part of the sequence the words occur as often as in the whole, within chance.
func TestSequenceOrder(t *testing.T) {
	v := words(t)
	s := NewSequence(v, .75, 7)
	if !slices.Equal(s, NewSequence(v, .75, 7)) || slices.Equal(s, NewSequence(v, .75, 8)) {
		t.Error("the order does not depend on the key alone")
	}
	count := func(part []int32) (n float64) {
		for _, id := range part {
			if id == 1 {
				n++
			}
		}
		return n
	}
	const part = 1 << 10
	mean := count(s) * part / float64(len(s))
	for at := 0; at < len(s); at += part {
		if n := count(s[at : at+part]); math.Abs(n-mean) > 5*math.Sqrt(mean) {
			t.Errorf("word 1 occurs %v times from place %d on, want about %.0f", n, at, mean)
		}
	}
}

// TestSequenceOfLargeVocabularies: the length is a power of two, at least 16 times the number
// of words, and every word occurs where the counts are equal.
func TestSequenceOfLargeVocabularies(t *testing.T) {
	const n = 5000
	names, counts := make([]string, n), make([]int64, n)
	for i := range names {
		names[i], counts[i] = string(rune(0x4e00+i)), 3
	}
	v, err := vocab.New(names, counts)
	if err != nil {
		t.Fatal(err)
	}
	s := NewSequence(v, .75, 1)
	if len(s) != 1<<17 {
		t.Errorf("%d words, want %d", len(s), 1<<17)
	}
	occurs := make([]int, n)
	for _, id := range s {
		occurs[id]++
	}
	if least := slices.Min(occurs); least < len(s)/n {
		t.Errorf("a word occurs %d times, want at least %d", least, len(s)/n)
	}
}
