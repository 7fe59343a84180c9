// Package subword makes vectors of words from the vectors of their n-grams, as
// fastText does.
package subword

import (
	"fmt"
	"iter"
	"unicode/utf8"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed/internal/mapped"
	"github.com/w2vattn/w2vattn/internal/linalg"
)

// Subwords make the vector of a word from its letters: the mean of the vectors
// of its n-grams, which are the substrings of Min to Max letters of <word>, the
// word with < before and > after it (Bojanowski, Grave, Joulin and Mikolov
// 2017, Enriching Word Vectors with Subword Information, arXiv:1607.04606).
// N-grams are not stored: the row of an n-gram is its hash modulo the number of
// rows. It is safe for concurrent use.
type Subwords struct {
	Min, Max int            // letters of an n-gram
	NGrams   blas32.General // B×D; an n-gram's row is its hash modulo B

	file *mapped.File // where NGrams lies; nil if it is in memory
}

// New returns subwords whose n-grams, of minLetters to maxLetters letters,
// have their vectors in ngrams. file is the mapped file that these lie in, or
// nil.
func New(minLetters, maxLetters int, ngrams blas32.General, file *mapped.File) *Subwords {
	return &Subwords{minLetters, maxLetters, ngrams, file}
}

// Check returns an error if the lengths of n-grams are impossible, or the
// matrix has no rows or rows of another length than dim.
func (s *Subwords) Check(dim int) error {
	if s.Min < 0 || s.Max < s.Min || s.NGrams.Rows < 1 || s.NGrams.Cols != dim {
		return fmt.Errorf("n-grams of %d to %d letters in a %d×%d matrix: expected at least one row of length %d",
			s.Min, s.Max, s.NGrams.Rows, s.NGrams.Cols, dim)
	}
	return nil
}

// Vector returns the vector of a word that is not in the vocabulary, D numbers
// of the caller's own. It returns false if the word is too short to have an
// n-gram, or if the mapped file cannot be read; then Err of the table returns
// the error.
func (s *Subwords) Vector(word string) (vector []float32, ok bool) {
	sum := make([]float32, s.NGrams.Cols)
	err := s.file.Guard(func() error {
		n := s.addTo(sum, word)
		scale(sum, n)
		ok = n > 0
		return nil
	})
	if err != nil || !ok {
		return nil, false
	}
	return sum, true
}

// Rows yields the vectors of the n-grams.
func (s *Subwords) Rows() iter.Seq2[[]float32, error] { return mapped.Rows(s.NGrams, s.file) }

// Average replaces the row of each word by the vector of the word, as fastText
// prints it: with the n-grams g of the word w,
//
//	vector(w) = ( row(w) + Σ ngram(g) ) / ( 1 + number of n-grams )
//
// rows has a row for each of the words and is changed.
func (s *Subwords) Average(words []string, rows blas32.General) {
	for i, word := range words {
		vector := linalg.Row(rows, i)
		scale(vector, 1+s.addTo(vector, word))
	}
}

// addTo adds the vectors of the word's n-grams to sum, in the order of
// fastText, which the rounding depends on. It returns the number of n-grams.
func (s *Subwords) addTo(sum []float32, word string) int {
	n := 0
	s.each(word, func(row int) {
		for d, x := range linalg.Row(s.NGrams, row) {
			sum[d] += x
		}
		n++
	})
	return n
}

// scale divides sum by n as fastText does: it multiplies by 1/n rounded to
// float32.
func scale(sum []float32, n int) {
	inverse := float32(1 / float64(max(1, n)))
	for d := range sum {
		sum[d] *= inverse
	}
}

// endOfSentence is the word that ends a sentence in fastText; it has no
// n-grams.
const endOfSentence = "</s>"

// each calls do with the row of each n-gram of word, in the order of fastText.
// A letter is a byte with the UTF-8 continuation bytes after it. The single
// letters < and > are not n-grams. With Min 3 and Max 4 the n-grams of “cat”
// are, in this order,
//
//	<ca  <cat  cat  cat>  at>
func (s *Subwords) each(word string, do func(row int)) {
	if word == endOfSentence {
		return
	}
	word = "<" + word + ">"
	for i := range len(word) {
		if !utf8.RuneStart(word[i]) {
			continue
		}
		for j, n := i, 1; j < len(word) && n <= s.Max; n++ {
			for j++; j < len(word) && !utf8.RuneStart(word[j]); j++ {
			}
			if n >= s.Min && (n > 1 || i > 0 && j < len(word)) {
				do(int(hash(word[i:j]) % uint32(s.NGrams.Rows)))
			}
		}
	}
}

// hash returns the 32-bit FNV-1a hash as fastText computes it. Its bytes are
// signed, so that the upper bits of those from 128 on are ones.
func hash(text string) uint32 {
	h := uint32(2166136261)
	for i := range len(text) {
		h ^= uint32(int8(text[i]))
		h *= 16777619
	}
	return h
}
