package corpus

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"sync/atomic"

	"github.com/w2vattn/w2vattn/internal/pipeline"
	"github.com/w2vattn/w2vattn/tokenize"
)

// FileSource reads sentences from files.
type FileSource struct {
	paths   []string
	place   place
	input   Input
	tok     tokenize.Tokenizer
	config  *tokenize.Config // of tok; nil if that is not known
	invalid InvalidUTF8
	stdin   io.Reader
	read    atomic.Int64

	encoding Encoding
	found    Findings
	record   int                          // bytes of the longest one
	observe  func(file string, p passage) // nil, or sees each passage, in order
}

// An Option changes how Files reads.
type Option func(*FileSource)

// Stdin gives the reader that the path "-" stands for. It can be read once.
func Stdin(r io.Reader) Option { return func(s *FileSource) { s.stdin = r } }

// Invalid says what to do with bytes that are no UTF-8; without it they are an
// error.
func Invalid(what InvalidUTF8) Option { return func(s *FileSource) { s.invalid = what } }

// Encoded says how the files' bytes stand for characters; without it that is
// found out, file by file: by a byte order mark, or else by the first bytes that
// are not ASCII, which may be UTF-8 or EUC-KR (CP949).
func Encoded(e Encoding) Option { return func(s *FileSource) { s.encoding = e } }

// Files is a source that reads paths in the order given. A path is a file, a
// folder (all files below it in the order of their names; those whose names
// begin with a dot, and folders named so, are left out), a glob pattern or "-"
// for standard input. Files that are compressed by gzip, bzip2, xz or zstd are
// recognised by their content; if one is broken, the error says at which byte,
// and comes before a vocabulary is made of it. Nothing is opened before the first
// sentence is asked for, and errors come from there.
//
// When a call that reads the source returns, on whatever ground, nothing reads on.
// It waits for a Read in flight: to be able to cancel one that blocks, as that of
// a pipe does, give Stdin a reader that then returns.
func Files(paths []string, input Input, tok tokenize.Tokenizer, options ...Option) *FileSource {
	s := &FileSource{paths: paths, input: input, tok: tok, record: MaxRecord}
	for _, o := range options {
		o(s)
	}
	return s
}

// BytesRead returns how many bytes were read since the reading last began. It
// may be called while another goroutine reads.
func (s *FileSource) BytesRead() int64 { return s.read.Load() }

// Size returns how many bytes there are to read in all, or 0 if that cannot be
// known, as with a pipe. Compressed bytes count as they are.
func (s *FileSource) Size() int64 {
	files, err := s.place.expand(s.paths)
	if err != nil {
		return 0
	}
	var size int64
	for _, f := range files {
		info, err := s.place.stat(f)
		if err != nil || !info.Mode().IsRegular() {
			return 0
		}
		size += info.Size()
	}
	return size
}

// Sentences implements Source. Sentences without tokens are left out.
func (s *FileSource) Sentences() iter.Seq2[Sentence, error] {
	return func(yield func(Sentence, error) bool) {
		files, err := s.begin()
		if err != nil {
			yield(Sentence{}, err)
			return
		}
		for _, name := range files {
			if !s.file(name, yield) {
				return
			}
		}
	}
}

// file yields the sentences of one file and reports whether to go on.
func (s *FileSource) file(name string, yield func(Sentence, error) bool) bool {
	b := builder{input: s.input, file: name, yield: yield}
	for p, err := range s.passages(context.Background(), name) {
		if err != nil {
			yield(Sentence{}, err)
			return false
		}
		if !b.add(p, s.tok) {
			return false
		}
	}
	return b.finish(false) && (b.s.Replaced == 0 || yield(b.s, nil))
}

// passages reads one file. No Read begins once ctx is done.
func (s *FileSource) passages(ctx context.Context, name string) iter.Seq2[passage, error] {
	return func(yield func(passage, error) bool) {
		r, err := s.open(name)
		if err != nil {
			yield(passage{}, err)
			return
		}
		defer r.Close() //nolint:errcheck // only read from
		text, err := decompressed(counted{pipeline.Reader(ctx, r), &s.read}, name)
		if err != nil {
			yield(passage{}, err)
			return
		}
		defer text.Close() //nolint:errcheck // only read from
		decoded := newTextReader(text, s.encoding)
		lines := newLineReader(decoded, name, s.invalid)
		lines.maxRecord = s.record
		for p, err := range s.input.read(lines) {
			if err != nil {
				err = archiveError(text, name, err)
			} else if s.observe != nil {
				s.observe(name, p)
			}
			if !yield(p, err) || err != nil {
				return
			}
		}
		s.found.add(name, lines, decoded)
		if err := s.found.close(r); err != nil {
			yield(passage{}, err)
		}
	}
}

// open opens a file. Of one that is being written to, what is there now is read.
func (s *FileSource) open(name string) (*opened, error) {
	if name != "-" {
		f, err := s.place.open(name)
		if err != nil {
			return nil, fmt.Errorf("corpus: %w", err)
		}
		return newOpened(name, f)
	}
	if s.stdin == nil {
		return nil, errors.New("corpus: standard input can be read only once, and has been, or was not given")
	}
	r := &opened{Reader: s.stdin}
	s.stdin = nil
	return r, nil
}

// counted counts the bytes read.
type counted struct {
	io.Reader
	n *atomic.Int64
}

func (c counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n.Add(int64(n))
	return n, err
}

// A builder makes sentences of passages.
type builder struct {
	input   Input
	file    string
	yield   func(Sentence, error) bool
	s       Sentence
	tokens  []tokenize.Token // scratch
	started bool
}

// add tokenizes a passage and yields the sentences that it completes. It
// reports whether to go on.
func (b *builder) add(p passage, tok tokenize.Tokenizer) bool {
	if !b.started {
		b.started, b.s.Line = true, p.line
	}
	b.s.Replaced += p.replaced
	b.tokens = tok.Append(b.tokens[:0], p.text)
	for _, t := range b.tokens {
		if len(b.s.Tokens) == b.input.limit {
			if !b.finish(b.input.cuts) {
				return false
			}
			b.started, b.s.Line = true, p.line
		}
		b.s.Tokens = append(b.s.Tokens, t.Text)
	}
	return !p.last || b.finish(false)
}

// finish yields the sentence and begins another.
func (b *builder) finish(cut bool) bool {
	b.s.File, b.s.Cut, b.started = b.file, cut, false
	more := len(b.s.Tokens) == 0 || b.yield(b.s, nil)
	if len(b.s.Tokens) > 0 {
		b.s.Replaced = 0
	}
	b.s.Tokens = b.s.Tokens[:0]
	return more
}
