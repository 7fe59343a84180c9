package korean

// This file normalizes text and remembers where each character came from. macOS
// stores the file name 가 as two code points, ᄀ and ᅡ (NFD); the dictionary has
// composed syllables (NFC). Tokens must still refer to the bytes that the caller
// passed, so offsets are mapped back.

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A normalText is a text in a normal form with the offsets of its characters in the
// original.
type normalText struct {
	text string
	// first[i] and last[i] bound the bytes of the original from which the character at
	// text[i] was composed: a syllable of three bytes comes from up to nine.
	first, last []int32
}

// normalize returns text in a normal form, or false if a quick check shows that it is in
// that form already.
func normalize(text string, form norm.Form) (normalText, bool) {
	if isPlain(text) || form.QuickSpanString(text) == len(text) {
		return normalText{}, false
	}
	var n normalText
	var it norm.Iter
	it.InitString(form, text)
	out := make([]byte, 0, len(text))
	for !it.Done() {
		start := int32(it.Pos())
		// NFKC returns ㈜ in three steps, and only the last one advances the position.
		for int32(it.Pos()) == start && !it.Done() {
			out = append(out, it.Next()...)
		}
		for len(n.first) < len(out) {
			n.first = append(n.first, start)
			n.last = append(n.last, int32(it.Pos()))
		}
	}
	n.text = string(out)
	return n, true
}

// isPlain reports whether a text consists of ASCII characters and Hangul syllables, which
// are in all normal forms.
func isPlain(text string) bool {
	for _, r := range text {
		if r >= utf8.RuneSelf && !isSyllable(r) {
			return false
		}
	}
	return true
}
