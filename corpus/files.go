package corpus

import (
	"context"
	"io"
	"io/fs"
	"iter"

	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/tokenize"
)

// FileSource reads sentences from files.
type FileSource struct {
	files  input.Files
	tok    tokenize.Tokenizer
	config *tokenize.Config // of tok; nil if that is not known
}

// An Option changes how a FileSource reads.
type Option func(*FileSource)

// Stdin gives the reader that the path "-" stands for. It can be read once.
func Stdin(r io.Reader) Option { return func(s *FileSource) { s.files.Stdin = r } }

// Invalid says what to do with bytes that are no UTF-8; without it they are an
// error.
func Invalid(what input.InvalidUTF8) Option {
	return func(s *FileSource) { s.files.Invalid = what }
}

// Encoded says how the files' bytes stand for characters; without it that is
// found out, file by file: by a byte order mark, or else by the first bytes that
// are not ASCII, which may be UTF-8 or EUC-KR (CP949).
func Encoded(e input.Encoding) Option { return func(s *FileSource) { s.files.Encoding = e } }

// As says what is a sentence; without it FromReader takes each line for one, and
// FromFS what input.ByName says.
func As(f input.Format) Option { return func(s *FileSource) { s.files.Format = f } }

// Cut says what cuts sentences into words, and how it is described, so that a
// model can remember it; without it tokenize.Default does. c.New makes tok, or
// w2vattn.NewTokenizer, which has the Korean dictionary.
func Cut(tok tokenize.Tokenizer, c tokenize.Config) Option {
	return func(s *FileSource) { s.tok, s.config = tok, &c }
}

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
func Files(paths []string, format input.Format, tok tokenize.Tokenizer, options ...Option) *FileSource {
	s := &FileSource{files: input.Files{Paths: paths, Format: format}, tok: tok}
	for _, o := range options {
		o(s)
	}
	return s
}

// FromReader is a source that reads r, once: a sentence is a line, and words are cut
// as tokenize.Default says, unless As and Cut say otherwise. Text that is compressed
// by gzip, bzip2, xz or zstd, or in UTF-16 or EUC-KR, is recognised. In errors and
// sentences the file is "-". The source is a *FileSource.
func FromReader(r io.Reader, options ...Option) Source {
	standard := []Option{Cut(tokenize.Words(), tokenize.Default()), Stdin(r)}
	return Files([]string{"-"}, input.Lines(), nil, append(standard, options...)...)
}

// FromFS is a source that reads the paths in fsys, which are files, folders and glob
// patterns as for Files; without any path, all of fsys. What is a sentence depends on
// a file's name, as input.ByName("text") says, and words are cut as tokenize.Default
// says, unless As and Cut say otherwise.
func FromFS(fsys fs.FS, paths []string, options ...Option) *FileSource {
	if len(paths) == 0 {
		paths = []string{"."}
	}
	standard := []Option{Cut(tokenize.Words(), tokenize.Default()), func(s *FileSource) { s.files.FS = fsys }}
	return Files(paths, input.ByName("text"), nil, append(standard, options...)...)
}

// TokenizerConfig describes what cuts the sentences into words; ok is false for a
// tokenizer that was given to Files, which nothing describes.
func (s *FileSource) TokenizerConfig() (c tokenize.Config, ok bool) {
	if s.config == nil {
		return tokenize.Config{}, false
	}
	return *s.config, true
}

// Names returns the files that the paths stand for, in order.
func (s *FileSource) Names() ([]string, error) { return s.files.Names() }

// Size returns how many bytes there are to read in all, or 0 if that cannot be
// known, as with a pipe. Compressed bytes count as they are.
func (s *FileSource) Size() int64 { return s.files.Size() }

// BytesRead returns how many bytes were read since the reading last began. It
// may be called while another goroutine reads.
func (s *FileSource) BytesRead() int64 { return s.files.BytesRead() }

// Findings returns what was found since the reading last began. It is valid once that
// has ended.
func (s *FileSource) Findings() input.Findings { return s.files.Findings() }

// sentenceLimit returns the number of tokens after which a sentence is cut, and
// whether such a cut is something to report.
func (s *FileSource) sentenceLimit() (limit int, report bool) {
	if limit = s.files.Format.MaxTokens(); limit > 0 {
		return limit, false
	}
	return MaxSentence, true
}

// Sentences implements Source. Sentences without tokens are left out.
func (s *FileSource) Sentences() iter.Seq2[Sentence, error] {
	return func(yield func(Sentence, error) bool) {
		files, err := s.files.Begin()
		if err != nil {
			yield(Sentence{}, err)
			return
		}
		for _, name := range files {
			if !s.fileSentences(name, yield) {
				return
			}
		}
	}
}

// fileSentences yields the sentences of one file and reports whether to go on.
func (s *FileSource) fileSentences(name string, yield func(Sentence, error) bool) bool {
	b := sentenceBuilder{file: name, yield: yield}
	b.limit, b.reportCuts = s.sentenceLimit()
	for p, err := range s.files.Passages(context.Background(), name) {
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

// A sentenceBuilder makes sentences of passages.
type sentenceBuilder struct {
	limit      int  // of tokens in a sentence
	reportCuts bool // whether to report its cuts
	file       string
	yield      func(Sentence, error) bool
	s          Sentence
	tokens     []tokenize.Token // scratch
	started    bool
}

// add tokenizes a passage and yields the sentences that it completes. It
// reports whether to go on.
func (b *sentenceBuilder) add(p input.Passage, tok tokenize.Tokenizer) bool {
	if !b.started {
		b.started, b.s.Line = true, p.Line
	}
	b.s.Replaced += p.Replaced
	b.tokens = tok.Append(b.tokens[:0], p.Text)
	for _, t := range b.tokens {
		if len(b.s.Tokens) == b.limit {
			if !b.finish(b.reportCuts) {
				return false
			}
			b.started, b.s.Line = true, p.Line
		}
		b.s.Tokens = append(b.s.Tokens, t.Text)
	}
	return !p.Last || b.finish(false)
}

// finish yields the sentence and begins another.
func (b *sentenceBuilder) finish(cut bool) bool {
	b.s.File, b.s.Cut, b.started = b.file, cut, false
	more := len(b.s.Tokens) == 0 || b.yield(b.s, nil)
	if len(b.s.Tokens) > 0 {
		b.s.Replaced = 0
	}
	b.s.Tokens = b.s.Tokens[:0]
	return more
}
