package rounds

// This file reads and writes the files of shards:
//
//	{"Format":2,"Shard":0,"Shards":4,"Parts":[81920,80112],…}⏎
//	3 17 4 901  2 17 5 …           varints: number of words, ids; number of words, ids; …
//
// A varint takes one byte for ids below 128, two below 16,384 (package
// encoding/binary).

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

// The file of a shard is a header, one line of JSON, followed by the sentences in the
// order of the text: the number of words and their ids, each as an unsigned varint.
// Frequent words have small ids, which are short. Unknown words are left out, as
// training leaves them out.
type header struct {
	engine.Build
	Shard      int
	Shards     int
	Parts      []int64           // bytes of each part, one for each round of an epoch, in this order
	Known      int64             // tokens that are in the file
	Statistics corpus.Statistics // of the text, unknown tokens included
}

// openShard opens the file of a shard and reads its header; r reads what follows it. The
// caller closes file. A header of another version, or longer than r's buffer of 1 MiB, is
// an error.
func openShard(ctx context.Context, path string) (h header, r *bufio.Reader, file io.ReadCloser, err error) {
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

// cut returns the sizes in bytes of n parts with about the same number of tokens each.
// known is the number of tokens in the pieces. A sentence belongs to the part in which
// its first token is.
func cut(pieces []piece, known int64, n int) []int64 {
	parts := make([]int64, n)
	var tokens int64
	for _, p := range pieces {
		for b := p.Sentences; len(b) > 0; {
			words, size := binary.Uvarint(b)
			for range words {
				_, k := binary.Uvarint(b[size:])
				size += k
			}
			parts[tokens*int64(n)/known] += int64(size)
			tokens += int64(words)
			b = b[size:]
		}
	}
	return parts
}

// A part is the part of a shard for one round of an epoch. It is a corpus.Source: it
// decodes ids to words, from which the trainer makes ids again.
type part struct {
	ctx   context.Context
	path  string       // of the shard
	words *vocab.Vocab // with which the file was encoded
	part  int          // from 0
}

// Sentences implements corpus.Source. A sentence's Tokens are valid until the next one;
// File is the shard, Line the number of the sentence in the part. An incomplete file is
// an error, not an early end.
func (p part) Sentences() iter.Seq2[corpus.Sentence, error] {
	return func(yield func(corpus.Sentence, error) bool) {
		r, left, file, err := p.open()
		if err != nil {
			yield(corpus.Sentence{}, err)
			return
		}
		defer file.Close() //nolint:errcheck // only read from
		s := corpus.Sentence{File: p.path}
		for ; ; s.Line++ {
			s.Tokens = s.Tokens[:0]
			err := p.sentence(r, &s)
			if errors.Is(err, io.EOF) && left.N <= 0 {
				return
			}
			if errors.Is(err, io.EOF) { // before the end that the header gives
				err = io.ErrUnexpectedEOF
			}
			if err != nil {
				yield(corpus.Sentence{}, fmt.Errorf("%s: part %d, sentence %d: %w", p.path, p.part+1, s.Line+1, err))
				return
			}
			if !yield(s, nil) {
				return
			}
		}
	}
}

// open opens the file at the start of the part. left counts the bytes of the part that
// have not been read.
func (p part) open() (r *bufio.Reader, left *io.LimitedReader, file io.Closer, err error) {
	h, all, f, err := openShard(p.ctx, p.path)
	if err != nil {
		return nil, nil, nil, err
	}
	if p.part >= len(h.Parts) {
		return nil, nil, nil, errors.Join(fmt.Errorf("%s has %d parts, and this is round %d of an epoch", p.path,
			len(h.Parts), p.part+1), f.Close())
	}
	var before int64
	for _, n := range h.Parts[:p.part] {
		before += n
	}
	if err := skip(f, all, before); err != nil {
		return nil, nil, nil, errors.Join(fmt.Errorf("%s: part %d: %w", p.path, p.part+1, err), f.Close())
	}
	left = &io.LimitedReader{R: all, N: h.Parts[p.part]}
	return bufio.NewReaderSize(left, 64<<10), left, f, nil
}

// skip skips n bytes of r, which reads f. It seeks if f can, which only local files
// do; of other files the bytes are read and dropped.
func skip(f io.Reader, r *bufio.Reader, n int64) error {
	seeker, ok := f.(io.Seeker)
	if behind := n - int64(r.Buffered()); ok && behind > 0 {
		if _, err := seeker.Seek(behind, io.SeekCurrent); err != nil {
			return err
		}
		r.Reset(f)
		return nil
	}
	_, err := io.CopyN(io.Discard, r, n)
	return err
}

// sentence reads one sentence into s. It returns io.EOF after the last one, and
// io.ErrUnexpectedEOF within one.
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
			return fmt.Errorf("word number %d of a vocabulary of %d: the file was encoded with another", id,
				p.words.Len())
		}
		s.Tokens = append(s.Tokens, p.words.Word(vocab.ID(id)))
	}
	return nil
}

// appendSentence encodes the known words of a sentence: their number and their ids, as
// varints. It returns their number, and a hash of the ids (FNV-1a), which selects the
// shard.
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
