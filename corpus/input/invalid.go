package input

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// InvalidUTF8 says what to do with bytes that are no UTF-8.
type InvalidUTF8 int

// RefuseInvalid makes them an error that names line and byte; ReplaceInvalid
// reads U+FFFD in their place and counts them.
const (
	RefuseInvalid InvalidUTF8 = iota
	ReplaceInvalid
)

// ParseInvalidUTF8 returns RefuseInvalid for "error" and ReplaceInvalid for
// "replace".
func ParseInvalidUTF8(name string) (InvalidUTF8, error) {
	switch name {
	case "error":
		return RefuseInvalid, nil
	case "replace":
		return ReplaceInvalid, nil
	}
	return 0, fmt.Errorf("corpus: no way %q to treat invalid UTF-8; there are error and replace", name)
}

// An InvalidUTF8Error says where a text is not UTF-8.
type InvalidUTF8Error struct {
	Line int // of the text, from 1
	Byte int // of the line, from 1
}

// Error implements error.
func (e *InvalidUTF8Error) Error() string {
	return fmt.Sprintf("line %d: byte %d of the line is not UTF-8", e.Line, e.Byte)
}

// Clean returns text if it is UTF-8. Otherwise RefuseInvalid returns an
// *InvalidUTF8Error, and ReplaceInvalid replaces each invalid byte by U+FFFD and
// returns how many there were. Tokenizers do not keep invalid bytes: who
// tokenizes text of unknown origin calls Clean first.
func (what InvalidUTF8) Clean(text string) (clean string, replaced int, err error) {
	if utf8.ValidString(text) {
		return text, 0, nil
	}
	i := firstInvalid(text)
	if what == RefuseInvalid {
		before := text[:i]
		return "", 0, &InvalidUTF8Error{Line: 1 + strings.Count(before, "\n"), Byte: i - strings.LastIndexByte(before, '\n')}
	}
	clean, replaced = replaceInvalid(text)
	return clean, replaced, nil
}

// firstInvalid returns the index of the first byte of s that is no UTF-8.
func firstInvalid(s string) int {
	for i, r := range s {
		if r == utf8.RuneError {
			if _, width := utf8.DecodeRuneInString(s[i:]); width == 1 {
				return i
			}
		}
	}
	return len(s)
}

// replaceInvalid replaces each byte of s that is no UTF-8 by U+FFFD and counts
// them.
func replaceInvalid(s string) (string, int) {
	var b strings.Builder
	replaced := 0
	for s != "" {
		valid := firstInvalid(s)
		b.WriteString(s[:valid])
		if valid == len(s) {
			break
		}
		b.WriteRune(utf8.RuneError)
		replaced++
		s = s[valid+1:]
	}
	return b.String(), replaced
}
