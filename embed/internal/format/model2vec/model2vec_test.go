package model2vec

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/embed/internal/format/formattest"
)

func FuzzModel2Vec(f *testing.F) {
	header := `{"embeddings":{"dtype":"I8","shape":[2,2],"data_offsets":[0,4]}}`
	f.Add(
		append([]byte{byte(len(header)), 0, 0, 0, 0, 0, 0, 0}, header+"\x01\x02\x03\x04"...),
		[]byte(`{"model":{"vocab":{"a":0,"b":1}}}`),
	)
	f.Fuzz(func(_ *testing.T, tensors, tokens []byte) {
		words, err := readTokens(bytes.NewReader(tokens))
		if err != nil {
			return
		}
		s, err := newReader(bytes.NewReader(tensors), int64(len(tensors)), words)
		if err == nil {
			formattest.Rows(s)
		}
	})
}

// FuzzTokenizer reads any bytes as tokenizer.json: the tokens are complete, and each occurs
// once.
func FuzzTokenizer(f *testing.F) {
	f.Add([]byte(twoTokens))
	f.Add([]byte(`{"version":"1.0","added_tokens":[{"id":1,"content":"[CLS]"}],"model":{"type":"WordPiece","vocab":{"a":0}}}`))
	f.Add([]byte(`{"model":{"type":"BPE","vocab":{"a":0},"merges":["a b",["a","b"]]}}`))
	f.Add([]byte(`{"model":{"type":"Unigram","vocab":[["a",-1.5]],"unk_id":0}}`))
	f.Fuzz(func(t *testing.T, file []byte) {
		tokens, err := readTokens(bytes.NewReader(file))
		if err != nil {
			return
		}
		if len(tokens) > len(file) {
			t.Fatalf("%d tokens in %d bytes", len(tokens), len(file))
		}
		seen := map[string]bool{}
		for _, token := range tokens {
			if seen[token] {
				t.Fatalf("%q occurs twice", token)
			}
			seen[token] = true
		}
	})
}

// readModel reads a model with this header and data of the tensors and this tokenizer.json.
func readModel(header, data, tokenizer string) (string, error) {
	words, err := readTokens(strings.NewReader(tokenizer))
	if err != nil {
		return "", err
	}
	file := string(binary.LittleEndian.AppendUint64(nil, uint64(len(header)))) + header + data
	r, err := newReader(strings.NewReader(file), int64(len(file)), words)
	if err != nil {
		return "", err
	}
	c, err := formattest.Rows(r)
	if err != nil {
		return "", err
	}
	return formattest.Show(formattest.Output(c)), nil
}

const (
	twoTokens = `{"model":{"vocab":{"a":0,"b":1}}}`
	twoRows   = `{"embeddings":{"dtype":"I8","shape":[2,2],"data_offsets":[0,4]}}`
	mapped    = `{"embeddings":{"dtype":"I8","shape":[1,2],"data_offsets":[0,2]},` +
		`"mapping":{"dtype":"I32","shape":[2],"data_offsets":[2,10]},"weights":{"dtype":"F32","shape":[2],"data_offsets":[10,18]}}`
)

func TestTensors(t *testing.T) {
	for _, c := range [][4]string{
		{twoRows, "\x01\x02\x03\xff", twoTokens, "[a:[1 2] b:[3 -1]]"},
		{twoRows, "\x01\x02\x03\xff", `{"model":{"type":"WordLevel","vocab":{"b":0,"a":1}}}`, "[b:[1 2] a:[3 -1]]"},
		{twoRows, "\x01\x02\x03\xff", `{"model":{"vocab":{"b":0}},"added_tokens":[{"id":1,"content":"c"}]}`,
			"[b:[1 2] c:[3 -1]]"},
		{mapped, "\x01\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x80\x3f\x00\x00\x00\x40", twoTokens,
			"[a:[1 2] b:[2 4]]"},
	} {
		if got, err := readModel(c[0], c[1], c[2]); err != nil || got != c[3] {
			t.Errorf("%s: got %s, %v, want %s", c[2], got, err, c[3])
		}
	}
}

func TestRefuses(t *testing.T) {
	const data = "\x01\x02\x03\x04"
	wide := strings.NewReplacer("2,2", "2,4000000000000000000").Replace(twoRows)
	for _, c := range [][4]string{
		{twoRows, data[:3], twoTokens, "claims 4 bytes of tensors, but 3 follow"},
		{twoRows, data + "5", twoTokens, "claims 4 bytes of tensors, but 5 follow"},
		{wide, data, twoTokens, "the tensor embeddings has the shape"},
		{`{"embeddings":{"dtype":"I8","shape":[4],"data_offsets":[0,4]}}`, data, twoTokens, "two dimensions"},
		{`{"embeddings":{"dtype":"U8","shape":[2,2],"data_offsets":[0,4]}}`, data, twoTokens,
			"type U8, which is not supported"},
		{`{"embeddings":{"dtype":"F32","shape":[2,2],"data_offsets":[0,4]}}`, data, twoTokens, "needs 16"},
		{`[`, data, twoTokens, "not JSON"},
		{twoRows, data, `{"model":{"vocab":{"a":0}}}`, "2 vectors, but tokenizer.json has 1 tokens"},
		{twoRows, data, `{"model":{"vocab":{"a":0,"b":7}}}`, "the id 7 is out of range or occurs twice"},
		{twoRows, data, `{"model":{"vocab":{"a":0,"b":0}}}`, "the id 0 is out of range or occurs twice"},
		{twoRows, data, `{"model":{"vocab":{"a":0,"b":-1}}}`, "the id -1 is out of range"},
		{twoRows, data, `{"model":{"vocab":[["a",0],["b",1]]}}`, `a tokenizer of the type "Unigram"`},
		{twoRows, data, `{"model":{"type":"Unigram","vocab":[["a",0],["b",1]]}}`, `a tokenizer of the type "Unigram"`},
		{twoRows, data, `{"model":{"type":"BPE","vocab":{"a":0,"b":1},"merges":[]}}`, `a tokenizer of the type "BPE"`},
		{twoRows, data, `{"model":{"vocab":{"a":0,"":1}}}`, "token 2 of 2: a vector without a word"},
		{twoRows, data, `{`, "unexpected EOF"},
		{mapped, data[:2] + strings.Repeat("\x01\x00\x00\x00", 4), twoTokens, "the tensor mapping contains row 1, but"},
	} {
		if got, err := readModel(c[0], c[1], c[2]); err == nil || !strings.Contains(err.Error(), c[3]) {
			t.Errorf("%s, %s: got %s, %v, want %q", c[0], c[2], got, err, c[3])
		}
	}
}
