package embed

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A Format is a way to write vectors down, by its name on the command line.
type Format string

// The formats that can be read and written.
const (
	Safetensors    Format = "safetensors"
	Word2VecText   Format = "word2vec-text"
	Word2VecBinary Format = "word2vec-binary"
)

// extensions says which format a file name asks for.
var extensions = []struct {
	extension string
	format    Format
}{
	{".safetensors", Safetensors},
	{".txt", Word2VecText},
	{".vec", Word2VecText},
	{".bin", Word2VecBinary},
}

// ParseFormat returns the format of that name.
func ParseFormat(name string) (Format, error) {
	switch f := Format(name); f {
	case Safetensors, Word2VecText, Word2VecBinary:
		return f, nil
	}
	return "", fmt.Errorf("embed: no format %q; there are %s, %s and %s", name, Safetensors, Word2VecText, Word2VecBinary)
}

// FormatOf returns the format that a file name's extension stands for.
func FormatOf(path string) (Format, error) {
	ext := strings.ToLower(filepath.Ext(path))
	for _, e := range extensions {
		if e.extension == ext {
			return e.format, nil
		}
	}
	return "", fmt.Errorf("embed: %s: the extension %q stands for no format: use .safetensors, .txt or .vec (word2vec text) or .bin (word2vec binary)", path, ext)
}

// detect finds out the format of a file by its first bytes or, where these
// leave it open, by its name.
func detect(r *bufio.Reader, path string) (Format, error) {
	head, err := r.Peek(4096)
	if len(head) == 0 {
		return "", fmt.Errorf("the file is empty (%w)", err)
	}
	if len(head) > 8 && head[8] == '{' && binary.LittleEndian.Uint64(head) <= maxHeader {
		return Safetensors, nil
	}
	if bytes.HasPrefix(head, []byte("\xba\x16\x4f\x2f")) {
		return "", errors.New("this is a fastText model, which is not read: have fastText write its vectors as text (.vec)")
	}
	line, rest, complete := bytes.Cut(head, []byte("\n"))
	named, _ := FormatOf(path)
	if _, dim, ok := parseHeader(line); ok && complete && dim > 0 && looksBinary(rest, dim) {
		if named == Word2VecText && bytes.IndexByte(rest, 0) < 0 && utf8.Valid(rest[:max(0, len(rest)-utf8.UTFMax)]) {
			return Word2VecText, nil // with something wrong in it
		}
		return Word2VecBinary, nil
	}
	if named == Word2VecText || named == Word2VecBinary {
		return named, nil
	}
	if utf8.Valid(line) || complete {
		return Word2VecText, nil
	}
	return "", fmt.Errorf("the content is of no known format; name it, if it is one of %s, %s, %s", Safetensors, Word2VecText, Word2VecBinary)
}

// looksBinary reports whether what follows a header line is a word and float32
// numbers rather than a word and digits: then the last dim fields of its first
// line, as far as it can be seen, are not all numbers.
func looksBinary(rest []byte, dim int64) bool {
	line, _, complete := bytes.Cut(rest, []byte("\n"))
	f := fields(line)
	if !complete && len(f) > 2 {
		f, dim = f[:len(f)-1], min(dim, int64(len(f)-2)) // the last field may be cut
	}
	if int64(len(f)) <= dim {
		return true
	}
	return slices.ContainsFunc(f[int64(len(f))-dim:], func(number []byte) bool {
		_, err := strconv.ParseFloat(string(number), 32)
		return errors.Is(err, strconv.ErrSyntax)
	})
}
