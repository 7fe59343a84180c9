package w2vattn

import (
	"context"
	"fmt"
	"slices"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// A sentence is tokens with their vectors.
type sentence struct {
	tokens       []string
	ids          []vocab.ID // Unknown where the model does not know the token
	known        []bool     // whether the token itself is known
	visible      []bool
	replaced     []Replacement
	keys, values blas32.General
}

// A scratch is the memory that attending to a text takes, for the next text to take
// again.
type scratch struct {
	cache         map[string]*wordEntry // found before
	found         []*wordEntry          // of the sentence's tokens
	callerEntries []wordEntry           // of tokens that the caller looked up
	tokens        []tokenize.Token
	texts         []string // of cut
	sentence      sentence
	vectors       []float32
	result        *Attention
}

// release gives the memory of the last result away: the next one gets its own.
func (s *scratch) release() {
	s.texts, s.sentence, s.vectors, s.result = nil, sentence{}, nil, nil
}

// Size returns about how many bytes of memory the attender keeps for the next text.
func (at *Attender) Size() int {
	s := &at.scratch
	size := 4*cap(s.vectors) + 96*cap(s.callerEntries) + 32*cap(s.tokens) + 16*cap(s.texts) + 16*cap(s.sentence.ids)
	if s.result != nil {
		size += 32*cap(s.result.Result.Scores) + 4*cap(s.result.Result.Context)
	}
	return size
}

// A wordEntry is a word as a table has it: most words of a text came before, and to
// look into a mapped table takes a system call each time.
type wordEntry struct {
	embed.Found
	vector   []float32 // D; nil, which stands for zeros, if the word is unknown
	replaced string    // the word whose vector it is, if that is another
}

// maxCachedNumbers bounds the numbers of the words that are remembered: 64 MB.
const maxCachedNumbers = 16 << 20

// sentenceOf cuts a text into tokens and looks them up, in the scratch.
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

// buildSentence lays the vectors of tokens side by side that were looked up.
func (at *Attender) buildSentence(tokens []string) (*sentence, error) {
	buf, d := &at.scratch, at.m.Dim()
	if err := checkVectors(len(tokens), max(d, at.values.Dim())); err != nil {
		return nil, err
	}
	buf.vectors = slices.Grow(buf.vectors[:0], len(tokens)*d)
	s := &buf.sentence
	s.tokens, s.ids, s.known, s.visible, s.replaced = tokens, s.ids[:0], s.known[:0], s.visible[:0], nil
	for i, f := range buf.found {
		s.ids, s.known, s.visible = append(s.ids, f.ID), append(s.known, f.Known), append(s.visible, f.TakesPart)
		buf.vectors = appendVector(buf.vectors, f.vector, d)
		if f.replaced != "" {
			s.replaced = joinReplaced(s.replaced, []Replacement{{tokens[i], []string{f.replaced}}})
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

// appendVector appends a vector of length d, zeros for nil.
func appendVector(dst, vector []float32, d int) []float32 {
	if vector != nil {
		return append(dst, vector...)
	}
	n := len(dst)
	dst = dst[:n+d]
	clear(dst[n:])
	return dst
}

// sentenceOfFound is gather for tokens that the caller looked up.
func (at *Attender) sentenceOfFound(tokens []string, found []embed.Found) (*sentence, error) {
	if len(tokens) != len(found) {
		return nil, fmt.Errorf("w2vattn: %d tokens, of which %d were looked up", len(tokens), len(found))
	}
	buf := &at.scratch
	buf.found, buf.callerEntries = buf.found[:0], slices.Grow(buf.callerEntries[:0], len(found))[:len(found)]
	for i, f := range found {
		buf.callerEntries[i] = at.entryOf(f)
		buf.found = append(buf.found, &buf.callerEntries[i])
	}
	return at.buildSentence(tokens)
}

// joinReplaced appends those of more whose tokens are not among all yet.
func joinReplaced(all, more []Replacement) []Replacement {
	for _, r := range more {
		if !slices.ContainsFunc(all, func(have Replacement) bool { return have.Token == r.Token }) {
			all = append(all, r)
		}
	}
	return all
}

// findWords finds the words of a sentence, those that came before in the scratch.
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

// findNewWords looks up the tokens that the scratch does not hold, all at once: near
// spellings of many words cost little more than those of one.
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

// entryOf completes a word that was found with its vector.
func (at *Attender) entryOf(found embed.Found) wordEntry {
	f := wordEntry{Found: found, vector: found.Vector}
	switch {
	case f.vector != nil:
	case f.ID != vocab.Unknown:
		f.vector = at.m.Table().Row(f.ID)
		if !f.Known {
			f.replaced = at.m.Table().Vocab().Word(f.ID)
		}
	}
	return f
}

// otherValues takes the values of a sentence from another model. A token without a
// value takes no part; one with a NaN or an infinity is an error.
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
		case f.Vector != nil: // the key is made of subwords: so may the value be
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

// copyValue copies the value of a word, and reports whether it has one.
func (at *Attender) copyValue(dst []float32, word string) (bool, error) {
	id, ok := at.valueLookup.ID(word)
	if !ok {
		return false, nil
	}
	copy(dst, at.values.Table().Row(id))
	return true, at.values.Table().CheckFinite(id)
}

// copySubwords copies the vector that a word's subwords make in a table, and
// reports whether they make one.
func copySubwords(dst []float32, t *embed.Table, word string) bool {
	sub := t.Subwords()
	if sub == nil {
		return false
	}
	vector, ok := sub.Vector(word)
	copy(dst, vector)
	return ok
}
