package embed

import (
	"archive/zip"
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"
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
func FuzzFastText(f *testing.F) { fuzzSample(f, FastText) }

// FuzzNPZ reads arrays of an archive. Each is an input of its own: the archive's
// checksums fit then, and short inputs are quick to minimise.
func FuzzNPZ(f *testing.F) {
	array := func(descr, shape, data string) []byte {
		header := fmt.Sprintf("{'descr': '%s', 'fortran_order': False, 'shape': %s, }\n", descr, shape)
		return append([]byte("\x93NUMPY\x01\x00"), string(binary.LittleEndian.AppendUint16(nil, uint16(len(header))))+header+data...)
	}
	f.Add(array("<f4", "(1, 1)", "\x00\x00\x80\x3f"), array("<U1", "(1,)", "a\x00\x00\x00"), array("<i8", "(1,)", "\x07\x00\x00\x00\x00\x00\x00\x00"))
	f.Add(array(">f2", "(1, 1)", "\x3c\x00"), array("|S2", "(1,)", "ab"), []byte{})
	f.Fuzz(func(t *testing.T, vectors, words, counts []byte) {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for i, content := range [][]byte{vectors, words, counts} {
			if len(content) == 0 {
				continue
			}
			w, err := z.CreateHeader(&zip.FileHeader{Name: []string{npzVectors, npzWords, npzCounts}[i] + ".npy"})
			if err != nil {
				t.Fatal(err)
			}
			w.Write(content)
		}
		z.Close()
		readAgain(t, b.Bytes(), NPZ)
	})
}

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

// fuzzNative calls check with native files of one word and 1 number, and others.
// The tensors' descriptions and their bytes are inputs of their own, and the
// checksum is made to fit: short inputs are quick to minimise, and what lies
// behind the checksum is reached.
func fuzzNative(f *testing.F, check func(t *testing.T, header, data []byte)) {
	const meta = `"format":"w2vattn","format_version":"1"`
	const offsets, sorted = `{"dtype":"I64","shape":[2],"data_offsets":[0,16]}`, `{"dtype":"I32","shape":[1],"data_offsets":[20,24]}`
	const data = "\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x80\x3f\x00\x00\x00\x00"
	f.Add(meta, offsets, `{"dtype":"F32","shape":[1,1],"data_offsets":[16,20]}`, sorted, `{"dtype":"U8","shape":[1],"data_offsets":[24,25]}`, "", []byte(data+"a"))
	f.Add(meta, offsets, `{"dtype":"F16","shape":[1,2],"data_offsets":[16,20]}`, sorted, `{"dtype":"U8","shape":[1],"data_offsets":[24,25]}`, "", []byte(data+"a"))
	f.Add(meta, offsets, `{"dtype":"F32","shape":[1,1],"data_offsets":[16,20]}`, sorted, `{"dtype":"U8","shape":[1],"data_offsets":[32,33]}`,
		`,"counts":{"dtype":"I64","shape":[1],"data_offsets":[24,32]}`, []byte(data+"\x01\x00\x00\x00\x00\x00\x00\x00a"))
	f.Add(meta+`,"subwords":"{\"min\":1,\"max\":2}"`, offsets, `{"dtype":"F32","shape":[1,1],"data_offsets":[16,20]}`, sorted, `{"dtype":"U8","shape":[1],"data_offsets":[28,29]}`,
		`,"ngrams":{"dtype":"F32","shape":[1,1],"data_offsets":[24,28]}`, []byte(data+"\x00\x00\x80\x3fa"))
	f.Fuzz(func(t *testing.T, meta, offsets, vectors, sorted, words, more string, data []byte) {
		text := fmt.Sprintf(`{"__metadata__":{"checksum":"%s",%s},"word_offsets":%s,"vectors":%s,"sorted":%s,"words":%s%s}`,
			zeroChecksum, meta, offsets, vectors, sorted, words, more)
		text += strings.Repeat(" ", -len(text)&7)
		header := append(binary.LittleEndian.AppendUint64(nil, uint64(len(text))), text...)
		sum := sha256.New()
		sum.Write(header)
		sum.Write(data)
		header = bytes.Replace(header, []byte(zeroChecksum), []byte(hex.EncodeToString(sum.Sum(nil))), 1)
		check(t, header, data)
	})
}

// FuzzSafetensors reads damaged native files whose checksums are right.
func FuzzSafetensors(f *testing.F) {
	fuzzNative(f, func(t *testing.T, header, data []byte) { readAgain(t, append(header, data...), Safetensors) })
}

// FuzzMapped asks damaged native files, as they lie in memory, all that a table
// can be asked.
func FuzzMapped(f *testing.F) {
	fuzzNative(f, func(_ *testing.T, header, data []byte) {
		file := append(header, data...) // a multiple of 8 before data
		mapped, err := mapNative(file, nil)
		if err != nil || mapped == nil {
			return
		}
		table := mapped.Table
		for id, word := range table.Vocab().All() {
			table.Row(id)
			table.Vector(word)
		}
		table.Vocab().Total()
		table.Similar("a", 3) // a may be unknown
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

// fuzzFormat: whatever can be read can be written and read again. What the
// format cannot write (a word with a space) may be refused.
func fuzzFormat(f *testing.F, format Format) {
	f.Fuzz(func(t *testing.T, b []byte) { readAgain(t, b, format) })
}

func readAgain(t *testing.T, b []byte, format Format) {
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
