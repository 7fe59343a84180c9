package tokenize

// This file removes Korean particles by spelling: 고양이에게 becomes 고양이. It needs no
// dictionary, and is wrong for words that end like a particle; stems.go decides these
// by the corpus.

import (
	"fmt"
	"strings"
)

// josa cuts text as uaxWords does and removes the particles (josa) from Korean words:
// 고양이에게서 becomes 고양이. Verbs stay as they are written. Without stems it goes by
// the spelling of the particles alone.
type josa struct {
	uaxWords
	rules *particleRules
	stems map[string]bool // nil: the rules alone decide
	whole bool            // no particle is removed: the stems are still to be found
}

// newJosa returns the tokenizer josa, which removes particles from words.
func newJosa(words uaxWords, c Josa) (josa, error) {
	j := josa{uaxWords: words, whole: c.Learn}
	switch c.Rules {
	case 0:
		j.rules = firstRules()
	case JosaRules:
		j.rules = currentRules()
	default:
		return j, fmt.Errorf("tokenize: version %d of the rules of the tokenizer %s is not known, the newest one is %d; "+
			"use a newer program", c.Rules, JosaName, JosaRules)
	}
	if c.Stems != "" {
		j.stems = map[string]bool{}
		for stem := range strings.FieldsSeq(c.Stems) {
			j.stems[stem] = true
		}
	}
	return j, nil
}

// Append implements Tokenizer. Start and End of a token are those of its word without
// the particles.
func (j josa) Append(dst []Token, text string) []Token {
	first := len(dst)
	dst = j.uaxWords.Append(dst, text)
	if j.marks {
		dst = dst[:first+len(j.rules.withoutQuotedParticles(dst[first:], text))]
	}
	if j.whole {
		return dst
	}
	for i := first; i < len(dst); i++ {
		t := &dst[i]
		n := j.particles(t.Text)
		if n == 0 {
			continue
		}
		word := t.Text[:len(t.Text)-n]
		switch {
		case t.End-t.Start == len(t.Text):
			t.End -= n
		default: // folding changed the number of bytes
			t.End = t.Start + j.prefix(text[t.Start:t.End], word)
		}
		t.Text = word
	}
	return dst
}

// prefix returns the length in bytes of the longest prefix of word that folds to folded.
func (j josa) prefix(word, folded string) int {
	end := len(word)
	for i := range word {
		if i > 0 && j.Fold(word[:i]) == folded {
			end = i // go on: the next character may be the last letter of a syllable
		} else if end < len(word) {
			break
		}
	}
	return end
}

// particles returns the number of bytes of the particles that are removed from a word.
func (j josa) particles(word string) int {
	if j.stems != nil {
		return j.rules.afterStem(word, j.stems)
	}
	return j.rules.particles(word)
}

// RemoveParticles returns a function that removes the particles from a word as the
// tokenizer josa with the options c does. The word must be in the form that Folder.Fold
// returns. Unknown rules are an error.
func (c Josa) RemoveParticles() (func(word string) string, error) {
	j, err := newJosa(uaxWords{}, c)
	if err != nil {
		return nil, err
	}
	return func(word string) string { return word[:len(word)-j.particles(word)] }, nil
}
