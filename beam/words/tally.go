package words

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"reflect"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
)

// A Tally is what is known of a word: how often it was counted, and where it
// stood first.
type Tally struct {
	Count int64
	Span  int64 // that it first stood in
	Place int64 // among the words of the span, by first appearance
}

// An Entry is a word with its tally.
type Entry struct {
	Word string
	Tally
}

// before says whether t stood before u in the text.
func (t Tally) before(u Tally) bool {
	if t.Span != u.Span {
		return t.Span < u.Span
	}
	return t.Place < u.Place
}

// add returns the tally of a word that was counted as t here and u there.
func add(t, u Tally) Tally {
	if u.before(t) {
		t.Span, t.Place = u.Span, u.Place
	}
	t.Count += u.Count
	return t
}

func init() {
	beam.RegisterCoder(reflect.TypeFor[Tally](), encodeTally, decodeTally)
	beam.RegisterCoder(reflect.TypeFor[Entry](), encodeEntry, decodeEntry)
}

func encodeTally(t Tally) []byte { return appendTally(nil, t) }

func appendTally(b []byte, t Tally) []byte {
	b = binary.AppendUvarint(b, uint64(t.Count))
	b = binary.AppendUvarint(b, uint64(t.Span))
	return binary.AppendUvarint(b, uint64(t.Place))
}

func decodeTally(b []byte) (Tally, error) { return readTally(bytes.NewReader(b)) }

func readTally(r io.ByteReader) (Tally, error) {
	var n [3]uint64
	for i := range n {
		var err error
		if n[i], err = binary.ReadUvarint(r); err != nil {
			return Tally{}, fmt.Errorf("words: a tally: %w", err)
		}
	}
	return Tally{int64(n[0]), int64(n[1]), int64(n[2])}, nil
}

// An entry is encoded as its tally, followed by the word.
func encodeEntry(e Entry) []byte { return append(encodeTally(e.Tally), e.Word...) }

func decodeEntry(b []byte) (Entry, error) {
	r := bytes.NewReader(b)
	t, err := readTally(r)
	return Entry{string(b[len(b)-r.Len():]), t}, err
}
