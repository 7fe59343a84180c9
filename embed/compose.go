package embed

// This file gives unknown words the mean of their known parts: 고양이책 (cat book)
// becomes (v(고양이) + v(책)) / 2. Parts come from the caller, because this package knows
// no language.

import "errors"

// ErrNoParts is the error of a lookup with the policy [Compose] if the [Lookup] has no Parts.
// Use another policy or another model.
var ErrNoParts = errors.New("embed: the model cannot split unknown words into parts to compose their vectors; only " +
	"models with the tokenizer korean can")

// Resolve returns the policy that Auto stands for, and other policies as they are.
func (l Lookup) Resolve(p Policy) Policy {
	switch {
	case p != Auto:
		return p
	case l.Table.subwords != nil:
		return SubwordMean
	case l.Parts != nil:
		return Compose
	}
	return Skip
}

// compose sets the vector of an unknown word to the mean of the vectors of its known
// parts, if there are any. The error is that of a mapped file that cannot be read.
func (l Lookup) compose(f *Found, word string) (err error) {
	var known []Found
	for _, part := range l.Parts(word) {
		if id, ok := l.Table.words.ID(part); ok {
			known = append(known, Found{ID: id})
			f.Words = append(f.Words, part)
		}
	}
	if known == nil {
		return l.Table.Err()
	}
	f.Included = true
	f.Vector, err = l.Table.Mean(known)
	return err
}
