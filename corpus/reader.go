package corpus

import (
	"io"
	"io/fs"

	"github.com/w2vattn/w2vattn/tokenize"
)

// As says what is a sentence; without it FromReader takes each line for one, and
// FromFS what ByName says.
func As(in Input) Option { return func(s *FileSource) { s.input = in } }

// Cut says what cuts sentences into words, and how it is described, so that a
// model can remember it; without it tokenize.Default does. c.New makes tok, or
// w2vattn.NewTokenizer, which has the Korean dictionary.
func Cut(tok tokenize.Tokenizer, c tokenize.Config) Option {
	return func(s *FileSource) { s.tok, s.config = tok, &c }
}

// TokenizerConfig describes what cuts the sentences into words; ok is false for a
// tokenizer that was given to Files, which nothing describes.
func (s *FileSource) TokenizerConfig() (c tokenize.Config, ok bool) {
	if s.config == nil {
		return tokenize.Config{}, false
	}
	return *s.config, true
}

// FromReader is a source that reads r, once: a sentence is a line, and words are cut
// as tokenize.Default says, unless As and Cut say otherwise. Text that is compressed
// by gzip, bzip2, xz or zstd, or in UTF-16 or EUC-KR, is recognised. In errors and
// sentences the file is "-". The source is a *FileSource.
func FromReader(r io.Reader, options ...Option) Source {
	standard := []Option{Cut(tokenize.Words(), tokenize.Default()), Stdin(r)}
	return Files([]string{"-"}, Lines(), nil, append(standard, options...)...)
}

// FromFS is a source that reads the paths in fsys, which are files, folders and glob
// patterns as for Files; without any path, all of fsys. What is a sentence depends on
// a file's name, as ByName("text") says, and words are cut as tokenize.Default says,
// unless As and Cut say otherwise.
func FromFS(fsys fs.FS, paths []string, options ...Option) *FileSource {
	if len(paths) == 0 {
		paths = []string{"."}
	}
	standard := []Option{Cut(tokenize.Words(), tokenize.Default()), func(s *FileSource) { s.place = place{fsys} }}
	return Files(paths, ByName("text"), nil, append(standard, options...)...)
}
