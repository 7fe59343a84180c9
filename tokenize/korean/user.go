package korean

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/w2vattn/w2vattn/tokenize"
)

// CheckUserWords returns the first error of a user dictionary with its line number, or
// nil. text has one word per line and, after a comma or a tab, its part of speech (see
// [tokenize.Korean]).
func CheckUserWords(text string) error {
	_, err := readUserWords(text, norm.NFC)
	return err
}

// readUserWords reads a user dictionary: one word per line and, after a comma or a tab,
// its part of speech, by default NNP. Empty lines and comments, which begin with # at the
// start of a line or after white space, are skipped. Words are returned in the normal form.
// A word with two different parts of speech is an error.
func readUserWords(text string, form norm.Form) (map[string]tag, error) {
	of := map[string]tag{}
	number := 0
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		number++
		line = strings.TrimSpace(withoutComment(line))
		if line == "" || line[0] == '#' {
			continue
		}
		word, t, err := readUserWord(form.String(line))
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", number, err)
		}
		if before, ok := of[word]; ok && before != t {
			return nil, fmt.Errorf("line %d: %s is %s, but was %s in an earlier line",
				number, word, tagNames[t], tagNames[before])
		}
		of[word] = t
	}
	return of, nil
}

// withoutComment returns a line without the comment at its end, which begins with # after
// white space: C# is a word.
func withoutComment(line string) string {
	for i := 1; i < len(line); i++ {
		if line[i] == '#' && (line[i-1] == ' ' || line[i-1] == '\t') {
			return line[:i]
		}
	}
	return line
}

// readUserWord reads one line of a user dictionary.
func readUserWord(line string) (string, tag, error) {
	fields := strings.FieldsFunc(line, func(r rune) bool { return r == ',' || r == '\t' })
	for i := range fields {
		fields[i] = strings.TrimSpace(fields[i])
	}
	switch {
	case !utf8.ValidString(line):
		return "", 0, errors.New("invalid UTF-8")
	case len(fields) == 0 || len(fields) > 2:
		return "", 0, fmt.Errorf("%q has %d fields, expected a word and its part of speech: 카카오뱅크,NNP", line,
			len(fields))
	case strings.ContainsFunc(fields[0], func(r rune) bool { return tokenize.IsSpace(r) || r < ' ' }):
		return "", 0, fmt.Errorf("%q contains a space; a user word cannot", fields[0])
	case len(fields) == 1:
		return fields[0], nnp, nil
	}
	t := parseTag(fields[1])
	if t == na || t.attaches() || t == sp {
		return "", 0, fmt.Errorf("no part of speech %q for a word; use NNP, NNG, MAG, VV or IC, for example", fields[1])
	}
	return fields[0], t, nil
}

// userWordsOf returns words in the form that a lattice looks up, or nil if there are none.
func userWordsOf(d *dictionary, of map[string]tag) *userWords {
	if len(of) == 0 {
		return nil
	}
	return newUserWords(d, slices.Sorted(maps.Keys(of)), of)
}
