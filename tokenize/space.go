package tokenize

import (
	"unicode"
	"unicode/utf8"
)

// space cuts at white space.
type space struct{ Folder }

// Append implements Tokenizer.
func (s space) Append(dst []Token, text string) []Token {
	low := text
	if s.lower {
		low = lowerASCII(text)
	}
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf && asciiSpace[c] {
			i++
			continue
		} else if width, white := whiteAt(text, i); white {
			i += width
			continue
		}
		end, simple := wordEnd(text, i)
		word := low[i:end]
		if !simple {
			word = s.Fold(text[i:end])
		}
		dst = append(dst, Token{word, i, end})
		i = end
	}
	return dst
}

// wordEnd returns where the word that starts at text[i] ends, and whether it
// is all ASCII and Hangul syllables.
func wordEnd(text string, i int) (int, bool) {
	simple := true
	for i < len(text) {
		switch class[text[i]] {
		case white:
			return i, simple
		case outside:
			if hangul(text, i) {
				i += 3
				continue
			}
			width, white := whiteAt(text, i)
			if white {
				return i, simple
			}
			simple = false
			i += width
		default:
			i++
		}
	}
	return i, simple
}

// asciiSpace marks the white space among the ASCII characters.
var asciiSpace = [utf8.RuneSelf]bool{
	'\t': true, '\n': true, '\v': true, '\f': true, '\r': true, ' ': true,
	0x1c: true, 0x1d: true, 0x1e: true, 0x1f: true,
}

// IsSpace reports whether r separates tokens. These are Unicode's white space
// and the four separators U+001C to U+001F, as in Python's str.split, so that
// the same file gives the same words there.
func IsSpace(r rune) bool {
	if r < utf8.RuneSelf {
		return asciiSpace[r]
	}
	return unicode.IsSpace(r)
}

// whiteAt returns the width of the character at text[i] and whether it is
// white space.
func whiteAt(text string, i int) (int, bool) {
	if c := text[i]; c < utf8.RuneSelf {
		return 1, asciiSpace[c]
	}
	r, width := utf8.DecodeRuneInString(text[i:])
	return width, IsSpace(r)
}
