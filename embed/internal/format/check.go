package format

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"unicode/utf8"
)

// MaxDim bounds the length of a vector that a file may claim.
const MaxDim = 1 << 20

// ErrNoWord says that a row has no word.
var ErrNoWord = errors.New("a vector without a word")

// CheckHeader refuses numbers of words and dimensions that no file can hold. It
// calls them those of line 1.
func CheckHeader(words, dim int64) error {
	if words < 0 || dim < 1 || dim > MaxDim || words > math.MaxInt32 {
		return fmt.Errorf("line 1: the header claims %d words of dimension %d; possible are up to %d words of dimension 1 to %d", words, dim, math.MaxInt32, MaxDim)
	}
	return nil
}

// CheckWord refuses an empty word and one that is invalid UTF-8.
func CheckWord(word string) error {
	switch {
	case word == "":
		return ErrNoWord
	case !utf8.ValidString(word):
		return fmt.Errorf("the word %q is no UTF-8", word)
	}
	return nil
}

// CheckVector refuses the vector of word if it holds NaN or an infinity.
func CheckVector(word string, vector []float32) error {
	if finite(vector) {
		return nil
	}
	for i, x := range vector {
		if x-x != 0 { // NaN or infinity
			return fmt.Errorf("number %d of the vector of %q is %v", i+1, word, x)
		}
	}
	return nil
}

// finite reports whether all numbers are finite: 0 times any other is NaN. The four
// sums are independent of each other, so that the processor computes them at once.
func finite(x []float32) bool {
	var a, b, c, d float32
	for ; len(x) >= 4; x = x[4:] {
		a, b, c, d = a+0*x[0], b+0*x[1], c+0*x[2], d+0*x[3]
	}
	for _, y := range x {
		a += 0 * y
	}
	return a+b+c+d == 0
}

// CheckNotEmpty refuses to write a table without words in a format whose first row
// says how long vectors are.
func (o *Output) CheckNotEmpty(name string) error {
	if o.Words.Len() == 0 {
		return fmt.Errorf("an empty table cannot be written as %s, in which the first line says how long vectors are: use %s", name, Native)
	}
	return nil
}

// Repair writes the bytes of a word that are invalid UTF-8 as \xNN, as gensim does
// with unicode_errors="backslashreplace". It reports whether there were any.
func Repair(word string) (repaired string, broken bool) {
	if utf8.ValidString(word) {
		return word, false
	}
	var b []byte
	for len(word) > 0 {
		r, n := utf8.DecodeRuneInString(word)
		if r == utf8.RuneError && n == 1 {
			b = append(b, `\x`...)
			b = strconv.AppendUint(b, uint64(word[0]), 16)
		} else {
			b = append(b, word[:n]...)
		}
		word = word[n:]
	}
	return string(b), true
}
