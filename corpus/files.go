package corpus

// This file reads files as sentences of tokens. Package input yields passages of
// text; here the tokenizer cuts them, and passages are joined to sentences, which are
// cut after a limit.

import (
	"context"
	"io"
	"io/fs"
	"iter"

	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/tokenize"
)

// A FileSource reads sentences from files. It can be read any number of times, but standard
// input only once. One reading must end before the next begins; only BytesRead may be
// called at the same time.
type FileSource struct {
	files  input.Files
	tok    tokenize.Tokenizer
	config *tokenize.Config // of tok; nil if it is not known
}

// An Option changes how a FileSource reads. It may be used for several sources, except
// for Stdin, whose reader is read once.
type Option func(*FileSource)

// Stdin sets the reader for the path "-". The source can then be read once.
func Stdin(r io.Reader) Option { return func(s *FileSource) { s.files.Stdin = r } }

// Invalid sets what happens to bytes that are not UTF-8. Without it they are an error.
func Invalid(what input.InvalidUTF8) Option {
	return func(s *FileSource) { s.files.Invalid = what }
}

// Encoding sets the encoding of the files. Without it, that of each file is detected, as
// input.Encoding describes.
func Encoding(e input.Encoding) Option { return func(s *FileSource) { s.files.Encoding = e } }

// Format sets the format, which defines what a sentence is. Without it, FromReader uses
// input.Lines and FromFS input.ByName.
func Format(f input.Format) Option { return func(s *FileSource) { s.files.Format = f } }

// Tokenizer sets the tokenizer, and its configuration, which a model stores. tok is what
// c.New returns or, with the Korean dictionary, w2vattn.NewTokenizer. Without Tokenizer,
// FromReader and FromFS use tokenize.Default.
func Tokenizer(tok tokenize.Tokenizer, c tokenize.Config) Option {
	return func(s *FileSource) { s.tok, s.config = tok, &c }
}

// Files returns a source that reads paths in the given order. A path is a file; a folder,
// which stands for all files below it in lexical order, without files and folders whose
// names begin with a dot; a glob pattern; or "-" for standard input. Files compressed by
// gzip, bzip2, xz or zstd are recognised by content; if one is damaged, the error says at
// which byte of the file. No file is opened before the source is read, so errors come from
// reading.
//
// When a call that reads the source returns, for whatever reason, no goroutine of it is
// left. It waits for a Read that is in progress. To cancel a Read that blocks, such as
// that of a pipe, give Stdin a reader that returns when it is cancelled.
func Files(paths []string, format input.Format, tok tokenize.Tokenizer, options ...Option) *FileSource {
	s := &FileSource{files: input.Files{Paths: paths, Format: format}, tok: tok}
	for _, o := range options {
		o(s)
	}
	return s
}

// FromReader returns a source that reads r, once. By default each line is a sentence and
// the tokenizer is that of tokenize.Default; Format and Tokenizer set others. Compression
// and encoding are recognised as for Files. The name of the file in errors and sentences is
// "-". The source is a *FileSource.
func FromReader(r io.Reader, options ...Option) Source {
	standard := []Option{Tokenizer(tokenize.Words(), tokenize.Default()), Stdin(r)}
	return Files([]string{"-"}, input.Lines(), nil, append(standard, options...)...)
}

// FromFS returns a source that reads paths in fsys, which are files, folders and glob
// patterns as for Files; without paths, all of fsys is read. The format of a file is that
// of input.ByName("text"), and the tokenizer that of tokenize.Default; Format and
// Tokenizer set others.
func FromFS(fsys fs.FS, paths []string, options ...Option) *FileSource {
	if len(paths) == 0 {
		paths = []string{"."}
	}
	standard := []Option{Tokenizer(tokenize.Words(), tokenize.Default()), func(s *FileSource) { s.files.FS = fsys }}
	return Files(paths, input.ByName("text"), nil, append(standard, options...)...)
}

// TokenizerConfig returns the configuration of the tokenizer. ok is false if it is not
// known, as for a tokenizer that was given to Files.
func (s *FileSource) TokenizerConfig() (c tokenize.Config, ok bool) {
	if s.config == nil {
		return tokenize.Config{}, false
	}
	return *s.config, true
}

// Sample returns up to about 1 MiB of text from the beginnings of the files, as
// input.Files.Sample describes: enough to choose a tokenizer. The source can still be read
// from its beginning, also standard input.
func (s *FileSource) Sample() string { return s.files.Sample(context.Background()) }

// Names returns the files that the paths stand for, in order. A path that stands for no
// file is an error.
func (s *FileSource) Names() ([]string, error) { return s.files.Names() }

// Size returns the total size of the files in bytes. For a compressed file, that is its
// size on disk, not that of its text. If one of the paths is not a regular file, such as a
// pipe, or cannot be found, Size returns 0.
func (s *FileSource) Size() int64 { return s.files.Size() }

// BytesRead returns the number of bytes read since the last reading began. It may be
// called while another goroutine reads.
func (s *FileSource) BytesRead() int64 { return s.files.BytesRead() }

// Findings returns what was observed in the last reading: the encodings of files, the
// number of records that do not have the field with the text, and the files that grew while
// they were read. The findings are complete when the reading has ended.
func (s *FileSource) Findings() input.Findings { return s.files.Findings() }

// sentenceLimit returns the largest number of tokens in a sentence, and whether cuts
// there are reported. Those of a stream are not: they are its definition.
func (s *FileSource) sentenceLimit() (limit int, report bool) {
	if limit = s.files.Format.MaxTokens(); limit > 0 {
		return limit, false
	}
	return MaxSentence, true
}

// Sentences implements Source. Sentences without tokens are not yielded, with one exception: if
// a file has replaced bytes that no yielded sentence has reported, a last sentence without
// tokens reports them; see [Sentence].
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

// fileSentences yields the sentences of one file and reports whether the consumer wants
// more.
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

// A sentenceBuilder makes sentences from passages. A sentence consists of the passages up
// to one with Last, and is cut after limit tokens.
type sentenceBuilder struct {
	limit      int  // of tokens in a sentence
	reportCuts bool // whether to report its cuts
	file       string
	yield      func(Sentence, error) bool
	s          Sentence         // the sentence so far; its Tokens are reused
	tokens     []tokenize.Token // scratch
	started    bool             // whether s.Line is set
}

// add tokenizes a passage and yields the sentences that it completes. It reports whether
// the consumer wants more.
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

// finish yields the sentence, if it has tokens, and begins another. cut is Sentence.Cut.
func (b *sentenceBuilder) finish(cut bool) bool {
	b.s.File, b.s.Cut, b.started = b.file, cut, false
	more := len(b.s.Tokens) == 0 || b.yield(b.s, nil)
	if len(b.s.Tokens) > 0 {
		b.s.Replaced = 0
	}
	b.s.Tokens = b.s.Tokens[:0]
	return more
}
