package tokenize

// This file cuts text at white space, as word2vec and fastText do.

import (
	"math/bits"
	"slices"
	"unicode"
	"unicode/utf8"
)

// space cuts text at white space.
type space struct{ Folder }

// Append implements Tokenizer.
func (s space) Append(dst []Token, text string) []Token {
	low := text
	if s.lower {
		low = lowerASCII(text)
	}
	keeps := s.keeps(text)
	var buffer [4 * blockBounds]int32
	for c := (cutter{text: text}); c.more(); {
		for b := c.next(buffer[:0]); len(b) > 0; b = b[2:] {
			word := low[b[0]:b[1]]
			if !keeps && !simple(word) {
				word = s.Fold(text[b[0]:b[1]])
			}
			dst = append(dst, Token{word, int(b[0]), int(b[1])})
		}
	}
	return dst
}

// forms implements formTokenizer.
func (s space) forms(f *Forms, text string) {
	base, first := int32(len(f.Text)), len(f.Bounds)
	f.Text = append(f.Text, text...)
	if s.lower {
		lower(f.Text[base:])
	}
	for c := (cutter{text: text, base: base}); c.more(); {
		f.Bounds = c.next(slices.Grow(f.Bounds, blockBounds))
	}
	if s.keeps(text) {
		return
	}
	for b := f.Bounds[first:]; len(b) > 0; b = b[2:] {
		if word := text[b[0]-base : b[1]-base]; !simple(word) {
			b[0], b[1] = f.put(s.Fold(word))
		}
	}
}

// keeps reports whether folding the words of a text changes nothing but the case of A
// to Z.
func (s space) keeps(text string) bool { return !s.lower && s.form == None || isASCII(text) }

// A cutter finds the words of a text between white space, block by block.
type cutter struct {
	text  string
	base  int32 // added to all bounds
	at    int   // offset of the next block
	start int   // offset of the next word
}

// blockBounds is the largest number of bounds in a block.
const blockBounds = 2 * (block/2 + 1)

// more reports whether text has another block.
func (c *cutter) more() bool { return c.at < len(c.text) }

// next appends the bounds of the words that end in the next blocks to dst: for each word
// the offsets of its first byte and of the byte after its last. It stops when dst has no
// capacity left for blockBounds more bounds, and must be called with that capacity.
func (c *cutter) next(dst []int32) []int32 {
	text, start, n := c.text, c.start, len(dst)
	for dst = dst[:cap(dst)]; c.at < len(text) && len(dst)-n >= blockBounds; c.at += block {
		for m := marks(text[c.at:min(c.at+block, len(text))]); m != 0; m &= m - 1 {
			i, width := c.at+bits.TrailingZeros64(m), 1
			if text[i] != ' ' {
				var white bool
				if width, white = whiteAt(text, i); !white {
					continue
				}
			}
			if i > start {
				dst[n], dst[n+1] = c.base+int32(start), c.base+int32(i)
				n += 2
			}
			start = i + width
		}
	}
	if c.start = start; !c.more() && start < len(text) {
		dst[n], dst[n+1] = c.base+int32(start), c.base+int32(len(text))
		n += 2
	}
	return dst[:n]
}

// asciiSpace marks the white space among the ASCII characters.
var asciiSpace = [utf8.RuneSelf]bool{
	'\t': true, '\n': true, '\v': true, '\f': true, '\r': true, ' ': true,
	0x1c: true, 0x1d: true, 0x1e: true, 0x1f: true,
}

// IsSpace reports whether r separates tokens: Unicode's white space and the four
// separators U+001C to U+001F, as in Python's str.split, so that gensim reads the same
// words from a file.
func IsSpace(r rune) bool {
	if r < utf8.RuneSelf {
		return asciiSpace[r]
	}
	return unicode.IsSpace(r)
}

// whiteAt returns the width in bytes of the character at text[i], and whether it is
// white space.
func whiteAt(text string, i int) (int, bool) {
	if c := text[i]; c < utf8.RuneSelf {
		return 1, asciiSpace[c]
	}
	r, width := utf8.DecodeRuneInString(text[i:])
	return width, IsSpace(r)
}
