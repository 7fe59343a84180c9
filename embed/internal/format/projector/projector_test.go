package projector

import (
	"bytes"
	"testing"

	"github.com/w2vattn/w2vattn/embed/internal/format/formattest"
)

func FuzzProjector(f *testing.F) {
	f.Add([]byte("1\t2\n3\t4\n"), []byte("word\tcount\na\t1\nb\t2\n"))
	f.Fuzz(func(_ *testing.T, vectors, metadata []byte) {
		s, err := newReader(bytes.NewReader(vectors), bytes.NewReader(metadata), int64(len(vectors)))
		if err == nil {
			formattest.Rows(s)
		}
	})
}
