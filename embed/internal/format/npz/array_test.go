package npz

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/embed/internal/format/formattest"
)

// element returns the bytes of numbers in either byte order.
func element(order binary.AppendByteOrder, numbers ...any) string {
	var b []byte
	for _, x := range numbers {
		switch x := x.(type) {
		case uint16:
			b = order.AppendUint16(b, x)
		case float32:
			b = order.AppendUint32(b, math.Float32bits(x))
		case rune:
			b = order.AppendUint32(b, uint32(x))
		case float64:
			b = order.AppendUint64(b, math.Float64bits(x))
		case int64:
			b = order.AppendUint64(b, uint64(x))
		}
	}
	return string(b)
}

// TestTypes reads two words and their vectors from arrays of every type that numpy writes.
func TestTypes(t *testing.T) {
	little, big := binary.LittleEndian, binary.BigEndian
	words := arrayFile("<U1", "(2,)", element(little, 'a', 'b'))
	for _, c := range []struct{ descr, data string }{
		{"<f2", element(little, uint16(0x3c00), uint16(0xc000), uint16(0x3800), uint16(0))},
		{">f2", element(big, uint16(0x3c00), uint16(0xc000), uint16(0x3800), uint16(0))},
		{"<f4", element(little, float32(1), float32(-2), float32(0.5), float32(0))},
		{">f4", element(big, float32(1), float32(-2), float32(0.5), float32(0))},
		{"=f4", element(little, float32(1), float32(-2), float32(0.5), float32(0))},
		{"<f8", element(little, 1.0, -2.0, 0.5, 0.0)},
		{">f8", element(big, 1.0, -2.0, 0.5, 0.0)},
	} {
		got, err := formattest.Decode(Format, archive(t, arrayFile(c.descr, "(2, 2)", c.data), words, nil))
		if err != nil || formattest.Show(formattest.Output(got)) != "[a:[1 -2] b:[0.5 0]]" {
			t.Errorf("%s: %+v, %v", c.descr, got, err)
		}
	}
	vectors := arrayFile("<f4", "(2, 1)", element(little, float32(1), float32(2)))
	for _, c := range []struct{ descr, data, want string }{
		{"<U2", element(little, '고', '양', 'a', rune(0)), "[고양:[1] a:[2]]"},
		{">U2", element(big, '고', '양', 'a', rune(0)), "[고양:[1] a:[2]]"},
		{"|S3", "abcde\x00", "[abc:[1] de:[2]]"},
		{"|S6", "\xea\xb3\xa0\x00\x00\x00a\x00\x00\x00\x00\x00", "[고:[1] a:[2]]"},
		{"<U3", element(little, 'a', rune(0), 'b', 'c', rune(0), rune(0)), "[a\x00b:[1] c:[2]]"},
		{"<U1", element(little, '👩', ' '), "[👩:[1]  :[2]]"},
	} {
		got, err := formattest.Decode(Format, archive(t, vectors, arrayFile(c.descr, "(2,)", c.data), nil))
		if err != nil || formattest.Show(formattest.Output(got)) != c.want {
			t.Errorf("%s %q: %v, want %q", c.descr, c.data, err, c.want)
		}
	}
	for _, c := range []struct {
		descr, data string
		want        []int64
	}{
		{"<i8", element(little, int64(7), int64(1<<40)), []int64{7, 1 << 40}},
		{">i8", element(big, int64(7), int64(1<<40)), []int64{7, 1 << 40}},
		{"|i1", "\x07\x7f", []int64{7, 127}},
		{"|u1", "\x07\xff", []int64{7, 255}},
		{"<i2", "\x07\x00\x00\x01", []int64{7, 256}},
		{">u2", "\x00\x07\xff\xff", []int64{7, 65535}},
		{"<u4", "\x07\x00\x00\x00\xff\xff\xff\xff", []int64{7, 1<<32 - 1}},
		{"<u8", element(little, int64(7), int64(math.MaxInt64-7)), []int64{7, math.MaxInt64 - 7}},
	} {
		got, err := formattest.Decode(Format, archive(t, vectors, words, arrayFile(c.descr, "(2,)", c.data)))
		if err != nil || got.Words.Count(0) != c.want[0] || got.Words.Count(1) != c.want[1] {
			t.Errorf("%s: %+v, %v, want %v", c.descr, got, err, c.want)
		}
	}
	for _, c := range []struct{ descr, data string }{
		{"|i1", "\x07\xff"}, {"<i2", "\x07\x00\xff\xff"}, {"<i4", "\x07\x00\x00\x00\xff\xff\xff\xff"},
		{"<u8", element(little, int64(7), int64(-1))}, // 2^64-1 is more than a count can be
	} {
		_, err := formattest.Decode(Format, archive(t, vectors, words, arrayFile(c.descr, "(2,)", c.data)))
		if err == nil || !strings.Contains(err.Error(), `the count of "b" is -1`) {
			t.Errorf("%s: %v", c.descr, err)
		}
	}
}

// TestColumnsFirst: a matrix whose columns come first has the same rows as its transpose,
// also if only some vectors are wanted.
func TestColumnsFirst(t *testing.T) {
	words := arrayFile("<U1", "(2,)", "a\x00\x00\x00b\x00\x00\x00")
	data := element(binary.LittleEndian, float32(1), float32(4), float32(2), float32(5), float32(3), float32(6))
	header := "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }\n"
	vectors := string(append([]byte("\x93NUMPY\x01\x00"), byte(len(header)), 0)) + header + data
	file := archive(t, []byte(vectors), words, nil)
	got, err := formattest.Decode(Format, file)
	if err != nil || formattest.Show(formattest.Output(got)) != "[a:[1 2 3] b:[4 5 6]]" {
		t.Errorf("%+v, %v", got, err)
	}
	short := archive(t, []byte(vectors)[:len(vectors)-1], words, nil)
	formattest.Refuses(t, Format, map[string]string{string(short): "vectors: the file ends here"})
	long := archive(t, []byte(vectors+"1"), words, nil)
	formattest.Refuses(t, Format, map[string]string{string(long): "continues for 1 bytes"})
}

// TestWritten: what is written has the form of numpy: headers of a multiple of 64 bytes,
// words of the length of the longest, and no other files.
func TestWritten(t *testing.T) {
	file := formattest.Encode(t, Format, formattest.Table(t, []string{"the", "고양이들", "é"}, []int64{3, 2, 1}, 1, 2, 3))
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
		if !f.Modified.IsZero() && f.Modified.Year() > 1980 {
			t.Errorf("%s has a time: %v", f.Name, f.Modified)
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if begin := 10 + int(binary.LittleEndian.Uint16(content[8:])); begin%64 != 0 || content[begin-1] != '\n' {
			t.Errorf("%s: the elements begin at byte %d after %q", f.Name, begin, content[:begin])
		}
	}
	if !slices.Equal(names, []string{"vectors.npy", "words.npy", "counts.npy"}) {
		t.Errorf("the archive has %q", names)
	}
}

// TestDuplicateWords: the first row of a word counts, and other arrays of the archive are
// ignored.
func TestDuplicateWords(t *testing.T) {
	vectors := arrayFile("<f4", "(3, 1)", element(binary.LittleEndian, float32(1), float32(2), float32(3)))
	words := arrayFile("|S1", "(3,)", "aba")
	c, err := formattest.Decode(Format, archive(t, vectors, words, nil))
	if err != nil || c.Duplicates != 1 || formattest.Show(formattest.Output(c)) != "[a:[1] b:[2]]" {
		t.Errorf("%+v, %v", c, err)
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range []struct{ name, content string }{{"notes.txt", "x"}, {"words.npy", string(words)},
		{"other.npy", "no array"}, {"vectors.npy", string(vectors)}} {
		w, err := z.Create(f.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, f.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if c, err := formattest.Decode(Format, b.Bytes()); err != nil || c.Words.Len() != 2 {
		t.Errorf("%+v, %v", c, err)
	}
	b.Reset()
	z = zip.NewWriter(&b)
	for i := range 12 {
		if _, err := z.Create(fmt.Sprintf("array%02d.npy", i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = formattest.Decode(Format, b.Bytes())
	if err == nil || !strings.Contains(err.Error(), "array00, array01") || strings.Contains(err.Error(), "array10") {
		t.Errorf("the first ten arrays are not listed: %v", err)
	}
}
