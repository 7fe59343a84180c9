package tokenize

import (
	"encoding/binary"
	"math/bits"
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
	for {
		i += asciiRun(text[i:])
		if i == len(text) {
			return i, simple
		}
		if hangul(text, i) {
			i += 3
			continue
		}
		width, blank := whiteAt(text, i)
		if blank {
			return i, simple
		}
		simple = simple && width == 1 && text[i] < utf8.RuneSelf
		i += width
	}
}

// asciiRun returns how many bytes from the start are ASCII above the space, by
// looking at eight at once. In each byte of x, -x&0x80 says that it is 0x80 or
// more, and (x-0x21)&0x80 that it is less than 0x21; a borrow can only mark
// bytes after the first that is marked rightly.
func asciiRun(s string) int {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	n := 0
	for ; len(s)-n >= 8; n += 8 {
		x := binary.LittleEndian.Uint64([]byte(s[n : n+8]))
		if marked := (x | (x - 0x21*ones)) & tops; marked != 0 {
			return n + bits.TrailingZeros64(marked)/8
		}
	}
	for n < len(s) && s[n] > ' ' && s[n] < utf8.RuneSelf {
		n++
	}
	return n
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
