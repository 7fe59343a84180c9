package embed

// This file looks words up as people write them. The order is: the exact form, the
// form that Fold gives (lower case, without a Korean particle), and then what the
// policy for unknown words says.

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/w2vattn/w2vattn/vocab"
)

// A Policy defines what a lookup does with out-of-vocabulary words: it returns
// an error (Refuse), leaves the word out (Skip), or uses another vector for it
// (Zero, NearestSpelling, SubwordMean, Compose).
type Policy string

// The policies.
const (
	// Refuse returns an error that names the words and similar spellings.
	Refuse Policy = "error"
	// Skip leaves the word out.
	Skip Policy = "skip"
	// Zero uses the zero vector.
	Zero Policy = "zero"
	// NearestSpelling uses the word of the vocabulary with the most similar spelling. It
	// leaves the word out if there is none.
	NearestSpelling Policy = "nearest"
	// SubwordMean uses the mean of the vectors of the word's n-grams, as fastText does. It
	// leaves the word out if it has none.
	SubwordMean Policy = "subword"
	// Compose uses the mean of the vectors of the word's parts that are in the vocabulary,
	// such as its morphemes; see Lookup.Parts. It leaves the word out if there are none.
	Compose Policy = "compose"
	// Auto is SubwordMean with a table that has subwords, else Compose with a Lookup that
	// has Parts, else Skip.
	Auto Policy = "auto"
)

// ParsePolicy returns the policy of that name: "auto", "error", "skip", "zero",
// "nearest", "subword" or "compose". Other names are an error.
func ParsePolicy(name string) (Policy, error) {
	switch p := Policy(name); p {
	case Auto, Refuse, Skip, Zero, NearestSpelling, SubwordMean, Compose:
		return p, nil
	}
	return "", fmt.Errorf("embed: unknown policy %q; use auto, skip, error, zero, nearest, subword or compose", name)
}

// A Lookup finds words as people write them: the exact form first, then the
// form that Fold returns, for example in lower case. It is safe for concurrent
// use if Fold and Parts are.
type Lookup struct {
	Table *Table
	// Fold returns the form in which the words of the vocabulary are written, such as
	// lower case. Without it only the exact form is looked up.
	Fold func(string) string
	// Parts returns the words that a word consists of, as the vocabulary has them, for
	// the policy Compose: 핵 and 꿀잼 for 핵꿀잼. Not all of them need to be known.
	Parts func(string) []string
}

// A Found is the result of looking up one word.
type Found struct {
	// ID is the id of the word, or of the one that NearestSpelling chose. It is
	// vocab.Unknown for other unknown words.
	ID vocab.ID
	// Known is whether the word itself, or its folded form, is in the vocabulary.
	Known bool
	// Included is whether the word takes part: it is known, or the policy has a vector for it.
	// If Included is false, the policy leaves the word out.
	Included bool
	// Vector is the vector that SubwordMean or Compose made, D numbers; nil for all other
	// words.
	Vector []float32
	// If Compose made Vector, Words are the words of the vocabulary whose vectors were
	// averaged to make it; otherwise nil.
	Words []string
}

// ID returns the id of a word and whether it is known. It has no error to
// return: if a mapped file cannot be read, the word is not found, and
// [Table.Err] returns the error.
func (l Lookup) ID(word string) (vocab.ID, bool) {
	id, ok := l.Table.words.ID(word)
	if !ok && l.Fold != nil {
		return l.Table.words.ID(l.Fold(word))
	}
	return id, ok
}

// maxSuggestions is the number of similar spellings that an error names for
// each word.
const maxSuggestions = 3

// Find looks up all words and applies the policy p to the unknown ones. The
// result has one Found for each word, in their order, and is the caller's own.
//
// With Refuse, unknown words are an *UnknownWordError that names all of them.
// SubwordMean with a table without Subwords is ErrNoSubwords, and Compose with a
// Lookup without Parts is ErrNoParts. Other errors are
// those of a mapped file that cannot be read and that of ctx, which ends the
// search for similar spellings.
func (l Lookup) Find(ctx context.Context, words []string, p Policy) ([]Found, error) {
	p = l.Resolve(p)
	if p == SubwordMean && l.Table.subwords == nil {
		return nil, ErrNoSubwords
	}
	if p == Compose && l.Parts == nil {
		return nil, ErrNoParts
	}
	found := make([]Found, len(words))
	var unknown []int
	for i, w := range words {
		id, ok := l.ID(w)
		found[i] = Found{ID: id, Known: ok, Included: ok || p == Zero}
		if ok {
			continue
		}
		unknown = append(unknown, i)
		switch p {
		case SubwordMean:
			found[i].Vector, found[i].Included = l.Table.subwords.Vector(w)
		case Compose:
			if err := l.compose(&found[i], w); err != nil {
				return nil, err
			}
		}
	}
	if err := l.Table.Err(); err != nil {
		return nil, err // words may be missing
	}
	if unknown == nil || p != Refuse && p != NearestSpelling {
		return found, nil
	}
	return l.resolveUnknown(ctx, words, found, unknown, p)
}

// resolveUnknown applies Refuse or NearestSpelling to the words whose indices
// are in unknown.
func (l Lookup) resolveUnknown(ctx context.Context, words []string, found []Found, unknown []int,
	p Policy) ([]Found, error) {
	asked, n := make([]string, len(unknown)), maxSuggestions
	for k, i := range unknown {
		asked[k] = words[i]
	}
	if p == NearestSpelling {
		n = 1
	}
	alike, err := l.suggestions(ctx, asked, n)
	if err := cmp.Or(err, l.Table.Err()); err != nil {
		return nil, err
	}
	if p == Refuse {
		return nil, &UnknownWordError{Words: asked, Near: alike}
	}
	for k, i := range unknown {
		if len(alike[k]) > 0 {
			found[i].ID, found[i].Included = l.Table.words.ID(alike[k][0])
		}
	}
	return found, nil
}

// Mean returns the mean of the vectors of some words, D numbers:
//
//	( v₁ + v₂ + … + vₙ ) / n
//
// The sum is in float32 in the order of the words, so that the result is the
// same to the bit wherever it is computed. Without words it is the zero vector.
// Each word must have an ID or a Vector. The error is that of a mapped file
// that cannot be read.
func (t *Table) Mean(words []Found) ([]float32, error) {
	mean := make([]float32, t.Dim())
	for _, w := range words {
		vector := w.Vector
		if vector == nil {
			var err error
			if vector, err = t.vector(w.ID); err != nil {
				return nil, err
			}
		}
		for d, x := range vector {
			mean[d] += x
		}
	}
	for d := range mean {
		mean[d] /= float32(max(1, len(words)))
	}
	return mean, nil
}

// ErrNoSubwords is the error of a lookup with the policy [SubwordMean] if the table has no
// subwords. Use another policy or another model.
var ErrNoSubwords = errors.New("embed: the model has no subwords to make vectors of unknown words from; only " +
	"fastText .bin files and native files converted from them have subwords")

// IDs returns the ids of words that must all be known. Errors are those of
// Find with Refuse.
func (l Lookup) IDs(ctx context.Context, words []string) ([]vocab.ID, error) {
	found, err := l.Find(ctx, words, Refuse)
	if err != nil {
		return nil, err
	}
	ids := make([]vocab.ID, len(found))
	for i, f := range found {
		ids[i] = f.ID
	}
	return ids, nil
}

// suggestions returns up to n words of the vocabulary with the most similar
// spelling for each word.
func (l Lookup) suggestions(ctx context.Context, words []string, n int) ([][]string, error) {
	if l.Fold == nil {
		return l.Table.words.NearAll(ctx, words, n)
	}
	folded := make([]string, len(words))
	for i, w := range words {
		folded[i] = l.Fold(w)
	}
	return l.Table.words.NearAll(ctx, folded, n)
}

// An UnknownWordError names words that are not in the vocabulary of a table. It
// names all unknown words of a call, so that a user can correct them at once.
type UnknownWordError struct {
	Words []string
	// Near has for each word similar spellings, the most similar first. It may be
	// nil, and lists may be empty.
	Near [][]string
}

// Error names each word, with similar spellings if there are any.
func (e *UnknownWordError) Error() string {
	parts := make([]string, len(e.Words))
	for i, w := range e.Words {
		parts[i] = fmt.Sprintf("the model does not know the word %q", w)
		if len(e.Near) > i && len(e.Near[i]) > 0 {
			parts[i] = fmt.Sprintf("the model does not know the word %q; similar spelling: %s", w, strings.Join(e.Near[i], ", "))
		}
	}
	return strings.Join(parts, "; ")
}
