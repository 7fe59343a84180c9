package embed

import (
	"fmt"

	"github.com/w2vattn/w2vattn/embed/internal/subword"
)

// Subwords make a vector of a word's letters: the mean of the vectors of its
// n-grams, stretches of Min to Max letters of the word between < and >
// (Bojanowski et al. 2017, arXiv:1607.04606). NGrams is B×D; n-grams are not
// listed but hashed to its rows. [Table.WithSubwords] checks them; their
// method Vector returns the vector of a word, and false if it has no n-gram or
// these cannot be read, of which Table.Err has the error.
type Subwords = subword.Subwords

// Subwords returns what makes vectors of unknown words, or nil. Only fastText
// models, and native files converted from them, have subwords.
func (t *Table) Subwords() *Subwords { return t.subwords }

// WithSubwords returns a table of the same words and vectors that makes
// vectors of unknown words with s. It returns an error if s has no rows, rows
// of another length than D, or impossible lengths of n-grams.
func (t *Table) WithSubwords(s *Subwords) (*Table, error) {
	if err := s.Check(t.Dim()); err != nil {
		return nil, fmt.Errorf("embed: %w", err)
	}
	with := *t
	with.subwords = s
	return &with, nil
}
