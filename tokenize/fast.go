package tokenize

import "unicode/utf8"

// This file is the fast path of uaxWords. A run is the text between two white spaces.
// It is simple if all its characters are ASCII or Hangul syllables, as in most text. In a
// simple run few rules of UAX #29 apply, normalisation changes nothing, and only A to Z
// have a lower case. The general code processes each of the other runs. Words do not
// span white space, so the result is the same as that of the general code for all text.

// Classes of the Word_Break property that ASCII has.
const (
	other       byte = iota
	letter           // ALetter
	digit            // Numeric
	joiner           // ExtendNumLet: _
	midLetter        // MidLetter: joins letters
	midNumber        // MidNum: joins digits
	midBoth          // MidNumLet and Single_Quote: joins either
	white            // white space
	outside          // not ASCII
	outsideMark = utf8.RuneSelf
)

var class = func() (c [256]byte) {
	for b := range c {
		switch {
		case b >= outsideMark:
			c[b] = outside
		case asciiSpace[b]:
			c[b] = white
		case b|0x20 >= 'a' && b|0x20 <= 'z':
			c[b] = letter
		case b >= '0' && b <= '9':
			c[b] = digit
		}
	}
	c['_'], c[':'], c['.'], c['\''], c[','], c[';'] = joiner, midLetter, midBoth, midBoth, midNumber, midNumber
	return c
}()

// nextSpace returns the start of the white space after text[i], and whether the text up to
// there is simple: only ASCII and Hangul syllables.
func nextSpace(text string, i int) (end int, simple bool) {
	simple = true
	for i < len(text) {
		switch class[text[i]] {
		case white:
			return i, simple
		case outside:
			if hangul(text, i) {
				i += 3
				continue
			}
			simple = false
		}
		i++
	}
	return i, simple
}

// syllableWidth is the width in bytes of a Hangul syllable. No other character of a simple
// run has this width.
const syllableWidth = 3

// kind returns the class of the character at text[i] of a simple run and its width
// in bytes. Hangul syllables are letters.
func kind(text string, i int) (byte, int) {
	if c := class[text[i]]; c != outside {
		return c, 1
	}
	return letter, syllableWidth
}

// simpleWords appends the words of the simple run text[i:end] to dst: runs of
// letters, digits and _ (rules WB5, WB8 to WB10, WB13a, WB13b), in which a single mark
// between two letters (WB6, WB7) or two digits (WB11, WB12) is no boundary. low is text
// in lower case, or text; the tokens are substrings of it. With marks, a mark beside a
// Hangul syllable is a boundary.
func simpleWords(dst []Token, text, low string, i, end int, marks bool) []Token {
	for i < end {
		k, width := kind(text, i)
		if k == other || k >= midLetter {
			i += width
			continue
		}
		start, word := i, false
		for {
			word = word || k != joiner
			i += width
			if i == end {
				break
			}
			before, wide := k, width == syllableWidth
			if k, width = kind(text, i); k == other {
				break
			}
			if k >= midLetter {
				if i+1 == end || !joins(before, k) {
					break
				}
				after, w := kind(text, i+1)
				if after != before || marks && (wide || w == syllableWidth) {
					break
				}
				i, k, width = i+1, after, w
			}
		}
		if word {
			dst = append(dst, Token{low[start:i], start, i})
		}
	}
	return dst
}

// joins reports whether a mark between two characters of class side is no boundary.
func joins(side, mark byte) bool {
	return side == letter && mark != midNumber || side == digit && mark != midLetter
}
