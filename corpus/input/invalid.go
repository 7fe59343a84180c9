package input

// This file treats bytes that are not UTF-8. By default they are an error with a
// position: a file in another encoding would otherwise give thousands of words that
// nobody wrote. U+FFFD, the replacement character, stands for each byte if asked for.

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// An InvalidUTF8 value selects what happens to bytes that are not UTF-8.
type InvalidUTF8 int

// What to do with bytes that are not UTF-8.
const (
	RefuseInvalid  InvalidUTF8 = iota // an error that names line and byte
	ReplaceInvalid                    // each byte is replaced by U+FFFD and counted
)

// ParseInvalidUTF8 returns RefuseInvalid for "error" and ReplaceInvalid for "replace". Any
// other name is an error.
func ParseInvalidUTF8(name string) (InvalidUTF8, error) {
	switch name {
	case "error":
		return RefuseInvalid, nil
	case "replace":
		return ReplaceInvalid, nil
	}
	return 0, fmt.Errorf("corpus: unknown treatment %q of invalid UTF-8; use error or replace", name)
}

// An InvalidUTF8Error is the position of the first byte of a text that is not UTF-8.
type InvalidUTF8Error struct {
	Line int // of the text, from 1
	Byte int // of the line, from 1
}

// Error implements error.
func (e *InvalidUTF8Error) Error() string {
	return fmt.Sprintf("line %d: byte %d of the line is not UTF-8", e.Line, e.Byte)
}

// Clean returns text unchanged if it is UTF-8. Otherwise RefuseInvalid returns an
// *InvalidUTF8Error, and ReplaceInvalid returns the text with each invalid byte replaced
// by U+FFFD, and their number. Tokenizers drop invalid bytes without an error, so call
// Clean before you tokenize text of unknown origin.
func (what InvalidUTF8) Clean(text string) (clean string, replaced int, err error) {
	if utf8.ValidString(text) {
		return text, 0, nil
	}
	i := firstInvalid(text)
	if what == RefuseInvalid {
		before := text[:i]
		return "", 0, &InvalidUTF8Error{Line: 1 + strings.Count(before, "\n"),
			Byte: i - strings.LastIndexByte(before, '\n')}
	}
	clean, replaced = replaceInvalid(text)
	return clean, replaced, nil
}

// firstInvalid returns the index of the first byte of s that is not UTF-8, and len(s) if
// there is none. A U+FFFD that is written in the text is three bytes wide and valid.
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

// replaceInvalid returns s with each byte that is not UTF-8 replaced by U+FFFD, and the
// number of such bytes.
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
