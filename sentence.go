package w2vattn

// This file makes the keys of a text: tokens, their vectors as an n×D matrix, and
// which of them take part.

import (
	"context"
	"fmt"
	"slices"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// A sentence is the n tokens of a text with their vectors. All slices but replaced have
// length n, and both matrices n rows. It is part of a scratch and valid until the next
// text, or, after scratch.release, as long as the result that refers to it.
type sentence struct {
	tokens       []string       // of the text
	ids          []vocab.ID     // vocab.Unknown for tokens without a row
	known        []bool         // whether the token itself is in the vocabulary
	visible      []bool         // whether the token may get weight
	replaced     []Replacement  // unknown tokens and the words in their place
	keys, values blas32.General // a row for each token
}

// A scratch is the memory for one text, which the next text reuses. cache survives from
// text to text; the other fields are overwritten by each.
type scratch struct {
	cache         map[string]*wordEntry // words found before
	found         []*wordEntry          // of the tokens of the text
	callerEntries []wordEntry           // of tokens that the caller looked up
	tokens        []tokenize.Token
	texts         []string // of tokens
	sentence      sentence
	vectors       []float32  // keys of the sentence
	result        *Attention // of Attend
}

// release drops the memory of the last result, which now belongs to the caller.
func (s *scratch) release() {
	s.texts, s.sentence, s.vectors, s.result = nil, sentence{}, nil, nil
}

// Size returns about how many bytes of memory the attender keeps for the next text. It counts
// the buffers that grow with the length of a text and leaves out the cache, which is limited to
// about 64 MiB of vectors. A caller that keeps attenders for later can drop the large ones.
func (at *Attender) Size() int {
	s := &at.scratch
	size := 4*cap(s.vectors) + 96*cap(s.callerEntries) + 32*cap(s.tokens) + 16*cap(s.texts) + 16*cap(s.sentence.ids)
	if s.result != nil {
		size += 32*cap(s.result.Result.Scores) + 4*cap(s.result.Result.Context)
	}
	return size
}

// A wordEntry is a word as it was found in a table. Entries are stored because most
// words of a text occurred before, and each access to a mapped table takes a system
// call.
type wordEntry struct {
	embed.Found
	vector   []float32 // D; nil, which stands for zeros, if the word is unknown
	replaced []string  // the words whose vector, or mean, it is, if others
}

// maxCachedNumbers is the number of float32 of words in the cache after which it is
// emptied: 64 MiB. Emptying the whole cache is simpler than evicting single words, and rare:
// at 100 numbers a word the cache has 167,772 words. No measurement of other limits is
// recorded.
const maxCachedNumbers = 16 << 20

// sentenceOf tokenizes a text and looks up its tokens. The sentence is in the scratch.
func (at *Attender) sentenceOf(text string) (*sentence, error) {
	if err := checkText(text); err != nil {
		return nil, err
	}
	buf := &at.scratch
	buf.tokens = at.tokenizer.Append(buf.tokens[:0], text)
	buf.texts = buf.texts[:0]
	for _, t := range buf.tokens {
		buf.texts = append(buf.texts, t.Text)
	}
	if err := at.findWords(buf.texts); err != nil {
		return nil, err
	}
	return at.buildSentence(buf.texts)
}

// buildSentence copies the vectors of tokens that have been found to one matrix. buf.found
// has the entries of the tokens. Tokens without a vector get a row of zeros.
func (at *Attender) buildSentence(tokens []string) (*sentence, error) {
	buf, d := &at.scratch, at.m.Dim()
	if err := checkVectors(len(tokens), max(d, at.values.Dim())); err != nil {
		return nil, err
	}
	buf.vectors = slices.Grow(buf.vectors[:0], len(tokens)*d)
	s := &buf.sentence
	s.tokens, s.replaced = tokens, nil
	s.ids, s.known, s.visible = s.ids[:0], s.known[:0], s.visible[:0]
	for i, f := range buf.found {
		s.ids, s.known = append(s.ids, f.ID), append(s.known, f.Known)
		s.visible = append(s.visible, f.Included)
		buf.vectors = appendVector(buf.vectors, f.vector, d)
		if f.replaced != nil {
			s.replaced = joinReplaced(s.replaced, []Replacement{{tokens[i], f.replaced}})
		}
	}
	s.keys = blas32.General{Rows: len(tokens), Cols: d, Stride: d, Data: buf.vectors}
	s.values = s.keys
	if at.o.Values != nil {
		if err := at.otherValues(s, buf.found); err != nil {
			return nil, err
		}
	}
	return s, at.err()
}

// appendVector appends a vector of length d, zeros for nil. dst has capacity for it.
func appendVector(dst, vector []float32, d int) []float32 {
	if vector != nil {
		return append(dst, vector...)
	}
	n := len(dst)
	dst = dst[:n+d]
	clear(dst[n:])
	return dst
}

// sentenceOfFound is sentenceOf for tokens that the caller has looked up.
func (at *Attender) sentenceOfFound(tokens []string, found []embed.Found) (*sentence, error) {
	if len(tokens) != len(found) {
		return nil, fmt.Errorf("w2vattn: %d tokens, but %d results of looking them up", len(tokens), len(found))
	}
	buf := &at.scratch
	buf.found = buf.found[:0]
	buf.callerEntries = slices.Grow(buf.callerEntries[:0], len(found))[:len(found)]
	for i, f := range found {
		buf.callerEntries[i] = at.entryOf(f)
		buf.found = append(buf.found, &buf.callerEntries[i])
	}
	return at.buildSentence(tokens)
}

// joinReplaced appends those of more whose tokens are not in all.
func joinReplaced(all, more []Replacement) []Replacement {
	for _, r := range more {
		if !slices.ContainsFunc(all, func(have Replacement) bool { return have.Token == r.Token }) {
			all = append(all, r)
		}
	}
	return all
}

// findWords finds the words of a sentence in the cache and looks up the others. Afterwards
// buf.found has an entry for each token. Most sentences of a large corpus consist of words
// that are in the cache, and then there is no allocation.
func (at *Attender) findWords(tokens []string) error {
	buf := &at.scratch
	if buf.cache == nil {
		buf.cache = map[string]*wordEntry{}
	}
	if len(buf.cache)*at.m.Dim() > maxCachedNumbers {
		clear(buf.cache)
	}
	buf.found = buf.found[:0]
	complete := true
	for _, token := range tokens {
		f := buf.cache[token]
		complete = complete && f != nil
		buf.found = append(buf.found, f)
	}
	if complete {
		return nil
	}
	return at.findNewWords(tokens)
}

// findNewWords looks up all tokens at once that are not in the cache: similar spellings of
// many words cost little more than those of one. While it works, a nil entry in the cache
// marks a word of fresh, so that each word is looked up once; after an error these entries
// are removed.
func (at *Attender) findNewWords(tokens []string) error {
	buf := &at.scratch
	var fresh []string
	for i, token := range tokens {
		if _, ok := buf.cache[token]; !ok && buf.found[i] == nil {
			buf.cache[token] = nil
			fresh = append(fresh, token)
		}
	}
	found, err := at.m.lookup.Find(context.Background(), fresh, at.o.policy())
	if err != nil {
		for _, word := range fresh {
			delete(buf.cache, word)
		}
		return err
	}
	for i, word := range fresh {
		f := at.entryOf(found[i])
		buf.cache[word] = &f
	}
	for i, token := range tokens {
		buf.found[i] = buf.cache[token]
	}
	return nil
}

// entryOf returns the entry of a word with its vector. The vector of a row belongs to the
// table and is not copied here.
func (at *Attender) entryOf(found embed.Found) wordEntry {
	f := wordEntry{Found: found, vector: found.Vector, replaced: found.Words}
	switch {
	case f.vector != nil:
	case f.ID != vocab.Unknown:
		f.vector = at.m.Table().Row(f.ID)
		if !f.Known {
			f.replaced = []string{at.m.Table().Vocab().Word(f.ID)}
		}
	}
	return f
}

// otherValues fills the values of a sentence from another model. A token without a value
// gets no weight; a value with NaN or infinity is an error.
func (at *Attender) otherValues(s *sentence, found []*wordEntry) error {
	t := at.values.Table()
	d := t.Dim()
	s.values = blas32.General{Rows: len(s.ids), Cols: d, Stride: d, Data: make([]float32, len(s.ids)*d)}
	for i, f := range found {
		value, ok := s.values.Data[i*d:(i+1)*d], true
		var err error
		switch {
		case f.ID != vocab.Unknown:
			ok, err = at.copyValue(value, at.m.Table().Vocab().Word(f.ID))
		case f.Words != nil:
			ok, err = at.meanValue(value, f.Words)
		case f.Vector != nil: // the key consists of subwords, and so may the value
			if ok, err = at.copyValue(value, s.tokens[i]); !ok {
				ok = copySubwords(value, t, s.tokens[i])
			}
		}
		if err != nil {
			return err
		}
		s.visible[i] = s.visible[i] && ok
	}
	return nil
}

// copyValue copies the value of a word and reports whether the model has one.
func (at *Attender) copyValue(dst []float32, word string) (bool, error) {
	id, ok := at.valueLookup.ID(word)
	if !ok {
		return false, nil
	}
	copy(dst, at.values.Table().Row(id))
	return true, at.values.Table().CheckFinite(id)
}

// meanValue sets a value to the mean of the values of words that the model has. It reports
// whether there are any.
func (at *Attender) meanValue(dst []float32, words []string) (bool, error) {
	found, err := at.valueLookup.Find(context.Background(), words, embed.Skip)
	if err != nil {
		return false, err
	}
	found = slices.DeleteFunc(found, func(f embed.Found) bool { return !f.Known })
	mean, err := at.values.Table().Mean(found)
	copy(dst, mean)
	return len(found) > 0, err
}

// copySubwords copies the vector of the subwords of a word and reports whether there is
// one.
func copySubwords(dst []float32, t *embed.Table, word string) bool {
	sub := t.Subwords()
	if sub == nil {
		return false
	}
	vector, ok := sub.Vector(word)
	copy(dst, vector)
	return ok
}
