package embed

// This file lists the formats:
//
//	native       safetensors: words, vectors, matrices, configuration    mapped, not read
//	text         word2vec text, GloVe, wego                              a line for each word
//	binary       word2vec binary, fastText, npz, model2vec, projector    float32 numbers
//	pickle       gensim                                                  read without running anything

import (
	"bufio"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/embed/internal/format/fasttext"
	"github.com/w2vattn/w2vattn/embed/internal/format/gensim"
	"github.com/w2vattn/w2vattn/embed/internal/format/glove"
	"github.com/w2vattn/w2vattn/embed/internal/format/model2vec"
	"github.com/w2vattn/w2vattn/embed/internal/format/native"
	"github.com/w2vattn/w2vattn/embed/internal/format/npz"
	"github.com/w2vattn/w2vattn/embed/internal/format/projector"
	"github.com/w2vattn/w2vattn/embed/internal/format/wego"
	"github.com/w2vattn/w2vattn/embed/internal/format/word2vecbinary"
	"github.com/w2vattn/w2vattn/embed/internal/format/word2vectext"
	"github.com/w2vattn/w2vattn/internal/compression"
)

// formats lists all formats, in the order in which documents and help show
// them. If several formats share an extension, or fit the beginning of a file
// equally well, the first of them is chosen. docs/contributing/format.md
// describes how to add one.
var formats = []*format.Format{
	&native.Format,
	&word2vectext.Format,
	&word2vecbinary.Format,
	&glove.Format,
	&fasttext.Format,
	&npz.Format,
	&model2vec.Format,
	&gensim.Format,
	&projector.Format,
	&wego.Format,
}

// allFormats returns the formats of this package, then those that other packages have
// registered.
func allFormats() []*format.Format { return slices.Concat(formats, format.Registered()) }

// A Format is the name of a file format, also on the command line (--from,
// --to). The zero value means that the format is detected.
type Format string

// The formats of this package. All of them can be read, and all but Model2Vec
// and Gensim can be written. [Formats] returns them, and those of the packages
// [github.com/w2vattn/w2vattn/embed/parquet] and
// [github.com/w2vattn/w2vattn/embed/sqlite] if the program imports these.
const (
	Safetensors    Format = format.Native
	Word2VecText   Format = "word2vec-text"
	Word2VecBinary Format = "word2vec-binary"
	GloVe          Format = "glove"
	FastText       Format = "fasttext"
	NPZ            Format = "npz"
	Model2Vec      Format = "model2vec"
	Gensim         Format = "gensim"
	Projector      Format = "projector"
	Wego           Format = "wego"
)

// Formats returns the names of all formats, the native one first and those of
// imported packages last.
func Formats() []Format { return names(func(*format.Format) bool { return true }) }

// WrittenFormats returns the names of the formats that can be written, the
// native one first.
func WrittenFormats() []Format { return names(written) }

// written reports whether f can be written.
func written(f *format.Format) bool { return f.Write != nil || f.WriteFiles != nil }

// names returns the names of the formats that keep accepts.
func names(keep func(*format.Format) bool) []Format {
	var all []Format
	for _, f := range allFormats() {
		if keep(f) {
			all = append(all, Format(f.Name))
		}
	}
	return all
}

// formatNames returns the names of all formats, separated by commas.
func formatNames() string {
	all := fmt.Sprint(Formats())
	return strings.ReplaceAll(strings.Trim(all, "[]"), " ", ", ")
}

// ParseFormat returns the format of that name. Other names are an error that
// lists the formats.
func ParseFormat(name string) (Format, error) {
	if _, err := find(Format(name)); err != nil {
		return "", fmt.Errorf("embed: %w", err)
	}
	return Format(name), nil
}

// find returns the description of the format of that name.
func find(name Format) (*format.Format, error) {
	for _, f := range allFormats() {
		if Format(f.Name) == name {
			return f, nil
		}
	}
	return nil, fmt.Errorf("unknown format %q; use one of %s", name, formatNames())
}

// FormatOf returns the format that the extension of path stands for, in upper
// or lower case. If path ends with the extension of a compressed file (.gz,
// .bz2, .xz, .zst), the extension before that one decides:
//
//	model.safetensors   safetensors
//	model.VEC           word2vec-text
//	glove.txt.gz        word2vec-text
//
// FormatOf does not open the file, so its result can differ from the format
// that Open detects by content: if glove.txt.gz contains vectors in the format
// GloVe, Open reads it as such. An extension that stands for no format is an
// error that lists those that do.
func FormatOf(path string) (Format, error) {
	ext := strings.ToLower(filepath.Ext(compression.TrimExtension(path)))
	var known []string
	for _, f := range allFormats() {
		if slices.Contains(f.Extensions, ext) {
			return Format(f.Name), nil
		}
		for _, e := range f.Extensions {
			if !slices.Contains(known, e) {
				known = append(known, e)
			}
		}
	}
	return "", fmt.Errorf("embed: %s: unknown extension %q; use one of %s, or name the format", path, ext,
		strings.Join(known, ", "))
}

// detect returns the format that fits the first bytes of a file best, and an
// error if none does. Each format rates the bytes with a format.Match, from the
// best match to the worst:
//
//   - the first bytes or the extension are those of one format alone
//     (safetensors, fastText, NPZ, gensim, Projector);
//   - the content has the structure of a format (word2vec, GloVe, wego);
//   - the extension names a format and the content does not decide;
//   - the content is text. It may be damaged word2vec text, and reading it as
//     such gives an error that names the line.
func detect(r *bufio.Reader, path string) (*format.Format, error) {
	head, err := r.Peek(4096)
	if len(head) == 0 {
		return nil, fmt.Errorf("the file is empty (%w)", err)
	}
	named, _ := FormatOf(path)
	var best *format.Format
	match := format.No
	for _, f := range allFormats() {
		if f.Detect == nil {
			continue
		}
		if m := f.Detect(format.Head{Bytes: head, Named: named == Format(f.Name)}); m > match {
			best, match = f, m
		}
	}
	if best == nil {
		return nil, fmt.Errorf("unknown format; if it is one of %s, name it", formatNames())
	}
	return best, nil
}
