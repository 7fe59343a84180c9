package format

// This file checks what all formats check: headers, words and vectors. Readers call
// it before they allocate.

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"unicode/utf8"
)

// MaxDim bounds the dimension that a file may claim. It is far above the dimensions in use
// and keeps D·4 bytes below 4 MiB.
const MaxDim = 1 << 20

// ErrNoWord is the error of a row without a word.
var ErrNoWord = errors.New("a vector without a word")

// CheckHeader returns an error unless words is from 0 to math.MaxInt32 and dim
// from 1 to MaxDim. The error names line 1.
func CheckHeader(words, dim int64) error {
	if words < 0 || dim < 1 || dim > MaxDim || words > math.MaxInt32 {
		return fmt.Errorf("line 1: the header claims %d words of dimension %d; at most %d words of "+
			"dimension 1 to %d are possible", words, dim, math.MaxInt32, MaxDim)
	}
	return nil
}

// CheckWord returns an error if a word is empty or invalid UTF-8.
func CheckWord(word string) error {
	switch {
	case word == "":
		return ErrNoWord
	case !utf8.ValidString(word):
		return fmt.Errorf("the word %q is invalid UTF-8", word)
	}
	return nil
}

// CheckVector returns an error if the vector of word holds NaN or an infinity.
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

// finite reports whether all numbers are finite: 0 times any other is NaN. The
// four sums are independent of each other, so that the processor computes them
// at once.
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

// CheckNotEmpty returns an error if there are no words. It is for formats
// without a header, in which the first row determines the dimension.
func (o *Output) CheckNotEmpty(name string) error {
	if o.Words.Len() == 0 {
		return fmt.Errorf("a table without words cannot be written as %s, which has no header with the dimension; use %s",
			name, Native)
	}
	return nil
}

// Repair replaces each byte of a word that is invalid UTF-8 by \xNN, as gensim
// does with unicode_errors="backslashreplace". It reports whether there were
// any.
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
