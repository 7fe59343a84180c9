package input

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

// An Encoding says how the bytes of a file stand for characters. The zero value
// has it found out, file by file.
type Encoding struct {
	name    string
	decoder func() transform.Transformer // nil: the text is UTF-8
}

// Names of encodings that are found out.
const (
	utf8Name  = "UTF-8"
	eucKRName = "EUC-KR (CP949)"
)

// ParseEncoding returns the encoding of that name: utf-8, utf-16 (by its mark,
// else little-endian), utf-16le, utf-16be, euc-kr, cp949 or another that the
// WHATWG's Encoding Standard lists. "" has it found out.
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
		return Encoding{}, fmt.Errorf("corpus: no encoding %q; there are utf-8, utf-16, utf-16le, utf-16be, euc-kr (cp949), shift_jis, gbk, big5, iso-8859-1 and others that the web knows", name)
	}
	return newEncoding(strings.ToUpper(name), e), nil
}

func newEncoding(name string, e encoding.Encoding) Encoding {
	return Encoding{name, func() transform.Transformer { return &invalidMarker{e.NewDecoder()} }}
}

// A invalidMarker decoder puts a byte that is no UTF-8 where it cannot decode, and
// where the text has U+FFFD, by which others had marked such a place. So what is
// wrong is noticed, or replaced and counted, as in text that is UTF-8.
type invalidMarker struct{ transform.Transformer }

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

// detectSize is how many bytes, from the first that is not ASCII, tell a file's
// encoding.
const detectSize = 64 << 10

// A textReader reads a file as UTF-8, without a byte order mark. If the encoding
// is not given, a mark tells it, or the first bytes that are not ASCII do.
type textReader struct {
	raw      *bufio.Reader
	encoding Encoding  // what is known of it
	text     io.Reader // once the encoding is known
	started  bool
	hasBOM   bool // it begins with a byte order mark
}

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

// readMark looks at the byte order mark.
func (t *textReader) readMark() {
	head, _ := t.raw.Peek(3) // its error comes again
	mark8 := bytes.HasPrefix(head, []byte("\ufeff"))
	mark16 := bytes.HasPrefix(head, []byte{0xff, 0xfe}) || bytes.HasPrefix(head, []byte{0xfe, 0xff})
	t.hasBOM = mark8 || mark16
	switch given := t.encoding.name; {
	case mark8 && (given == "" || given == utf8Name):
		_, _ = t.raw.Discard(3) // they have been read
		t.setEncoding(Encoding{name: utf8Name})
	case mark16 && given == "":
		t.setEncoding(newEncoding("UTF-16", utf16.UTF16(utf16.LittleEndian, utf16.UseBOM)))
	case given != "":
		t.setEncoding(t.encoding)
	}
}

// setEncoding reads what is left in encoding e.
func (t *textReader) setEncoding(e Encoding) {
	t.encoding, t.text = e, t.raw
	if e.name == eucKRName {
		t.text = markUTF8Words(t.raw)
	}
	if e.decoder != nil {
		t.text = transform.NewReader(t.text, e.decoder())
	}
}

// asciiPrefix returns how many bytes from the start are ASCII.
func asciiPrefix(b []byte) int {
	for i, c := range b {
		if c >= utf8.RuneSelf {
			return i
		}
	}
	return len(b)
}

// detectEncoding tells the encoding of text that begins with a byte that is not ASCII. It
// is EUC-KR, in its extension CP949, if it is no UTF-8, can be decoded so and is
// Hangul then, in nine of ten characters that are not ASCII: Chinese text in GBK
// would be a mixture. Everything else is for UTF-8, which will not hold for long.
func detectEncoding(window []byte, whole bool) Encoding {
	if !whole {
		window = window[:max(0, len(window)-utf8.UTFMax)]
	}
	valid := window
	for len(valid) > 0 && !whole && len(window)-len(valid) < utf8.UTFMax && !utf8.Valid(valid) {
		valid = valid[:len(valid)-1] // the last character may be cut
	}
	if utf8.Valid(valid) {
		return Encoding{name: utf8Name}
	}
	if isEUCKR(window, whole) {
		return newEncoding(eucKRName, korean.EUCKR)
	}
	return Encoding{name: utf8Name}
}

// isEUCKR reports whether b is Korean text in EUC-KR.
func isEUCKR(b []byte, whole bool) bool {
	text, err := korean.EUCKR.NewDecoder().Bytes(b)
	if err != nil {
		return false
	}
	if !whole {
		text = bytes.TrimSuffix(text, replacement) // of a character that is cut
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
