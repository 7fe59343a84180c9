package input

// This file detects and decodes character encodings. Korean text is often in EUC-KR
// or its superset CP949. Its bytes are hardly ever valid UTF-8, so the two can be
// distinguished by the first bytes that are not ASCII.

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/korean"
	utf16 "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// An Encoding is the character encoding of files. The zero value means that the encoding
// of each file is detected: by its byte order mark or, without one, by the first 64 KB
// from the first byte that is not ASCII, which are UTF-8 or EUC-KR (CP949).
type Encoding struct {
	name    string                       // for messages; "" if it is detected
	decoder func() transform.Transformer // nil: UTF-8
}

// The names of encodings that are detected without a byte order mark.
const (
	utf8Name  = "UTF-8"
	eucKRName = "EUC-KR (CP949)"
)

// ParseEncoding returns the encoding of that name, in any case: utf-8, utf-16 (by its byte
// order mark, else little-endian), utf-16le, utf-16be, euc-kr, cp949 or another of the
// WHATWG Encoding Standard. "" is the zero Encoding. Another name is an error. Names are
// those of the WHATWG standard, so iso-8859-1 is decoded as windows-1252.
func ParseEncoding(name string) (Encoding, error) {
	switch strings.ToLower(name) {
	case "":
		return Encoding{}, nil
	case "utf-8", "utf8":
		return Encoding{name: utf8Name}, nil
	case "utf-16", "utf16":
		return newEncoding("UTF-16", utf16.UTF16(utf16.LittleEndian, utf16.UseBOM)), nil
	case "euc-kr", "cp949", "ms949", "uhc":
		return newEncoding(eucKRName, korean.EUCKR), nil
	}
	e, err := htmlindex.Get(name)
	if err != nil {
		return Encoding{}, fmt.Errorf("corpus: unknown encoding %q; use utf-8, utf-16, utf-16le, utf-16be, "+
			"euc-kr (cp949), shift_jis, gbk, big5, iso-8859-1 or another of the WHATWG Encoding Standard", name)
	}
	return newEncoding(strings.ToUpper(name), e), nil
}

// newEncoding returns an Encoding that is decoded by e.
func newEncoding(name string, e encoding.Encoding) Encoding {
	return Encoding{name, func() transform.Transformer { return &invalidMarker{e.NewDecoder()} }}
}

// An invalidMarker decodes text and writes the byte 0xff, which is not UTF-8, where the
// decoder or the text has U+FFFD. So bytes that cannot be decoded are found, and are an
// error or are replaced and counted, by the same code as in UTF-8 files. The marker is
// shorter than U+FFFD, so the text never grows.
type invalidMarker struct{ transform.Transformer }

// U+FFFD in UTF-8, and a byte that never occurs in UTF-8.
var (
	replacement = []byte(string(utf8.RuneError))
	invalidByte = []byte{0xff}
)

// Transform implements transform.Transformer.
func (m *invalidMarker) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	nDst, nSrc, err = m.Transformer.Transform(dst, src, atEOF)
	if bytes.Contains(dst[:nDst], replacement) {
		nDst = copy(dst, bytes.ReplaceAll(dst[:nDst], replacement, invalidByte))
	}
	return nDst, nSrc, err
}

// detectSize is the number of bytes, from the first that is not ASCII, by which the
// encoding of a file is detected. It is also the size of the buffer. No measurement of
// other sizes is recorded.
const detectSize = 64 << 10

// A textReader reads a file as UTF-8, without a byte order mark, and detects its encoding
// if that is not given. While the text is ASCII, it is passed on undecoded: the encodings
// that are detected agree in ASCII. UTF-16 is only detected by its mark.
type textReader struct {
	raw      *bufio.Reader
	encoding Encoding  // as given or detected so far
	text     io.Reader // decoded; nil until the encoding is known
	started  bool      // the byte order mark has been looked for
	hasBOM   bool      // the file begins with a byte order mark
}

// newTextReader returns a textReader of r. e is the encoding of r; the zero Encoding means
// that it is detected.
func newTextReader(r io.Reader, e Encoding) *textReader {
	return &textReader{raw: bufio.NewReaderSize(r, detectSize), encoding: e}
}

// Read implements io.Reader.
func (t *textReader) Read(p []byte) (int, error) {
	if !t.started {
		t.started = true
		t.readMark()
	}
	if t.text != nil {
		return t.text.Read(p)
	}
	window, err := t.raw.Peek(detectSize)
	if len(window) == 0 {
		return 0, err
	}
	n := copy(p, window[:asciiPrefix(window)])
	if n == 0 && len(p) > 0 {
		whole := errors.Is(err, io.EOF)
		t.setEncoding(detectEncoding(window, whole))
		return t.text.Read(p)
	}
	_, err = t.raw.Discard(n)
	return n, err
}

// readMark skips a byte order mark and sets the encoding that it identifies. A given
// encoding has precedence.
func (t *textReader) readMark() {
	head, _ := t.raw.Peek(3) // the next Peek returns its error again
	mark8 := bytes.HasPrefix(head, []byte("\ufeff"))
	mark16 := bytes.HasPrefix(head, []byte{0xff, 0xfe}) || bytes.HasPrefix(head, []byte{0xfe, 0xff})
	t.hasBOM = mark8 || mark16
	switch given := t.encoding.name; {
	case mark8 && (given == "" || given == utf8Name):
		_, _ = t.raw.Discard(3) // they were peeked at
		t.setEncoding(Encoding{name: utf8Name})
	case mark16 && given == "":
		t.setEncoding(newEncoding("UTF-16", utf16.UTF16(utf16.LittleEndian, utf16.UseBOM)))
	case given != "":
		t.setEncoding(t.encoding)
	}
}

// setEncoding decodes the rest of the file by e. A file in EUC-KR is searched for words in
// UTF-8 first; see utf8WordMarker.
func (t *textReader) setEncoding(e Encoding) {
	t.encoding, t.text = e, t.raw
	if e.name == eucKRName {
		t.text = markUTF8Words(t.raw)
	}
	if e.decoder != nil {
		t.text = transform.NewReader(t.text, e.decoder())
	}
}

// asciiPrefix returns the number of bytes at the beginning of b that are ASCII.
func asciiPrefix(b []byte) int {
	for i, c := range b {
		if c >= utf8.RuneSelf {
			return i
		}
	}
	return len(b)
}

// detectEncoding returns the encoding of a file from a window that begins with its first
// byte that is not ASCII; whole reports that the window reaches the end of the file. It
// is EUC-KR with the extension CP949 if the window is not UTF-8, can be decoded, and at
// least nine of ten decoded letters outside ASCII are Hangul: Chinese text in GBK gives
// other letters. Everything else is read as UTF-8, where an invalid byte is an error.
func detectEncoding(window []byte, whole bool) Encoding {
	if !whole {
		window = window[:max(0, len(window)-utf8.UTFMax)]
	}
	valid := window
	for len(valid) > 0 && !whole && len(window)-len(valid) < utf8.UTFMax && !utf8.Valid(valid) {
		valid = valid[:len(valid)-1] // the last character may be incomplete
	}
	if utf8.Valid(valid) {
		return Encoding{name: utf8Name}
	}
	if isEUCKR(window, whole) {
		return newEncoding(eucKRName, korean.EUCKR)
	}
	return Encoding{name: utf8Name}
}

// isEUCKR reports whether b is Korean text in EUC-KR, for detectEncoding. Other letters,
// such as Chinese characters and kana, may be a tenth of the letters.
func isEUCKR(b []byte, whole bool) bool {
	text, err := korean.EUCKR.NewDecoder().Bytes(b)
	if err != nil {
		return false
	}
	if !whole {
		text = bytes.TrimSuffix(text, replacement) // of an incomplete character
	}
	var hangul, others int
	for _, r := range string(text) {
		switch {
		case r == utf8.RuneError:
			return false
		case unicode.Is(unicode.Hangul, r):
			hangul++
		case r >= utf8.RuneSelf && unicode.IsLetter(r):
			others++
		}
	}
	return hangul > 0 && hangul >= 9*others
}
