package embed

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/w2vattn/w2vattn/internal/compression"
)

// A Format is a way to write vectors down, by its name on the command line.
type Format string

// The formats that can be read and, all but Model2Vec, written.
const (
	Safetensors    Format = "safetensors"
	Word2VecText   Format = "word2vec-text"
	Word2VecBinary Format = "word2vec-binary"
	GloVe          Format = "glove"
	FastText       Format = "fasttext"
	NPZ            Format = "npz"
	Model2Vec      Format = "model2vec"
	Projector      Format = "projector"
	Wego           Format = "wego"
)

// A codec reads and writes a format. What is nil cannot be done.
type codec struct {
	format     Format
	extensions []string
	text       bool // may be compressed
	source     func(*input) (source, error)
	file       func(*input) (*File, error) // where rows cannot be read one by one
	write      func(io.Writer, *Stream) error
	writePath  func(path string, s *Stream) error // where it is not one file
}

// codecs lists the formats. Of an extension's, the first is meant.
func codecs() []codec {
	return []codec{
		{format: Safetensors, extensions: []string{".safetensors"}, file: openSafetensors, write: writeSafetensors},
		{format: Word2VecText, extensions: []string{".txt", ".vec"}, text: true, source: openWord2VecText, write: writeWord2VecText},
		{format: Word2VecBinary, extensions: []string{".bin"}, text: true, source: openWord2VecBinary, write: writeWord2VecBinary},
		{format: GloVe, text: true, source: openGlove, write: writeGlove},
		{format: FastText, file: openFastText, write: writeFastText},
		{format: NPZ, extensions: []string{".npz"}, source: openNPZ, write: writeNPZ},
		{format: Model2Vec, source: openModel2Vec},
		{format: Projector, extensions: []string{".tsv"}, source: openProjector, writePath: writeProjector},
		{format: Wego, text: true, source: openWego, write: writeWego},
	}
}

// Formats returns the names of all formats, the native one first.
func Formats() []Format {
	var all []Format
	for _, c := range codecs() {
		all = append(all, c.format)
	}
	return all
}

// WrittenFormats returns the names of the formats that can be written, the native
// one first.
func WrittenFormats() []Format {
	var all []Format
	for _, c := range codecs() {
		if c.write != nil || c.writePath != nil {
			all = append(all, c.format)
		}
	}
	return all
}

// formatNames lists the formats in a sentence.
func formatNames() string {
	var names []string
	for _, f := range Formats() {
		names = append(names, string(f))
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// ParseFormat returns the format of that name.
func ParseFormat(name string) (Format, error) {
	if _, err := codecOf(Format(name)); err != nil {
		return "", fmt.Errorf("embed: %w", err)
	}
	return Format(name), nil
}

func codecOf(f Format) (codec, error) {
	for _, c := range codecs() {
		if c.format == f {
			return c, nil
		}
	}
	return codec{}, fmt.Errorf("no format %q; there are %s", f, formatNames())
}

// FormatOf returns the format that a file name's extension stands for. What
// follows it to say that the file is compressed (.gz, .bz2, .xz, .zst) is skipped.
func FormatOf(path string) (Format, error) {
	ext := strings.ToLower(filepath.Ext(compression.TrimExtension(path)))
	for _, c := range codecs() {
		if slices.Contains(c.extensions, ext) {
			return c.format, nil
		}
	}
	return "", fmt.Errorf("embed: %s: the extension %q stands for no format: use .safetensors, .txt or .vec (word2vec text), .bin (word2vec binary), .npz or .tsv (projector), or name the format", path, ext)
}

// magics are the first bytes of files that are easily told.
var magics = []struct {
	bytes  string
	format Format
}{
	{fastTextMagic, FastText},
	{fastTextSwapped, FastText}, // which says why not
	{"PK\x03\x04", NPZ},
	{"PK\x05\x06", NPZ}, // with nothing in it
}

// detect finds out the format of a file by its first bytes or, where these
// leave it open, by its name.
func detect(r *bufio.Reader, path string) (Format, error) {
	head, err := r.Peek(4096)
	if len(head) == 0 {
		return "", fmt.Errorf("the file is empty (%w)", err)
	}
	for _, m := range magics {
		if bytes.HasPrefix(head, []byte(m.bytes)) {
			return m.format, nil
		}
	}
	if len(head) > 8 && head[8] == '{' && binary.LittleEndian.Uint64(head) <= maxHeader {
		return Safetensors, nil
	}
	named, _ := FormatOf(path)
	if named == Projector || named == NPZ {
		return named, nil
	}
	line, rest, complete := bytes.Cut(head, []byte("\n"))
	if _, dim, ok := parseHeader(line); ok && complete && dim > 0 {
		return detectHeaded(rest, dim, named), nil
	}
	return detectHeadless(head, line, complete, named)
}

// detectHeaded tells the word2vec formats apart by what follows the header.
func detectHeaded(rest []byte, dim int64, named Format) Format {
	if !looksBinary(rest, dim) {
		return Word2VecText
	}
	if named == Word2VecText && bytes.IndexByte(rest, 0) < 0 && utf8.Valid(rest[:max(0, len(rest)-utf8.UTFMax)]) {
		return Word2VecText // with something wrong in it
	}
	return Word2VecBinary
}

// detectHeadless tells apart what begins without "V D".
func detectHeadless(head, line []byte, complete bool, named Format) (Format, error) {
	if looksLikeOldFastText(head) {
		return FastText, nil
	}
	if field, _, ok := lastField(line); ok && complete && bytes.IndexByte(line, 0) < 0 {
		if _, err := parseNumber(field); err == nil {
			if bytes.HasSuffix(bytes.TrimSuffix(line, []byte("\r")), []byte(" ")) {
				return Wego, nil
			}
			return GloVe, nil
		}
	}
	if named == Word2VecText || named == Word2VecBinary {
		return named, nil
	}
	if utf8.Valid(line) || complete {
		return Word2VecText, nil
	}
	return "", fmt.Errorf("the content is of no known format; name it, if it is one of %s", formatNames())
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
