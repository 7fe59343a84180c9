package words

// This file has the elements of the pipeline and their coders. Beam sends elements
// between machines as bytes; varints keep the counts of rare words, which are most
// words, in one byte.

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"reflect"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
)

// A WordCount is the count of a word and the position of its first occurrence.
type WordCount struct {
	Count int64
	Span  int64 // the span of the first occurrence
	Place int64 // index among the words of the span, by first occurrence
}

// An Entry is a word with its WordCount.
type Entry struct {
	Word string
	WordCount
}

// before reports whether the first occurrence of t precedes that of u in the text.
func (t WordCount) before(u WordCount) bool {
	if t.Span != u.Span {
		return t.Span < u.Span
	}
	return t.Place < u.Place
}

// add returns the sum of two counts of a word, with the earlier first occurrence. It
// is associative and commutative, which Beam requires of a combiner: it may be
// applied to any parts in any order.
func add(t, u WordCount) WordCount {
	if u.before(t) {
		t.Span, t.Place = u.Span, u.Place
	}
	t.Count += u.Count
	return t
}

// init registers the coders, which are functions from and to bytes.
func init() {
	beam.RegisterCoder(reflect.TypeFor[WordCount](), encodeWordCount, decodeWordCount)
	beam.RegisterCoder(reflect.TypeFor[Entry](), encodeEntry, decodeEntry)
}

// A WordCount is encoded as three unsigned varints: count, span and place.
func encodeWordCount(t WordCount) []byte { return appendWordCount(nil, t) }

// appendWordCount appends the encoding of t to b.
func appendWordCount(b []byte, t WordCount) []byte {
	b = binary.AppendUvarint(b, uint64(t.Count))
	b = binary.AppendUvarint(b, uint64(t.Span))
	return binary.AppendUvarint(b, uint64(t.Place))
}

// decodeWordCount decodes what encodeWordCount wrote. Bytes that end early are an
// error.
func decodeWordCount(b []byte) (WordCount, error) { return readWordCount(bytes.NewReader(b)) }

// readWordCount reads three varints from r, and leaves what follows them.
func readWordCount(r io.ByteReader) (WordCount, error) {
	var n [3]uint64
	for i := range n {
		var err error
		if n[i], err = binary.ReadUvarint(r); err != nil {
			return WordCount{}, fmt.Errorf("words: a count: %w", err)
		}
	}
	return WordCount{int64(n[0]), int64(n[1]), int64(n[2])}, nil
}

// An entry is encoded as its count, followed by the word.
func encodeEntry(e Entry) []byte { return append(encodeWordCount(e.WordCount), e.Word...) }

// decodeEntry decodes what encodeEntry wrote: the word is what follows the count.
func decodeEntry(b []byte) (Entry, error) {
	r := bytes.NewReader(b)
	t, err := readWordCount(r)
	return Entry{string(b[len(b)-r.Len():]), t}, err
}
