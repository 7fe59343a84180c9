package korean

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/w2vattn/w2vattn/tokenize"
)

// CheckUserWords says what is wrong with a user's dictionary, and in which line.
func CheckUserWords(text string) error {
	_, err := readUserWords(text, norm.NFC)
	return err
}

// readUserWords reads a user's dictionary: a word a line and, after a comma or a
// tab, its part of speech (NNP without one). Empty lines and those that begin
// with # are left out.
func readUserWords(text string, form norm.Form) (map[string]tag, error) {
	of := map[string]tag{}
	number := 0
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		number++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		word, t, err := readUserWord(form.String(line))
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", number, err)
		}
		if before, ok := of[word]; ok && before != t {
			return nil, fmt.Errorf("line %d: %s is %s, but was %s before", number, word, tagNames[t], tagNames[before])
		}
		of[word] = t
	}
	return of, nil
}

// readUserWord reads a line of a user's dictionary.
func readUserWord(line string) (string, tag, error) {
	fields := strings.FieldsFunc(line, func(r rune) bool { return r == ',' || r == '\t' })
	for i := range fields {
		fields[i] = strings.TrimSpace(fields[i])
	}
	switch {
	case !utf8.ValidString(line):
		return "", 0, fmt.Errorf("no UTF-8")
	case len(fields) == 0 || len(fields) > 2:
		return "", 0, fmt.Errorf("%q has %d fields; a line is a word and, after a comma, its part of speech: 카카오뱅크,NNP", line, len(fields))
	case strings.ContainsFunc(fields[0], func(r rune) bool { return tokenize.IsSpace(r) || r < ' ' }):
		return "", 0, fmt.Errorf("%q has a space in it: a word stands between spaces", fields[0])
	case len(fields) == 1:
		return fields[0], nnp, nil
	}
	t := parseTag(fields[1])
	if t == na || t.leans() || t == sp {
		return "", 0, fmt.Errorf("no part of speech %q for a word; NNP, NNG, MAG, VV and IC are some", fields[1])
	}
	return fields[0], t, nil
}

// userWordsOf makes words ready for the lattice.
func userWordsOf(d *dictionary, of map[string]tag) *userWords {
	if len(of) == 0 {
		return nil
	}
	return newUserWords(d, slices.Sorted(maps.Keys(of)), of)
}
