package embed

import (
	"bufio"
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// Any bytes are read to an error or a table, without a panic; what could be read
// can be written and read again.

func fuzzSample(f *testing.F, format Format) {
	f.Helper()
	var b bytes.Buffer
	if err := encode(&b, format, sample(f)); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	fuzzFormat(f, format)
}

func FuzzGloVe(f *testing.F) {
	f.Add([]byte(". . . 1 2\nthe .5 -3e-5\n"))
	fuzzSample(f, GloVe)
}

func FuzzWego(f *testing.F)     { fuzzSample(f, Wego) }
func FuzzNPZ(f *testing.F)      { fuzzSample(f, NPZ) }
func FuzzFastText(f *testing.F) { fuzzSample(f, FastText) }

func FuzzProjector(f *testing.F) {
	f.Add([]byte("1\t2\n3\t4\n"), []byte("word\tcount\na\t1\nb\t2\n"))
	f.Fuzz(func(_ *testing.T, vectors, metadata []byte) {
		s, err := newProjectorSource(bufio.NewReader(bytes.NewReader(vectors)), bufio.NewReader(bytes.NewReader(metadata)), int64(len(vectors)))
		if err == nil {
			readRows(s, int64(len(vectors)))
		}
	})
}

func FuzzModel2Vec(f *testing.F) {
	header := `{"embeddings":{"dtype":"I8","shape":[2,2],"data_offsets":[0,4]}}`
	f.Add(append([]byte{byte(len(header)), 0, 0, 0, 0, 0, 0, 0}, header+"\x01\x02\x03\x04"...), []byte(`{"model":{"vocab":{"a":0,"b":1}}}`))
	f.Fuzz(func(_ *testing.T, tensors, tokens []byte) {
		words, err := readTokens(bytes.NewReader(tokens))
		if err != nil {
			return
		}
		s, err := newModel2VecSource(bytes.NewReader(tensors), int64(len(tensors)), words)
		if err == nil {
			readRows(s, int64(len(tensors)))
		}
	})
}

// FuzzMapped opens damaged native files as memory and asks every method.
func FuzzMapped(f *testing.F) {
	var b bytes.Buffer
	if err := encode(&b, Safetensors, sample(f)); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	path := filepath.Join(f.TempDir(), "m.safetensors")
	f.Fuzz(func(t *testing.T, file []byte) {
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
		table, err := Open(path, From(Safetensors))
		if err != nil {
			return
		}
		defer table.Close()
		for id, word := range table.Vocab().All() {
			table.Row(id)
			table.Vector(word)
		}
		table.Vocab().Total()
		table.Similar("cat", 3)
	})
}

func FuzzWord2VecText(f *testing.F) {
	f.Add([]byte("2 2\nthe 1 -2\n책 .5 1e-05\n"))
	f.Add([]byte("the 1 -2\n책 .5 1e-05"))
	fuzzFormat(f, Word2VecText)
}

func FuzzWord2VecBinary(f *testing.F) {
	f.Add([]byte("1 1\nthe \x00\x00\x80\x3f\n"))
	fuzzFormat(f, Word2VecBinary)
}

func FuzzSafetensors(f *testing.F) {
	var b bytes.Buffer
	if err := encode(&b, Safetensors, sample(f)); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	fuzzFormat(f, Safetensors)
}

// fuzzFormat: whatever can be read can be written and read again. What the
// format cannot write (a word with a space) may be refused.
func fuzzFormat(f *testing.F, format Format) {
	f.Fuzz(func(t *testing.T, b []byte) {
		first, err := decoded(b, format)
		if err != nil {
			return
		}
		var out bytes.Buffer
		if encode(&out, format, first) != nil {
			return
		}
		back, err := decoded(out.Bytes(), format)
		if err != nil || !same(first, back) {
			t.Fatalf("%v: %s became %s", err, show(first.Table), out.String())
		}
	})
}

// FuzzNPY reads an array alone: in an archive, zip's checksum stands before it.
func FuzzNPY(f *testing.F) {
	f.Add(append(npyHeader("<f4", 1, 2), "\x00\x00\x80\x3f\x00\x00\x00\x40"...))
	f.Add(append(npyHeader("<U2", 2), "a\x00\x00\x00\x45\xcc\x00\x00b\x00\x00\x00\x00\x00\x00\x00"...))
	f.Add(append(npyHeader(">i8", 1), "\x00\x00\x00\x00\x00\x00\x00\x07"...))
	f.Fuzz(func(_ *testing.T, b []byte) {
		a, err := openNPY(bytes.NewReader(b))
		for i := 0; i < 4 && err == nil; i++ {
			switch a.kind {
			case 'f':
				err = a.floats(make([]float32, 3), 3)
			case 'i', 'u':
				_, err = a.integer()
			default:
				_, err = a.text()
			}
		}
	})
}
