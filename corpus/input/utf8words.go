package input

// This file finds words in UTF-8 in files of EUC-KR, which occur where texts of
// several sources were concatenated.

import (
	"bufio"
	"io"
	"unicode"
	"unicode/utf8"
)

// A utf8WordMarker finds words in UTF-8 in a file that is otherwise EUC-KR. The bytes of
// some such words are valid EUC-KR too: 좋다 would be read as 醫뗫떎. It overwrites them by
// bytes that are not valid in EUC-KR, so that they are an error or are replaced and
// counted. A word is a run of bytes above ASCII.
type utf8WordMarker struct {
	r      io.Reader
	inWord bool // the last bytes read ended within a word
}

// markUTF8Words returns a reader of r in which words in UTF-8 are overwritten. Words
// across the ends of its buffer are not checked.
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

// isHangul reports whether a word is UTF-8 with at least two syllables of Hangul. Hangul
// in EUC-KR does not look like that: the first bytes of such syllables, 0xEA to 0xED,
// are those of Chinese characters in EUC-KR.
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
