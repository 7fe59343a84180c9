package embed

// This file reads a file twice: first its words, which are kept, then its vectors,
// row by row. A file larger than memory can so be converted.

import (
	"errors"
	"fmt"
	"io"

	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/vocab"
)

// OpenStream returns a stream of the vectors of the file at path. It reads only the words. Each
// loop over Rows opens the file again and reads the vectors; the file must not change in the
// meantime. Files that cannot be read row by row are read whole: pipes, fastText models,
// model2vec models that have a tensor named “mapping”, and NPZ files in column-major (Fortran)
// order. The n-grams of gensim's FastText are read whole too. A native file is mapped: call
// Close on the stream. Options and errors are those of ReadFile; Rows returns an error if the
// file has changed.
func OpenStream(path string, options ...OpenOption) (*Stream, error) {
	o := optionsOf(options)
	p, err := o.open(path)
	if err != nil {
		return nil, err
	}
	defer p.close()
	if p.format.Open == nil || p.once {
		f, err := p.fileOrMap()
		if err != nil {
			return nil, err
		}
		return f.Stream(), nil
	}
	o.format = Format(p.format.Name)
	s, err := p.readWords()
	if err != nil {
		return nil, p.wrap(err)
	}
	return s.stream(o, path)
}

// A wordPass is the result of the first pass over a file, which reads the words
// and skips the vectors. Further passes read the vectors and check that the
// words are still the same.
type wordPass struct {
	header     format.Header
	words      *vocab.Builder
	counts     []int64
	duplicates []int64 // the indices of rows whose word occurred before, ascending
	repaired   int
	extra      format.Extra
}

// readWords makes the first pass, which reads the words and skips the vectors.
func (p *opened) readWords() (*wordPass, error) {
	source, err := p.format.Open(p.in)
	if err != nil {
		return nil, err
	}
	defer source.Close()
	s := &wordPass{header: source.Header(), words: vocab.NewBuilder(0)}
	for i := int64(0); ; i++ {
		r, err := source.Next(nil)
		if errors.Is(err, io.EOF) {
			s.extra, err = extraOf(source, len(s.duplicates))
			return s, err
		}
		if err != nil {
			return nil, err
		}
		s.add(i, r)
	}
}

// extraOf returns what a file stores beside its rows, of which some were left out because
// their word occurred before. Matrices then no longer fit the words.
func extraOf(r format.Reader, duplicates int) (format.Extra, error) {
	e, ok := r.(format.Extender)
	if !ok {
		return format.Extra{}, nil
	}
	x, err := e.Extra()
	if duplicates > 0 {
		x.Streams = nil
	}
	return x, err
}

// add adds row i.
func (s *wordPass) add(i int64, r format.Row) {
	if r.Repaired {
		s.repaired++
	}
	if _, isNew := s.words.Add(r.Word); !isNew {
		s.duplicates = append(s.duplicates, i)
	} else if s.header.Counted {
		s.counts = append(s.counts, r.Count)
	}
}

// stream returns a stream that reads the file again for its vectors.
func (s *wordPass) stream(o openOptions, path string) (*Stream, error) {
	words, err := s.words.Vocab(s.counts)
	if err != nil {
		return nil, fmt.Errorf("embed: %s: %w", path, err)
	}
	return &Stream{
		Words: words, Dim: s.header.Dim, Format: o.format, Duplicates: len(s.duplicates), Repaired: s.repaired,
		extra: s.extra,
		Rows: func(yield func([]float32, error) bool) {
			p, err := o.open(path)
			if err != nil {
				yield(nil, err)
				return
			}
			defer p.close()
			if err := p.vectors(words, s, yield); err != nil {
				yield(nil, p.wrap(err))
			}
		},
	}, nil
}

// errChanged is the error of a second pass that found other words than the first.
var errChanged = errors.New("the file changed while it was read")

// vectors yields the vectors of the words that the first pass found, and skips
// rows whose word occurred before. It returns errChanged if the words differ.
func (p *opened) vectors(words *vocab.Vocab, s *wordPass, yield func([]float32, error) bool) error {
	source, err := p.format.Open(p.in)
	if err != nil {
		return err
	}
	defer source.Close()
	if source.Header().Dim != s.header.Dim {
		return errChanged
	}
	vector := make([]float32, s.header.Dim)
	again := s.duplicates
	for i, id := int64(0), 0; ; i++ {
		r, err := source.Next(vector)
		switch {
		case errors.Is(err, io.EOF) && id == words.Len():
			return nil
		case errors.Is(err, io.EOF):
			return errChanged
		case err != nil:
			return err
		case len(again) > 0 && again[0] == i:
			again = again[1:]
			continue
		case id == words.Len() || words.Word(vocab.ID(id)) != r.Word:
			return errChanged
		}
		if id++; !yield(vector, nil) {
			return nil
		}
	}
}
