package npz

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"testing"

	"github.com/w2vattn/w2vattn/embed/internal/format/formattest"
)

// TestFormat allows bytes after the archive, which zip ignores.
func TestFormat(t *testing.T) {
	formattest.Check(t, Format, func(file []byte, n int) bool { return n > len(file) })
}

// TestRefuses checks arrays with headers that do not fit their data.
func TestRefuses(t *testing.T) {
	one := "\x00\x00\x80\x3f"
	vectors, words := arrayFile("<f4", "(1, 1)", one), arrayFile("<U1", "(1,)", "a\x00\x00\x00")
	counts := arrayFile("<i8", "(1,)", "\xff\xff\xff\xff\xff\xff\xff\xff")
	for _, c := range []struct {
		vectors, words, counts []byte
		want                   string
	}{
		{arrayFile("<f4", "(2000000000, 1000000)", one), words, nil, "1 words but 2000000000 vectors"},
		{arrayFile("<f4", "(1, 1000000000)", one), words, nil, "vectors: the shape is [1 1000000000]"},
		{arrayFile("<f4", "(1, 1000000)", one), words, nil, "word 1 of 1: the file ends here"},
		{arrayFile("<f4", "(1, -1)", one), words, nil, "the shape"},
		{arrayFile("<f4", "(1,)", one), words, nil, "elements of type f4 and the shape [1]"},
		{arrayFile("<f4", "(1, 1)", one+one), words, nil, "continues for 4 bytes"},
		{arrayFile("<f3", "(1, 1)", one), words, nil, `"<f3" are not supported`},
		{arrayFile("|O", "(1, 1)", one), words, nil, "Python objects"},
		{arrayFile("<f4", "(1, 1)", "\x00\x00\xc0\x7f"), words, nil, "is NaN"},
		{vectors, arrayFile("<U1", "(1,)", "\x00\x00\x11\x00"), nil, "not a Unicode character"},
		{vectors, arrayFile("<U1", "(1,)", "\x00\x00\x00\x00"), nil, "without a word"},
		{vectors, arrayFile("|S1", "(1,)", "\xff"), nil, "invalid UTF-8"},
		{vectors, arrayFile("<U900000000", "(1,)", "a"), nil, "elements of type"},
		{vectors, words, counts, `the count of "a" is -1`},
		{vectors, words, arrayFile("<f8", "(1,)", "12345678"), "counts: "},
		{vectors, words, arrayFile("<i8", "(2,)", "12345678"), "expected 1 integers"},
		{vectors[:20], words, nil, "the file ends here"},
		{[]byte("text"), words, nil, "not a numpy array"},
		{nil, words, nil, `no array "vectors" (arrays: words)`},
	} {
		formattest.Refuses(t, Format, map[string]string{string(archive(t, c.vectors, c.words, c.counts)): c.want})
	}
	formattest.Refuses(t, Format, map[string]string{"": "zip", "PK\x03\x04": "zip"})
}

// FuzzNPZ reads archives of arrays. Each array is an input of its own, so that the
// checksums of the archive are right and short inputs are quick to minimise.
func FuzzNPZ(f *testing.F) {
	f.Add(
		arrayFile("<f4", "(1, 1)", "\x00\x00\x80\x3f"),
		arrayFile("<U1", "(1,)", "a\x00\x00\x00"),
		arrayFile("<i8", "(1,)", "\x07\x00\x00\x00\x00\x00\x00\x00"),
	)
	f.Add(arrayFile(">f2", "(1, 1)", "\x3c\x00"), arrayFile("|S2", "(1,)", "ab"), []byte{})
	f.Fuzz(func(t *testing.T, vectors, words, counts []byte) {
		formattest.ReadAgain(t, Format, archive(t, vectors, words, counts))
	})
}

// arrayFile returns an array of numpy.
func arrayFile(descr, shape, data string) []byte {
	header := fmt.Sprintf("{'descr': '%s', 'fortran_order': False, 'shape': %s, }\n", descr, shape)
	length := string(binary.LittleEndian.AppendUint16(nil, uint16(len(header))))
	return append([]byte("\x93NUMPY\x01\x00"), length+header+data...)
}

// archive returns a zip of the arrays that are not empty.
func archive(t *testing.T, vectors, words, counts []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i, content := range [][]byte{vectors, words, counts} {
		if len(content) == 0 {
			continue
		}
		w, err := z.Create([]string{keyVectors, keyWords, keyCounts}[i] + ".npy")
		if err != nil {
			t.Fatal(err)
		}
		w.Write(content)
	}
	z.Close()
	return b.Bytes()
}
