package search

import (
	"encoding/binary"
	"encoding/json"
	"hash/crc32"
	"iter"
	"slices"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// texts is a source of sentences.
type texts []string

func (s texts) Texts() iter.Seq2[corpus.RawSentence, error] {
	return func(yield func(corpus.RawSentence, error) bool) {
		for i, text := range s {
			if !yield(corpus.RawSentence{Text: text, File: "f", Line: i + 1}, nil) {
				return
			}
		}
	}
}

// fuzzModel returns a model of few words for fuzz tests.
func fuzzModel(f *testing.F) Model {
	words, err := vocab.New([]string{"a", "b", "c"}, []int64{3, 2, 1})
	if err != nil {
		f.Fatal(err)
	}
	table, err := embed.New(words, blas32.General{Rows: 3, Cols: 2, Stride: 2, Data: []float32{1, 0, 0, 1, 1, -1}})
	if err != nil {
		f.Fatal(err)
	}
	return Model{Table: table, Tokenizer: tokenize.Words(), TokenizerConfig: tokenize.Default()}
}

// indexFile returns an index file of one segment with right checksums.
func indexFile(f testing.TB, m Model, n segmentMeta, runs string, numbers, text []byte) []byte {
	model, err := m.Table.Fingerprint(f.Context())
	if err != nil {
		f.Fatal(err)
	}
	described, err := json.Marshal(struct {
		segmentMeta
		Runs json.RawMessage `json:"runs"`
	}{n, json.RawMessage(runs)})
	if err != nil {
		return nil // runs is no JSON
	}
	body := binary.LittleEndian.AppendUint32(nil, uint32(len(described)))
	body = append(body, described...)
	body = append(body, make([]byte, -len(body)&7)...)
	binary.LittleEndian.PutUint32(body, uint32(len(body)-4))
	for i := 4 + len(described); i < len(body); i++ {
		body[i] = ' '
	}
	body = slices.Concat(body, numbers, text)
	body = append(body, make([]byte, -len(body)&7)...)
	file := header{end: int64(headerSize + segmentHeaderSize + len(body)), model: model}.bytes()
	file = binary.LittleEndian.AppendUint64(file, uint64(len(body)))
	file = binary.LittleEndian.AppendUint32(file, crc32.Checksum(body, castagnoli))
	return slices.Concat(file, make([]byte, 4), body)
}

// FuzzOpen reads damaged indexes with right checksums, as if they were mapped, and searches
// them. The metadata of a segment, its numbers and its text are separate inputs, because
// short inputs are quick to minimise.
func FuzzOpen(f *testing.F) {
	m := fuzzModel(f)
	for _, s := range []texts{{"a b b", "c x"}, {"b"}} {
		ix, err := Build(f.Context(), m, s, Default())
		if err != nil {
			f.Fatal(err)
		}
		segment := ix.segments[0]
		parts, err := segment.body(segmentMeta{})
		if err != nil {
			f.Fatal(err)
		}
		runs, err := json.Marshal(segment.files)
		if err != nil {
			f.Fatal(err)
		}
		numbers := slices.Concat(parts[2:9]...)
		n := segmentMeta{Sentences: segment.len(), IDs: len(segment.ids), Words: len(segment.words),
			Text: len(segment.text), Tokens: segment.tokens, Tokenizer: m.TokenizerConfig}
		if _, err := (&Index{model: m}).parse(f.Context(), indexFile(f, m, n, string(runs), numbers,
			segment.text)); err != nil {
			f.Fatal(err)
		}
		f.Add(n.Sentences, n.IDs, n.Words, n.Text, n.Tokens, string(runs), numbers, segment.text)
	}
	f.Fuzz(func(t *testing.T, sentences, ids, words, length int, tokens int64, runs string, numbers, text []byte) {
		n := segmentMeta{Sentences: sentences, IDs: ids, Words: words, Text: length, Tokens: tokens,
			Tokenizer: m.TokenizerConfig}
		ix := &Index{model: m}
		if _, err := ix.parse(t.Context(), indexFile(t, m, n, runs, numbers, text)); err != nil {
			return
		}
		ready, err := ix.finish(Default())
		if err != nil {
			return
		}
		ready.Search(t.Context(), []float32{1, 2}, 3)
	})
}
