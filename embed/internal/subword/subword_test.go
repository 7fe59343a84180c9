package subword

import (
	"fmt"
	"hash/fnv"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"
)

// rowsOf returns subwords of b rows of length 2. Row i is (1, i), so the first number of a
// sum counts the n-grams.
func rowsOf(minLetters, maxLetters, b int) *Subwords {
	m := blas32.General{Rows: b, Cols: 2, Stride: 2}
	for i := range b {
		m.Data = append(m.Data, 1, float32(i))
	}
	return New(minLetters, maxLetters, m, nil)
}

// ngrams lists the n-grams of a word from their definition: all substrings of Min to Max
// letters of <word>, but not the single letters < and >.
func ngrams(word string, minLetters, maxLetters int) (all []string) {
	letters := strings.Split("<"+word+">", "")
	for i := range letters {
		for n := 1; n <= maxLetters && i+n <= len(letters); n++ {
			if n < minLetters || n == 1 && (i == 0 || i == len(letters)-1) {
				continue
			}
			all = append(all, strings.Join(letters[i:i+n], ""))
		}
	}
	return all
}

// TestNGrams: the rows are those of the n-grams of the definition, in its order.
func TestNGrams(t *testing.T) {
	for _, word := range []string{"cat", "a", "고양이", "naïve", "<>", "x>y", "", strings.Repeat("ab", 40)} {
		for _, n := range [][2]int{{3, 6}, {3, 4}, {1, 2}, {1, 1}, {2, 2}, {5, 5}, {0, 0}, {0, 3}} {
			s := rowsOf(n[0], n[1], 1000)
			var got, want []int
			s.each(word, func(row int) { got = append(got, row) })
			for _, g := range ngrams(word, n[0], n[1]) {
				want = append(want, int(hash(g)%1000))
			}
			if !slices.Equal(got, want) {
				t.Errorf("%q, %d to %d letters: rows %v, want %v", word, n[0], n[1], got, want)
			}
		}
	}
}

// TestHash: for ASCII it is FNV-1a; the bytes of other letters are sign-extended, as in
// fastText.
func TestHash(t *testing.T) {
	for _, text := range []string{"", "<ca", "cat>", "zebra"} {
		h := fnv.New32a()
		h.Write([]byte(text))
		if hash(text) != h.Sum32() {
			t.Errorf("%q: %d, want %d", text, hash(text), h.Sum32())
		}
	}
	want := uint32(2166136261)
	for _, b := range []byte("é") {
		want = (want ^ (uint32(b) | 0xffffff00)) * 16777619
	}
	if hash("é") != want {
		t.Errorf("é: %d, want %d", hash("é"), want)
	}
}

// TestVector: the vector is the mean of the rows; words too short for an n-gram, and the
// word that ends a sentence, have none.
func TestVector(t *testing.T) {
	s := rowsOf(3, 4, 7)
	vector, ok := s.Vector("cat")
	sum := float32(0)
	for _, g := range ngrams("cat", 3, 4) {
		sum += float32(hash(g) % 7)
	}
	if want := sum * float32(1./5); !ok || len(vector) != 2 || vector[0] != 1 || vector[1] != want {
		t.Errorf("%v, %v; want [1 %v]", vector, ok, want)
	}
	again, _ := s.Vector("cat")
	if again[0] = 5; vector[0] != 1 {
		t.Error("two vectors share memory")
	}
	for _, word := range []string{"", "</s>"} {
		if vector, ok := s.Vector(word); ok || vector != nil {
			t.Errorf("%q: %v", word, vector)
		}
	}
}

// TestAverage: a word's vector is the mean of its own row and of its n-grams.
func TestAverage(t *testing.T) {
	s := rowsOf(3, 3, 5)
	rows := blas32.General{Rows: 3, Cols: 2, Stride: 2, Data: []float32{1, 10, 1, 20, 1, 30}}
	s.Average([]string{"cat", "", "</s>"}, rows)
	sum := float32(10)
	for _, g := range ngrams("cat", 3, 3) { // <ca, cat, at>
		sum += float32(hash(g) % 5)
	}
	want := []float32{1, sum * 0.25, 1, 20, 1, 30}
	if !slices.Equal(rows.Data, want) {
		t.Errorf("%v, want %v", rows.Data, want)
	}
}

func TestCheck(t *testing.T) {
	if err := rowsOf(3, 6, 10).Check(2); err != nil {
		t.Error(err)
	}
	for name, s := range map[string]*Subwords{
		"negative": rowsOf(-1, 6, 10), "reversed": rowsOf(4, 3, 10), "no rows": rowsOf(3, 6, 0),
	} {
		if s.Check(2) == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if rowsOf(3, 6, 10).Check(3) == nil {
		t.Error("rows of another length: no error")
	}
}

// TestRows yields the rows of the matrix.
func TestRows(t *testing.T) {
	var got []string
	for row, err := range rowsOf(1, 1, 3).Rows() {
		got = append(got, fmt.Sprint(row, err))
	}
	if want := "[1 0] <nil> [1 1] <nil> [1 2] <nil>"; strings.Join(got, " ") != want {
		t.Error(got)
	}
}

// TestConcurrentVectors is for the race detector.
func TestConcurrentVectors(t *testing.T) {
	s := rowsOf(3, 6, 100)
	want, _ := s.Vector("concurrent")
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 100 {
				if got, ok := s.Vector("concurrent"); !ok || !slices.Equal(got, want) {
					t.Error(got, ok)
				}
			}
		})
	}
	group.Wait()
}

// FuzzNGrams: rows are within the matrix, and their number is that of the definition, for
// any valid text.
func FuzzNGrams(f *testing.F) {
	f.Add("cat", 3, 6)
	f.Add("고양이\xff", 1, 2)
	f.Fuzz(func(t *testing.T, word string, minLetters, maxLetters int) {
		if minLetters < 0 || maxLetters > 20 || maxLetters < minLetters || len(word) > 1000 {
			return
		}
		s, n := rowsOf(minLetters, maxLetters, 11), 0
		s.each(word, func(row int) {
			if n++; row < 0 || row >= 11 {
				t.Errorf("row %d", row)
			}
		})
		if valid := strings.ToValidUTF8(word, "?"); valid == word && word != endOfSentence {
			if want := len(ngrams(word, minLetters, maxLetters)); n != want {
				t.Errorf("%q: %d n-grams, want %d", word, n, want)
			}
		}
		if vector, ok := s.Vector(word); ok && math.Abs(float64(vector[0])-1) > 1e-3 {
			t.Errorf("the mean of ones is %v", vector[0])
		}
	})
}
