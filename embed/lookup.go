package embed

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/w2vattn/w2vattn/vocab"
)

// A Policy says what an unknown word does.
type Policy string

// The policies.
const (
	Refuse          Policy = "error"   // it is an error that names words spelt alike
	Skip            Policy = "skip"    // it takes no part
	Zero            Policy = "zero"    // it takes part with the zero vector
	NearestSpelling Policy = "nearest" // the word of the vocabulary that is spelt most alike takes its place; without one it takes no part
	ByParts         Policy = "subword" // it gets the vector that its n-grams make, as in fastText, and takes no part without any
)

// ParsePolicy returns the policy of that name.
func ParsePolicy(name string) (Policy, error) {
	switch p := Policy(name); p {
	case Refuse, Skip, Zero, NearestSpelling, ByParts:
		return p, nil
	}
	return "", fmt.Errorf("embed: no policy for unknown words %q; there are skip, error, zero, nearest and subword", name)
}

// A Lookup finds words as people write them: as they stand first, then in the
// form that Fold gives them.
type Lookup struct {
	Table *Table
	Fold  func(string) string // nil: words are looked up as they stand
}

// A Found word is what a Lookup made of one.
type Found struct {
	ID        vocab.ID // Unknown: the zero vector, or none
	Known     bool     // whether the word itself is in the vocabulary
	TakesPart bool
	Vector    []float32 // of an unknown word, where ByParts made one
}

// ID returns a word's number. It is for loops: if a mapped file cannot be read the
// word is not found, and [Table.Err] returns the error.
func (l Lookup) ID(word string) (vocab.ID, bool) {
	id, ok := l.Table.words.ID(word)
	if !ok && l.Fold != nil {
		return l.Table.words.ID(l.Fold(word))
	}
	return id, ok
}

// maxSuggestions is how many words spelt alike an error names.
const maxSuggestions = 3

// Find looks words up; p says what the unknown ones do. With Refuse they are an
// *UnknownWordError. ByParts with a table that has no Subwords is ErrNoSubwords. A
// mapped file that cannot be read is an error. The search for words spelt alike
// ends with ctx.
func (l Lookup) Find(ctx context.Context, words []string, p Policy) ([]Found, error) {
	if p == ByParts && l.Table.subwords == nil {
		return nil, ErrNoSubwords
	}
	found := make([]Found, len(words))
	var unknown []int
	for i, w := range words {
		id, ok := l.ID(w)
		found[i] = Found{ID: id, Known: ok, TakesPart: ok || p == Zero}
		if ok {
			continue
		}
		unknown = append(unknown, i)
		if p == ByParts {
			found[i].Vector, found[i].TakesPart = l.Table.subwords.Vector(w)
		}
	}
	if err := l.Table.Err(); err != nil {
		return nil, err // a file that cannot be read has no words
	}
	if unknown == nil || p != Refuse && p != NearestSpelling {
		return found, nil
	}
	return l.resolveUnknown(ctx, words, found, unknown, p)
}

// resolveUnknown does for the unknown words what Refuse and NearestSpelling say.
func (l Lookup) resolveUnknown(ctx context.Context, words []string, found []Found, unknown []int, p Policy) ([]Found, error) {
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
			found[i].ID, found[i].TakesPart = l.Table.words.ID(alike[k][0])
		}
	}
	return found, nil
}

// Mean returns the mean of the vectors of some words, D numbers: their sum in
// float32, in the order of the words, divided by their number. Of no words it is
// the zero vector. Each word must have an ID or a Vector. A mapped file that cannot
// be read is an error.
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

// ErrNoSubwords is the error of ByParts with a table that has none.
var ErrNoSubwords = errors.New("embed: the model has no subwords, which vectors of unknown words could be made of: only fastText's .bin files have, and native files made of them")

// IDs looks words up that must all be known.
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

// suggestions returns up to n words spelt like each of words.
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

// An UnknownWordError names words that a table has no vector for.
type UnknownWordError struct {
	Words []string
	Near  [][]string // for each, words spelt alike, the likest first
}

func (e *UnknownWordError) Error() string {
	parts := make([]string, len(e.Words))
	for i, w := range e.Words {
		parts[i] = fmt.Sprintf("the model does not know the word %q", w)
		if len(e.Near) > i && len(e.Near[i]) > 0 {
			parts[i] += "; spelt alike: " + strings.Join(e.Near[i], ", ")
		}
	}
	return strings.Join(parts, "; ")
}
