package corpus

// This file stores a corpus as ids, 4 bytes for each token: a hundred million words
// are 400 MB, where their text as Go strings would be several gigabytes. The first
// pages stay in memory; what exceeds the limit is in a temporary file.
//
//	[3 17 4 End 3 5 End …] [8 2 End …] …      pages of whole sentences

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"math/bits"
	"os"

	"github.com/w2vattn/w2vattn/vocab"
)

// End follows every sentence in the ids that IDs.Read returns.
const End vocab.ID = math.MinInt32

// pageIDs is the capacity of a page in ids, 1 MiB, unless one sentence is longer. A corpus
// takes whole pages, so small corpora take little more than 1 MiB. No measurement of other
// sizes is recorded.
const pageIDs = 1 << 18

// IDs is a corpus as ids of words, sentence after sentence. Several goroutines may call
// Cut, Read and Sentences at once; no other call may run during Renumber, Rewrite or Close.
//
// The ids are stored in pages: blocks of whole sentences, of 1 MiB or of one longer
// sentence. The pages that exceed the memory limit of Encode are in the temporary file, one
// after another, each id as a little-endian int32.
type IDs struct {
	pages     []page
	sentences int
	tokens    int64
	sum       uint64 // of Sum

	memory    int64    // bytes of pages that stay in memory
	heldBytes int64    // bytes of pages so far
	file      *os.File // the other pages; nil if there are none
	size      int64    // of the file
}

// A page contains whole sentences, each followed by End. A corpus is a list of pages,
// because one slice would be copied whenever it grows.
type page struct {
	ids    []vocab.ID // nil if they are in the file
	n      int        // number of ids
	offset int64      // in the file
}

// extend appends a sentence of n tokens, which the caller fills in. It may write the page
// before to the file.
func (c *IDs) extend(n int) ([]vocab.ID, error) {
	last := len(c.pages) - 1
	if last < 0 || len(c.pages[last].ids)+n+1 > cap(c.pages[last].ids) {
		if err := c.finish(); err != nil {
			return nil, err
		}
		c.pages = append(c.pages, page{ids: make([]vocab.ID, 0, max(n+1, pageIDs))})
		last++
	}
	p := &c.pages[last]
	begin := len(p.ids)
	p.ids = p.ids[:begin+n+1]
	p.n = len(p.ids)
	p.ids[begin+n] = End
	c.sentences++
	c.tokens += int64(n)
	return p.ids[begin : begin+n], nil
}

// finish ends the last page and moves it to the file if the memory is used up.
func (c *IDs) finish() error {
	if len(c.pages) == 0 {
		return nil
	}
	p := &c.pages[len(c.pages)-1]
	if c.heldBytes += int64(4 * cap(p.ids)); c.heldBytes <= c.memory {
		return nil
	}
	if c.file == nil {
		f, err := os.CreateTemp("", "w2vattn-ids-*")
		if err != nil {
			return fmt.Errorf("corpus: a temporary file for the ids: %w", err)
		}
		_ = os.Remove(f.Name()) // where open files cannot be removed, Close does
		c.file = f
	}
	p.offset = c.size
	c.size += int64(4 * p.n)
	if err := c.write(p.ids, p.offset); err != nil {
		return err
	}
	p.ids = nil
	return nil
}

// write writes ids to the file at offset. The error names the remedy, because a full
// temporary folder is the usual cause.
func (c *IDs) write(ids []vocab.ID, offset int64) error {
	buffer := make([]byte, 4*len(ids))
	for i, id := range ids {
		binary.LittleEndian.PutUint32(buffer[4*i:], uint32(id))
	}
	if _, err := c.file.WriteAt(buffer, offset); err != nil {
		return fmt.Errorf("corpus: writing ids to the temporary folder %s: %w; "+
			"set TMPDIR to another folder, or keep more ids in memory", os.TempDir(), err)
	}
	return nil
}

// Close releases the memory and removes the temporary file. It may be called again; no
// other method may be called after it. The error is that of the file system.
func (c *IDs) Close() error {
	c.pages = nil
	if c.file == nil {
		return nil
	}
	err := c.file.Close()
	if removed := os.Remove(c.file.Name()); !errors.Is(removed, os.ErrNotExist) {
		err = errors.Join(err, removed)
	}
	c.file = nil
	return err
}

// Len returns the number of sentences, empty ones included.
func (c *IDs) Len() int { return c.sentences }

// Tokens returns the number of tokens, unknown ones included.
func (c *IDs) Tokens() int64 { return c.tokens }

// Renumber replaces each id i by number[i], the id of the word in the vocabulary, or
// vocab.Unknown. vocab.Counter.Vocab returns such a slice. Renumber also computes the
// checksum that Sum returns, from the new ids in their order. The only error is that the
// temporary file cannot be read or written; do not use the ids after it.
func (c *IDs) Renumber(number []vocab.ID) error {
	c.sum = 0
	var buffer []vocab.ID
	for _, p := range c.pages {
		ids, err := c.read(p, 0, p.n, &buffer)
		if err != nil {
			return err
		}
		for i, id := range ids {
			if id != End {
				ids[i] = number[id]
			}
			c.sum = (bits.RotateLeft64(c.sum, 5) ^ uint64(uint32(ids[i]))) * 0x9E3779B97F4A7C15
		}
		if p.ids == nil {
			if err := c.write(ids, p.offset); err != nil {
				return err
			}
		}
	}
	return nil
}

// Rewrite calls f with the ids of each sentence and replaces the sentence by the result,
// which must not be longer. f may change its argument and return it or a part of it. Errors
// are those of Renumber.
func (c *IDs) Rewrite(f func([]vocab.ID) []vocab.ID) error {
	var buffer []vocab.ID
	for i := range c.pages {
		p := &c.pages[i]
		ids, err := c.read(*p, 0, p.n, &buffer)
		if err != nil {
			return err
		}
		n, begin := 0, 0
		for k, id := range ids {
			if id == End {
				made := f(ids[begin:k])
				c.tokens -= int64(k - begin - len(made))
				n += copy(ids[n:], made)
				ids[n] = End
				n++
				begin = k + 1
			}
		}
		p.n = n
		if p.ids != nil {
			p.ids = p.ids[:n]
		} else if err := c.write(ids[:n], p.offset); err != nil {
			return err
		}
	}
	return nil
}

// Sum returns a checksum of the ids after Renumber, by which a checkpoint recognises its
// corpus.
func (c *IDs) Sum() uint64 { return c.sum }

// A Range is a sequence of whole sentences of a corpus.
type Range struct {
	Token      int64 // index in the corpus of its first token, from 0
	Sentence   int   // index in the corpus of its first sentence, from 0
	page       int
	begin, end int // in the page
}

// Cut cuts the corpus into ranges of at most size tokens, or of one longer sentence, in
// order. A range does not cross the end of a page. Cut reads all ids once. The only error
// is that the temporary file cannot be read.
func (c *IDs) Cut(size int) ([]Range, error) {
	var ranges []Range
	var buffer []vocab.ID
	next := Range{}
	for i, p := range c.pages {
		ids, err := c.read(p, 0, p.n, &buffer)
		if err != nil {
			return nil, err
		}
		next.page, next.begin, next.end = i, 0, 0
		token, sentence, begin := next.Token, next.Sentence, 0
		for k, id := range ids {
			if id != End {
				continue
			}
			if int(token-next.Token)+k-begin > size && next.end > next.begin {
				ranges = append(ranges, next)
				next = Range{Token: token, Sentence: sentence, page: i, begin: next.end}
			}
			token += int64(k - begin)
			sentence++
			begin = k + 1
			next.end = begin
		}
		if next.end > next.begin {
			ranges = append(ranges, next)
		}
		next = Range{Token: token, Sentence: sentence}
	}
	return ranges, nil
}

// Read returns the ids of a range, each sentence followed by End. The ids must not be
// changed and are valid until buffer is used again. Each goroutine needs a buffer of its
// own; *buffer may be nil at first. The error is that the temporary file cannot be read.
func (c *IDs) Read(r Range, buffer *[]vocab.ID) ([]vocab.ID, error) {
	return c.read(c.pages[r.page], r.begin, r.end, buffer)
}

// read returns the ids of a page from begin to end.
func (c *IDs) read(p page, begin, end int, buffer *[]vocab.ID) ([]vocab.ID, error) {
	if p.ids != nil {
		return p.ids[begin:end], nil
	}
	raw := make([]byte, 4*(end-begin))
	if _, err := c.file.ReadAt(raw, p.offset+int64(4*begin)); err != nil {
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		return nil, fmt.Errorf("corpus: reading the temporary file of ids: %w", err)
	}
	ids := (*buffer)[:0]
	for i := 0; i < len(raw); i += 4 {
		ids = append(ids, vocab.ID(binary.LittleEndian.Uint32(raw[i:])))
	}
	*buffer = ids
	return ids, nil
}

// Sentences yields the sentences in order. After Renumber, tokens that are not in the
// vocabulary are vocab.Unknown. The slices stay valid; they must not be changed. If the
// temporary file cannot be read, it yields that error last.
func (c *IDs) Sentences() iter.Seq2[[]vocab.ID, error] {
	return func(yield func([]vocab.ID, error) bool) {
		for _, p := range c.pages {
			var buffer []vocab.ID // a new one: sentences stay valid
			ids, err := c.read(p, 0, p.n, &buffer)
			if err != nil {
				yield(nil, err)
				return
			}
			begin := 0
			for i, id := range ids {
				if id != End {
					continue
				}
				if !yield(ids[begin:i:i], nil) {
					return
				}
				begin = i + 1
			}
		}
	}
}
