package korean

// This file holds the user's dictionary. User words are preferred to all entries of
// the dictionary: where one starts, nothing else is tried. A verb or an adjective is
// added with its conjugated forms.

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
// start of a line or after white space, are skipped. Parts of speech are tags of the Sejong
// corpus or Korean names: 명사, 동사. Words are returned in the normal form.
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
			return nil, fmt.Errorf("line %d: %s is %s, but was %s in an earlier line; remove one of the lines",
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
		return "", 0, errors.New("invalid UTF-8; save the file as UTF-8 (--user-dict also reads UTF-16 and CP949)")
	case len(fields) == 0 || len(fields) > 2:
		return "", 0, fmt.Errorf("%q has %d fields, expected a word and its part of speech: 카카오뱅크,NNP", line,
			len(fields))
	case strings.ContainsFunc(fields[0], func(r rune) bool { return tokenize.IsSpace(r) || r < ' ' }):
		return "", 0, fmt.Errorf("%q contains a space, but a user word must not; write one word per line", fields[0])
	case len(fields) == 1:
		return fields[0], nnp, nil
	}
	t := tagOf(fields[1])
	if t == na || t.attaches() || t == sp {
		return "", 0, fmt.Errorf("no part of speech %q for a word; use NNG (명사), NNP (고유명사), VV (동사), VA (형용사), "+
			"MAG (부사) or IC (감탄사), for example", fields[1])
	}
	return fields[0], t, nil
}

// koreanTags are the Korean names of parts of speech.
var koreanTags = map[string]tag{
	"명사": nng, "일반명사": nng, "보통명사": nng, "고유명사": nnp, "의존명사": nnb, "단위명사": nnbc, "수사": nr, "대명사": np,
	"동사": vv, "형용사": va, "보조용언": vx, "보조동사": vx, "보조형용사": vx, "관형사": mm, "부사": mag, "일반부사": mag,
	"접속부사": maj, "감탄사": ic, "어근": xr, "외국어": sl, "한자": sh, "숫자": sn,
}

// tagOf returns the tag with a name of the Sejong corpus or with a Korean name, which may
// contain spaces, or na if there is none.
func tagOf(name string) tag {
	if t, ok := koreanTags[strings.ReplaceAll(name, " ", "")]; ok {
		return t
	}
	return parseTag(strings.ToUpper(name))
}

// userCost is the cost of each syllable of a user word. It is so low that user words are
// preferred to dictionary entries.
const userCost = -10000

// newUserWords returns words in the form that a lattice looks up, or nil if there are none.
// By the first rules a verb or an adjective is a stem without other forms.
func newUserWords(d *dictionary, of map[string]tag, rules int) *wordList {
	if len(of) == 0 {
		return nil
	}
	var entries []extra
	for _, word := range slices.Sorted(maps.Keys(of)) {
		t := of[word]
		stem := strings.TrimSuffix(word, "다")
		if _, conjugates := stemOf[t]; rules > 0 && conjugates && stem != "" {
			entries = append(entries, d.conjugations(stem, t, irregularOf(stem, t), 0)...)
			continue
		}
		form := word
		if t.verbal() {
			form += "다"
		}
		entries = append(entries, extra{word, d.commonMorph(t, endsInConsonant(word)), []part{{form, t}}})
	}
	for i := range entries {
		e := &entries[i]
		e.morph.cost += userCost * int32(utf8.RuneCountInString(e.surface)) //nolint:gosec // a line is short
	}
	return newWordList(entries)
}
