package console

// This file completes words at the Tab key.

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxCompletions is the number of words that Complete returns at most, so that a list of
// them fits on a terminal.
const maxCompletions = 40

// Complete returns the words that the word before a position of a line may become: those of
// the vocabulary that begin with it, the most frequent first, and before them names of
// commands if it is the first of the line. pos is the number of characters before the
// position. The line with a completion is head + completion + tail.
func (s *Session) Complete(line string, pos int) (head string, completions []string, tail string) {
	letters := []rune(line)
	before, tail := string(letters[:pos]), string(letters[pos:])
	start := 0
	if i := strings.LastIndexFunc(before, unicode.IsSpace); i >= 0 {
		_, size := utf8.DecodeRuneInString(before[i:])
		start = i + size
	}
	head, word := before[:start], before[start:]
	if strings.TrimSpace(head) == "" {
		for _, name := range names {
			if strings.HasPrefix(name, word) {
				completions = append(completions, name)
			}
		}
	}
	if word == "" {
		return head, completions, tail
	}
	return head, append(completions, s.withPrefix(word, maxCompletions-len(completions))...), tail
}

// withPrefix returns up to n words that begin with a prefix, in the order of the
// vocabulary, as Parse reads them. The prefix is compared as it is and in the model's
// form, so that "Ca" completes to "cat" in a model of lower-case words. All words are
// compared, O(V), a few milliseconds for a million words.
func (s *Session) withPrefix(prefix string, n int) []string {
	prefix = strings.TrimPrefix(prefix, `"`)
	var words []string
	folded := prefix
	if fold := s.Model.Lookup().Fold; fold != nil {
		folded = fold(prefix)
	}
	for _, word := range s.Model.Table().Vocab().All() {
		if len(words) >= n {
			break
		}
		if strings.HasPrefix(word, prefix) || strings.HasPrefix(word, folded) {
			words = append(words, quote(word))
		}
	}
	return words
}
