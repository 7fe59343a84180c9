package w2vattn

// This file splits unknown words into known ones. A Korean compound such as 고양이책 (cat
// book) is rarely in a vocabulary; its parts are.

import (
	"unicode/utf8"

	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// maxPartLetters is the largest number of letters of a word that is split into words of
// the vocabulary, and of such a word.
const maxPartLetters = 32

// partsOf returns the function from a word to its parts, for embed.Compose: the tokens of
// the word or, if these are more or some are unknown, the fewest words of the vocabulary
// that the word is a sequence of. fold is the function that foldOf returns.
func partsOf(v *vocab.Vocab, t tokenize.Tokenizer, fold tokenize.Folder) func(string) []string {
	return func(word string) []string {
		tokens := tokenize.Texts(t.Append(nil, word))
		words := splitWord(v, fold.Fold(word))
		if words != nil && (len(words) < len(tokens) || !allKnown(v, tokens)) {
			return words
		}
		return tokens
	}
}

// allKnown reports whether there are words and all are in the vocabulary.
func allKnown(v *vocab.Vocab, words []string) bool {
	for _, w := range words {
		if _, ok := v.ID(w); !ok {
			return false
		}
	}
	return len(words) > 0
}

// splitWord returns the fewest words of the vocabulary that follow each other in a word; of
// several ways, that of the most frequent words, by the sum of their ids. It returns nil if
// there is no way or if the word has more than maxPartLetters letters. It takes time in
// proportion to the square of the letters.
func splitWord(v *vocab.Vocab, word string) []string {
	if utf8.RuneCountInString(word) > maxPartLetters {
		return nil
	}
	best := make([]split, len(word)+1) // by byte: of the text before it
	for end := 1; end <= len(word); end++ {
		if end < len(word) && !utf8.RuneStart(word[end]) {
			continue
		}
		for begin := range end {
			if begin > 0 && best[begin].parts == 0 {
				continue
			}
			id, ok := v.ID(word[begin:end])
			s := split{best[begin].parts + 1, best[begin].ids + int64(id), begin}
			if ok && (best[end].parts == 0 || s.less(best[end])) {
				best[end] = s
			}
		}
	}
	return collectParts(best, word)
}

// A split is the best way to split a text into words.
type split struct {
	parts int   // number of words; 0: there is no way
	ids   int64 // sum of their ids
	begin int   // of the last word, in bytes
}

// less reports whether a way is better than another one.
func (s split) less(other split) bool {
	return s.parts < other.parts || s.parts == other.parts && s.ids < other.ids
}

// collectParts returns the words of the best way to split a word, nil if there is none.
func collectParts(best []split, word string) []string {
	n := best[len(word)].parts
	if n == 0 {
		return nil
	}
	parts := make([]string, n)
	for end := len(word); end > 0; end = best[end].begin {
		n--
		parts[n] = word[best[end].begin:end]
	}
	return parts
}
