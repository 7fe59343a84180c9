package input

import (
	"bufio"
	"io"
	"unicode"
	"unicode/utf8"
)

// A utf8WordMarker reads Korean text in EUC-KR. Of a file that holds UTF-8 too, some
// words are EUC-KR as well, of other syllables and Chinese characters: 좋다 would
// be read as 醫뗫떎. Such words are overwritten by bytes that EUC-KR has not, so that
// they are noticed, or replaced and counted, where they stand.
type utf8WordMarker struct {
	r      io.Reader
	inWord bool // the bytes before ended within a word
}

// markUTF8Words reads what is not UTF-8 of r. Words that lie across the ends of its
// buffer are not looked at.
func markUTF8Words(r io.Reader) io.Reader {
	return bufio.NewReaderSize(&utf8WordMarker{r: r}, detectSize)
}

// Read implements io.Reader.
func (m *utf8WordMarker) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	for b := p[:n]; len(b) > 0; {
		b = b[asciiPrefix(b):]
		end := 0
		for end < len(b) && b[end] >= utf8.RuneSelf {
			end++
		}
		if !m.inWord && isHangul(b[:end]) {
			for i := range b[:end] {
				b[i] = invalidByte[0]
			}
		}
		m.inWord = false
		b = b[end:]
	}
	m.inWord = n > 0 && p[n-1] >= utf8.RuneSelf
	return n, err
}

// isHangul reports whether a word is UTF-8 with two syllables of Hangul or more.
// No two of EUC-KR look so: the first bytes of those syllables, 0xEA to 0xED, are
// those of Chinese characters, and what would have to follow is rare.
func isHangul(word []byte) bool {
	syllables := 0
	for i := 0; i < len(word); {
		r, width := utf8.DecodeRune(word[i:])
		if r == utf8.RuneError {
			return false
		}
		if unicode.Is(unicode.Hangul, r) {
			syllables++
		}
		i += width
	}
	return syllables >= 2
}
