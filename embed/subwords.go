package embed

// This file connects fastText's n-grams with tables: an unknown word gets the mean of
// the vectors of its n-grams.

import (
	"fmt"

	"github.com/w2vattn/w2vattn/embed/internal/subword"
)

// Subwords make the vector of a word from its letters: the mean of the vectors
// of its n-grams. The n-grams of the word cat are the substrings of <cat> that
// have Min to Max letters, with < and > counted as letters (Bojanowski et al.
// 2017, arXiv:1607.04606). NGrams has the vectors of the n-grams, in B rows
// (buckets) of D numbers. The row of an n-gram is its hash modulo B, so
// different n-grams can share a row. [Table.WithSubwords] checks Min, Max and
// NGrams. The method Vector returns the vector of a word, D numbers. It returns
// false if the word has no n-gram, or if a mapped file cannot be read;
// Table.Err then returns the error.
type Subwords = subword.Subwords

// Subwords returns the n-grams that vectors of unknown words are made from, or nil. Only
// fastText models, and native files converted from them, have subwords.
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
