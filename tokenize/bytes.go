package tokenize

import "encoding/binary"

// Here eight bytes are looked at as one number x. In each byte of
//
//	(x & ^tops) + n·ones
//
// the top bit says whether the lower seven bits of x's are 0x80−n or more; no
// byte's sum reaches the next.
const (
	ones = 0x0101010101010101
	tops = 0x80 * ones
)

// block is how many bytes marks looks at.
const block = 64

// marks returns a bit for each byte of text, which has up to 64, that may be
// white space or the first byte of it: all up to the space, and C0 to E3, since
// all white space that is not ASCII begins with C2, E1, E2 or E3.
func marks(text string) uint64 {
	if len(text) < block {
		var padded [block]byte
		copy(padded[:], text)
		return marksOf(&padded) & (1<<len(text) - 1)
	}
	return marksOf((*[block]byte)([]byte(text[:block])))
}

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

// gather makes the top bits of eight bytes the lowest eight bits of a number.
func gather(x uint64) uint64 { return (x >> 7) * 0x0102040810204080 >> 56 }

// isASCII reports whether all bytes are.
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

// upper has 0x20 in each byte of x that is A to Z, which is what makes it a to z.
func upper(x uint64) uint64 {
	low := x &^ tops
	return ((low + 0x3f*ones) &^ (low + 0x25*ones) &^ x & tops) >> 2
}

// lower makes A to Z lower case.
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

// lowerASCII returns text with A to Z in lower case, which leaves offsets as
// they are. It allocates if there is one of them, else not.
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

// hangul reports whether a Hangul syllable stands at text[i], where it takes
// three bytes.
func hangul(text string, i int) bool { return syllableAt(text, i) >= 0 }

// syllableAt returns the number of the Hangul syllable at text[i], 0 for 가, or
// −1 if there is none.
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

// simple reports whether a word is all ASCII and Hangul syllables.
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
