package rounds

import (
	"bufio"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/w2vattn/w2vattn/beam/engine"
	"github.com/w2vattn/w2vattn/beam/storage"
	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/vocab"
)

// A shard's file is a line of JSON, its header, and the sentences: the number of
// their words and the words' numbers, each as an unsigned varint. Frequent words
// have small numbers, and so short ones. Words that are not in the
// vocabulary are left out, as training leaves them out.
type header struct {
	engine.Build
	Shard   int
	Shards  int
	Known   int64          // tokens that are in the file
	Figures corpus.Figures // of the text, unknown tokens included
}

// addFigures adds what another text held.
func addFigures(to *corpus.Figures, f corpus.Figures) {
	to.Sentences += f.Sentences
	to.Tokens += f.Tokens
	to.Cut += f.Cut
	to.Replaced += f.Replaced
	to.Letters += f.Letters
}

// openShard opens a shard's file and reads its header.
func openShard(ctx context.Context, path string) (h header, r *bufio.Reader, file io.Closer, err error) {
	f, err := storage.Open(ctx, path)
	if err != nil {
		return h, nil, nil, err
	}
	r = bufio.NewReaderSize(f, 1<<20)
	line, err := r.ReadSlice('\n')
	if err == nil {
		err = json.Unmarshal(line, &h)
	}
	if err == nil {
		err = h.Check()
	}
	if err != nil {
		return h, nil, nil, errors.Join(fmt.Errorf("%s: the header: %w", path, err), f.Close())
	}
	return h, r, f, nil
}

// A part is one of the parts of a shard: of its sentences those whose number is
// Part modulo Parts. It is a corpus.Source.
type part struct {
	ctx         context.Context
	path        string
	words       *vocab.Vocab
	part, parts int
}

// Sentences implements corpus.Source.
func (p part) Sentences() iter.Seq2[corpus.Sentence, error] {
	return func(yield func(corpus.Sentence, error) bool) {
		_, r, file, err := openShard(p.ctx, p.path)
		if err != nil {
			yield(corpus.Sentence{}, err)
			return
		}
		defer file.Close() //nolint:errcheck // only read from
		s := corpus.Sentence{File: p.path}
		for number := 0; ; number++ {
			s.Tokens, s.Line = s.Tokens[:0], number+1
			err := p.sentence(r, &s)
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(corpus.Sentence{}, fmt.Errorf("%s: sentence %d: %w", p.path, number+1, err))
				return
			}
			if number%p.parts == p.part && !yield(s, nil) {
				return
			}
		}
	}
}

// sentence reads one sentence; io.EOF behind the last.
func (p part) sentence(r *bufio.Reader, s *corpus.Sentence) error {
	n, err := binary.ReadUvarint(r)
	if err != nil {
		return err
	}
	for range n {
		id, err := binary.ReadUvarint(r)
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return err
		}
		if id >= uint64(p.words.Len()) {
			return fmt.Errorf("word number %d of a vocabulary of %d: the file was encoded with another", id, p.words.Len())
		}
		s.Tokens = append(s.Tokens, p.words.Word(vocab.ID(id)))
	}
	return nil
}

// appendSentence encodes the known words of a sentence. It returns how many
// there are, and a hash of them, by which the sentence finds its shard.
func appendSentence(b []byte, words *vocab.Vocab, tokens []string) (_ []byte, known int64, key uint64) {
	var ids []byte
	key = 14695981039346656037 // FNV-1a
	for _, t := range tokens {
		if id, ok := words.ID(t); ok {
			known++
			ids = binary.AppendUvarint(ids, uint64(id))
			key = (key ^ uint64(id)) * 1099511628211
		}
	}
	b = binary.AppendUvarint(b, uint64(known))
	return append(b, ids...), known, key ^ key>>32
}
