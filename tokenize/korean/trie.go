package korean

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/ikawaha/kagome-dict/dict/trie"
)

// A match is a word of a trie that a text begins with.
type match struct {
	id    int // of the word
	width int // its length in bytes
}

// appendMatches appends the words of a trie that text begins with, the shortest first.
func appendMatches(dst []match, words trie.DoubleArray, text string) []match {
	return appendFrom(dst, words, 0, text, 0)
}

// appendFrom appends the words that end after text[:i], which has led to a state. Words end
// where characters do, so only these places are looked at.
func appendFrom(dst []match, words trie.DoubleArray, state int, text string, i int) []match {
	for i < len(text) && text[i] != 0 {
		next := int(words[state].Base) + int(text[i])
		if next < 0 || next >= len(words) || int(words[next].Check) != state {
			break
		}
		state = next
		if i++; i < len(text) && text[i]&0xC0 == 0x80 {
			continue // inside a character
		}
		if id := wordAt(words, state); id >= 0 {
			dst = append(dst, match{id, i})
		}
	}
	return dst
}

// wordAt returns the word that ends at a state of a trie, or -1 if none does. The end of a
// word is the character NUL.
func wordAt(words trie.DoubleArray, state int) int {
	end := int(words[state].Base)
	if end >= 0 && end < len(words) && int(words[end].Check) == state && words[end].Base <= 0 {
		return int(-words[end].Base)
	}
	return -1
}

// A start is the state of a trie after a syllable, and the word that ends there.
type start struct{ state, word int32 }

// starts returns the start of each syllable, from 가 on. The state is 0 if no word begins with
// the syllable.
func starts(words trie.DoubleArray) []start {
	all := make([]start, '힣'-'가'+1)
	for i := range all {
		state := 0
		for _, c := range []byte(string('가' + rune(i))) {
			next := int(words[state].Base) + int(c)
			if next < 0 || next >= len(words) || int(words[next].Check) != state {
				state = 0
				break
			}
			state = next
		}
		all[i] = start{int32(state), -1} //nolint:gosec // an index of the trie's int32
		if state > 0 {
			all[i].word = int32(wordAt(words, state)) //nolint:gosec // the index of an entry
		}
	}
	return all
}

// appendMatches appends the words of the dictionary that text begins with, as the function
// appendMatches does. The state after the first syllable comes from a table.
func (d *dictionary) appendMatches(dst []match, text string) []match {
	r, width := utf8.DecodeRuneInString(text)
	if !isSyllable(r) {
		return appendMatches(dst, d.words, text)
	}
	s := d.starts[r-'가']
	if s.state == 0 {
		return dst
	}
	if s.word >= 0 {
		dst = append(dst, match{int(s.word), width})
	}
	return appendFrom(dst, d.words, int(s.state), text, width)
}

// A wordList holds extra entries by their surfaces. Word i of words has the entries from
// first[i] to first[i+1].
type wordList struct {
	words   trie.DoubleArray
	first   []int32
	entries []extra
}

// newWordList returns a list of entries, which it sorts by their surfaces. Entries of one
// surface keep their order.
func newWordList(entries []extra) *wordList {
	w := &wordList{entries: entries}
	slices.SortStableFunc(entries, func(a, b extra) int { return strings.Compare(a.surface, b.surface) })
	var words []string
	var ids []int
	for i, e := range entries {
		if i == 0 || e.surface != entries[i-1].surface {
			ids, words = append(ids, len(words)), append(words, e.surface)
			w.first = append(w.first, int32(i)) //nolint:gosec // at most 16 MB of words
		}
	}
	w.first = append(w.first, int32(len(entries))) //nolint:gosec // at most 16 MB of words
	var err error
	if w.words, err = trie.BuildWithIDs(words, ids); err != nil {
		panic("korean: words: " + err.Error()) // they are sorted and without NUL
	}
	return w
}
