package model2vec

import (
	"bytes"
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
