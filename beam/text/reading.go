package text

// This file cuts a corpus into spans and reads them. A file can be read in parts only
// if a part can be found without reading what precedes it: lines of UTF-8 in a local
// file. Everything else is one span.

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"slices"
	"strings"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/beam/storage"
	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/internal/compression"
	"github.com/w2vattn/w2vattn/tokenize"
)

// A Reading is the configuration of reading and tokenizing text. It is plain data, which
// is sent to workers.
type Reading struct {
	Tokenizer tokenize.Config
	Input     string // as for input.Parse
	Field     string // of records
	Encoding  string // as for input.ParseEncoding
	Replace   bool   // replace invalid UTF-8 instead of returning an error
}

// Check returns an error if a field has an unknown value.
func (r Reading) Check() error {
	_, err := r.source("-", nil, r.Encoding)
	return err
}

// source returns the source of one text: a local file, or from if path is "-".
func (r Reading) source(path string, from io.Reader, encoding string) (*corpus.FileSource, error) {
	tok, err := w2vattn.NewTokenizer(r.Tokenizer)
	if err != nil {
		return nil, err
	}
	format, err := input.Parse(r.Input, r.Field, corpus.MaxSentence)
	if err != nil {
		return nil, err
	}
	encoded, err := input.ParseEncoding(encoding)
	if err != nil {
		return nil, err
	}
	options := []corpus.Option{corpus.Stdin(from), corpus.Encoding(encoded)}
	if r.Replace {
		options = append(options, corpus.Invalid(input.ReplaceInvalid))
	}
	return corpus.Files([]string{path}, format, tok, options...), nil
}

// Source calls f with the sentences of a span. Errors name the span; their line numbers
// count from its start. Files that are cut into spans are read as UTF-8, because the
// encoding of a file can only be detected from the whole file. It returns the error of f.
func (r Reading) Source(ctx context.Context, s Span, f func(*corpus.FileSource) error) error {
	if s.Whole {
		return r.whole(ctx, s, f)
	}
	from, err := s.Open(ctx)
	if err != nil {
		return err
	}
	defer from.Close() //nolint:errcheck // only read from
	src, err := r.source("-", from, "utf-8")
	if err == nil {
		err = f(src)
	}
	if err != nil {
		return fmt.Errorf("%s: %s", s, strings.TrimPrefix(err.Error(), "corpus: -, "))
	}
	return nil
}

// whole calls f with the sentences of a whole file, which is copied to this machine first
// if it is remote.
func (r Reading) whole(ctx context.Context, s Span, f func(*corpus.FileSource) error) error {
	local, release, err := storage.Fetch(ctx, s.File)
	if err != nil {
		return err
	}
	defer release()
	src, err := r.source(local, nil, r.Encoding)
	if err == nil {
		err = f(src)
	}
	if err != nil && local != s.File {
		err = fmt.Errorf("%s: %w", s.File, err)
	}
	return err
}

// sampledSpans is the number of spans that Sample reads. Archives on other file systems are
// fetched as a whole, so there are few.
const sampledSpans = 4

// Sample returns text from the beginnings of some spans of a corpus, as
// corpus.FileSource.Sample does. Paths are those of Cut. What cannot be read is left out.
func (r Reading) Sample(ctx context.Context, paths []string) string {
	spans, err := r.Cut(ctx, paths, sampledSize)
	if err != nil {
		return ""
	}
	var text strings.Builder
	n := min(len(spans), sampledSpans)
	for i := range n {
		_ = r.Source(ctx, spans[i*len(spans)/n], func(src *corpus.FileSource) error {
			text.WriteString(src.Sample())
			return nil
		})
	}
	return text.String()
}

// sampledSize is the length in bytes of the spans that Sample selects from.
const sampledSize = 64 << 20

// Cut cuts a corpus into spans of about size bytes, numbered in the order of paths and,
// within a pattern or folder, of names. A path is a file, folder or pattern as for
// corpus.Files, except for standard input, or a pattern of files on one of Beam's other
// file systems. It reads the first bytes of each file. Errors are those of files; a
// pattern without a match is one.
func (r Reading) Cut(ctx context.Context, paths []string, size int64) ([]Span, error) {
	var spans []Span
	for _, path := range paths {
		names, err := expand(ctx, path)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			more, err := r.cutFile(ctx, name, size)
			if err != nil {
				return nil, err
			}
			spans = append(spans, more...)
		}
	}
	for i := range spans {
		spans[i].Number = i
	}
	return spans, nil
}

// expand returns the files of a path.
func expand(ctx context.Context, path string) ([]string, error) {
	if path == "-" {
		return nil, errors.New("workers cannot read the standard input of this machine: name files that they all see")
	}
	if !storage.Remote(path) {
		return corpus.Files([]string{path}, input.Lines(), tokenize.Space()).Names()
	}
	names, err := storage.List(ctx, path)
	if err == nil && len(names) == 0 {
		err = fmt.Errorf("no file matches %s", path)
	}
	slices.Sort(names)
	return names, err
}

// cutFile cuts a file into spans of size bytes, if it can be cut. Otherwise the file is
// one span, which one worker reads.
func (r Reading) cutFile(ctx context.Context, name string, size int64) ([]Span, error) {
	whole := []Span{{File: name, Whole: true}}
	if !r.byLine(name) || !seekable(name) {
		return whole, nil
	}
	// The extension does not decide: a compressed file may have any name.
	plain, err := plain(ctx, name)
	if err != nil || !plain {
		return whole, err
	}
	length, _, err := storage.Stat(ctx, name)
	if err != nil || length <= size {
		return whole, err
	}
	var spans []Span
	for begin := int64(0); begin < length; begin += size {
		spans = append(spans, Span{File: name, Begin: begin, End: min(begin+size, length)})
	}
	return spans, nil
}

// byLine reports whether the lines of a file are its sentences, in UTF-8.
func (r Reading) byLine(name string) bool {
	utf8 := slices.Contains([]string{"", "utf-8", "utf8"}, strings.ToLower(r.Encoding))
	return utf8 && (r.Input == input.Lines().Name || r.Input == "" && !input.IsRecords(name))
}

// isPlain reports whether a file that begins with head is neither compressed nor in
// UTF-16. In UTF-16 the byte of a line end may be half of another character.
func isPlain(head []byte) bool {
	utf16 := bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff"))
	return !utf16 && compression.Detect(head) == compression.None
}

// plain reports whether a file is not compressed and not in UTF-16.
func plain(ctx context.Context, name string) (bool, error) {
	f, err := storage.Open(ctx, name)
	if err != nil {
		return false, err
	}
	defer f.Close() //nolint:errcheck // only read from
	head := make([]byte, compression.Size)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return false, fmt.Errorf("%s: %w", name, err)
	}
	return isPlain(head[:n]), nil
}

// Digest returns a description of the files of spans: their number, bytes, and a hash
// of names, sizes and modification times, "3 files of 120000 bytes in all,
// 9e3779b97f4a7c15". It differs when a file has changed. It does not read the files.
func Digest(ctx context.Context, spans []Span) (string, error) {
	var bytes int64
	hash := fnv.New64a()
	files := 0
	for i, s := range spans {
		if i > 0 && spans[i-1].File == s.File {
			continue
		}
		size, changed, err := storage.Stat(ctx, s.File)
		if err != nil {
			return "", err
		}
		files, bytes = files+1, bytes+size
		_, _ = fmt.Fprintln(hash, s.File, size, changed.UnixNano())
	}
	return fmt.Sprintf("%d files of %d bytes in all, %016x", files, bytes, hash.Sum64()), nil
}
