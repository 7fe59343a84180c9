package npz

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"testing"

	"github.com/w2vattn/w2vattn/embed/internal/format/formattest"
)

// TestFormat: bytes after a zip are no part of it.
func TestFormat(t *testing.T) {
	formattest.Check(t, Format, func(file []byte, n int) bool { return n > len(file) })
}

// FuzzNPZ reads arrays of an archive. Each is an input of its own: the archive's
// checksums fit then, and short inputs are quick to minimise.
func FuzzNPZ(f *testing.F) {
	array := func(descr, shape, data string) []byte {
		header := fmt.Sprintf("{'descr': '%s', 'fortran_order': False, 'shape': %s, }\n", descr, shape)
		return append(
			[]byte("\x93NUMPY\x01\x00"),
			string(binary.LittleEndian.AppendUint16(nil, uint16(len(header))))+header+data...)
	}
	f.Add(
		array("<f4", "(1, 1)", "\x00\x00\x80\x3f"),
		array("<U1", "(1,)", "a\x00\x00\x00"),
		array("<i8", "(1,)", "\x07\x00\x00\x00\x00\x00\x00\x00"),
	)
	f.Add(array(">f2", "(1, 1)", "\x3c\x00"), array("|S2", "(1,)", "ab"), []byte{})
	f.Fuzz(func(t *testing.T, vectors, words, counts []byte) {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for i, content := range [][]byte{vectors, words, counts} {
			if len(content) == 0 {
				continue
			}
			w, err := z.CreateHeader(&zip.FileHeader{Name: []string{keyVectors, keyWords, keyCounts}[i] + ".npy"})
			if err != nil {
				t.Fatal(err)
			}
			w.Write(content)
		}
		z.Close()
		formattest.ReadAgain(t, Format, b.Bytes())
	})
}

// FuzzNPY reads an array alone: in an archive, zip's checksum stands before it.
func FuzzNPY(f *testing.F) {
	f.Add(append(newHeader("<f4", 1, 2), "\x00\x00\x80\x3f\x00\x00\x00\x40"...))
	f.Add(append(newHeader("<U2", 2), "a\x00\x00\x00\x45\xcc\x00\x00b\x00\x00\x00\x00\x00\x00\x00"...))
	f.Add(append(newHeader(">i8", 1), "\x00\x00\x00\x00\x00\x00\x00\x07"...))
	f.Fuzz(func(_ *testing.T, b []byte) {
		a, err := openArray(bytes.NewReader(b))
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
