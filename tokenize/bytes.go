package tokenize

// This file classifies bytes and characters: white space, ASCII letters, Hangul.

import "encoding/binary"

// The functions of this file process eight bytes as one number x. In each byte of
//
//	(x & ^tops) + n·ones
//
// the top bit is set if the lower seven bits of that byte of x are 0x80−n or more; no
// sum carries into the next byte.
const (
	ones = 0x0101010101010101
	tops = 0x80 * ones
)

// block is the number of bytes that marks processes at once.
const block = 64

// marks returns a mask of the first 64 bytes of text, or of all if there are fewer. Bit i
// is set if white space may begin at text[i]: if the byte is at most 0x20, or from C0 to
// E3, since all white space that is not ASCII begins with C2, E1, E2 or E3.
func marks(text string) uint64 {
	if len(text) < block {
		var padded [block]byte
		copy(padded[:], text)
		return marksOf(&padded) & (1<<len(text) - 1)
	}
	return marksOf((*[block]byte)([]byte(text[:block])))
}

// marksOf is marks for a whole block.
func marksOf(text *[block]byte) (m uint64) {
	for i := 0; i < block; i += 8 {
		x := binary.LittleEndian.Uint64(text[i:])
		low := x &^ tops
		ascii := ^(x | (low + 0x5f*ones))                   // up to 0x20
		first := x & (low + 0x40*ones) &^ (low + 0x1c*ones) // from 0xc0, below 0xe4
		m |= gather((ascii|first)&tops) << i
	}
	return m
}

// gather returns the top bits of the eight bytes of x as its lowest eight bits. The
// other bits of x must be 0.
func gather(x uint64) uint64 { return (x >> 7) * 0x0102040810204080 >> 56 }

// isASCII reports whether all bytes of s are ASCII.
func isASCII(s string) bool {
	var all uint64
	for ; len(s) >= 8; s = s[8:] {
		all |= binary.LittleEndian.Uint64([]byte(s[:8]))
	}
	for i := range len(s) {
		all |= uint64(s[i])
	}
	return all&tops == 0
}

// upper returns 0x20 in each byte where x has A to Z, and 0 elsewhere. Setting the bit
// 0x20 of these letters makes them lower case.
func upper(x uint64) uint64 {
	low := x &^ tops
	return ((low + 0x3f*ones) &^ (low + 0x25*ones) &^ x & tops) >> 2
}

// lower changes A to Z in text to lower case.
func lower(text []byte) {
	i := 0
	for ; len(text)-i >= 8; i += 8 {
		x := binary.LittleEndian.Uint64(text[i:])
		binary.LittleEndian.PutUint64(text[i:], x|upper(x))
	}
	for ; i < len(text); i++ {
		text[i] |= byte(upper(uint64(text[i])))
	}
}

// lowerASCII returns text with A to Z in lower case; offsets stay the same. It
// allocates only if text has one of them.
func lowerASCII(text string) string {
	var any uint64
	rest := text
	for ; len(rest) >= 8; rest = rest[8:] {
		any |= upper(binary.LittleEndian.Uint64([]byte(rest[:8])))
	}
	for i := range len(rest) {
		any |= upper(uint64(rest[i]))
	}
	if any == 0 {
		return text
	}
	low := []byte(text)
	lower(low)
	return string(low)
}

// syllables is the number of Hangul syllables, U+AC00 to U+D7A3.
const syllables = 0xD7A4 - 0xAC00

// hangul reports whether a Hangul syllable, of three bytes, begins at text[i].
func hangul(text string, i int) bool { return syllableAt(text, i) >= 0 }

// syllableAt returns the number of the Hangul syllable at text[i], 0 for 가, or a
// negative number if there is none.
func syllableAt(text string, i int) int {
	if i+2 >= len(text) || text[i] < 0xEA || text[i] > 0xED || text[i+1]&0xC0 != 0x80 || text[i+2]&0xC0 != 0x80 {
		return -1
	}
	s := int(text[i]&0x0F)<<12 | int(text[i+1]&0x3F)<<6 | int(text[i+2]&0x3F)
	if s -= 0xAC00; s >= syllables {
		return -1
	}
	return s // negative for characters before 가
}

// simple reports whether a word has only ASCII characters and Hangul syllables.
func simple(word string) bool {
	for i := 0; i < len(word); {
		switch {
		case word[i] < 0x80:
			i++
		case hangul(word, i):
			i += 3
		default:
			return false
		}
	}
	return true
}
