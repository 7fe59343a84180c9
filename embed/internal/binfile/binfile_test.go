package binfile

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// over returns a Reader of b whose buffer has size bytes, 16 at least.
func over(b []byte, size int) *Reader {
	return &Reader{R: bufio.NewReaderSize(bytes.NewReader(b), size)}
}

// TestUntil: words are the same for any size of the buffer, whether their end is buffered
// or not, and the offset is that of the byte after their end.
func TestUntil(t *testing.T) {
	words := []string{"cat", "", strings.Repeat("x", 63), strings.Repeat("y", 64), strings.Repeat("z", 500), "고양이",
		strings.Repeat("w", MaxWord)}
	text := []byte(strings.Join(words, " ") + " ")
	for _, size := range []int{16, 64, 65, 100, 1 << 20} {
		in := over(text, size)
		offset := int64(0)
		for _, want := range words {
			got, err := in.Until(' ')
			offset += int64(len(want)) + 1
			if got != want || err != nil || in.Offset != offset {
				t.Fatalf("buffer of %d: %.20q at %d, %v; want %.20q at %d", size, got, in.Offset, err, want, offset)
			}
		}
		if _, err := in.Until(' '); err == nil || !strings.Contains(err.Error(), "the file ends here") {
			t.Errorf("buffer of %d, at the end: %v", size, err)
		}
	}
}

func TestUntilRefusesLongWords(t *testing.T) {
	in := over(bytes.Repeat([]byte("x"), MaxWord+2), 4096)
	if word, err := in.Until(' '); err == nil || len(word) != 60 || !strings.Contains(err.Error(), "is not a word") {
		t.Errorf("%q, %v", word, err)
	}
	if in.Offset > MaxWord+1 {
		t.Errorf("%d bytes were read", in.Offset)
	}
}

// TestUntilAfterAnError: what was read of a word is returned with the error of the reader.
func TestUntilAfterAnError(t *testing.T) {
	broken := errors.New("broken")
	in := &Reader{R: bufio.NewReader(io.MultiReader(strings.NewReader("ca"), iotest.ErrReader(broken)))}
	if word, err := in.Until(' '); word != "ca" || !errors.Is(err, broken) || in.Offset != 2 {
		t.Errorf("%q, %v, offset %d", word, err, in.Offset)
	}
}

// numbers are float32 numbers whose bits must survive: both zeros, a NaN with a payload,
// the smallest and the largest.
func numbers() []float32 {
	return []float32{0, float32(math.Copysign(0, -1)), 1, -1.5, math.MaxFloat32, math.SmallestNonzeroFloat32,
		float32(math.Inf(1)), math.Float32frombits(0x7fc12345)}
}

// bits returns the bits of vector, which can be compared where numbers are NaN.
func bits(vector []float32) []uint32 {
	all := make([]uint32, len(vector))
	for i, x := range vector {
		all[i] = math.Float32bits(x)
	}
	return all
}

func TestFloats(t *testing.T) {
	b := AppendFloats([]byte("before"), numbers())[len("before"):]
	decoded := make([]float32, len(numbers()))
	if DecodeFloats(decoded, b); !slices.Equal(bits(decoded), bits(numbers())) {
		t.Errorf("decoded %v", decoded)
	}
	in := over(b, 16)
	err := in.Floats(decoded)
	if err != nil || !slices.Equal(bits(decoded), bits(numbers())) || in.Offset != int64(len(b)) {
		t.Errorf("read %v, %v, offset %d", decoded, err, in.Offset)
	}
	for n := range len(b) {
		if err := over(b[:n], 16).Floats(decoded); err == nil || !strings.Contains(err.Error(), "the file ends here") {
			t.Errorf("%d of %d bytes: %v", n, len(b), err)
		}
	}
}

// TestManyFloats: the numbers are the same whether the size of the file is known or not,
// and a number of them that is far beyond the file is an error and not an allocation.
func TestManyFloats(t *testing.T) {
	want := make([]float32, 200_003)
	for i := range want {
		want[i] = float32(i)
	}
	b := AppendFloats(nil, want)
	for _, size := range []int64{0, 1, int64(len(b)), 1 << 20} {
		got, err := over(b, 4096).ManyFloats(len(want), size)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("size %d: %d numbers, %v", size, len(got), err)
		}
	}
	if got, err := over(b, 4096).ManyFloats(0, 0); len(got) != 0 || err != nil {
		t.Errorf("no numbers: %v, %v", got, err)
	}
	var err error
	allocated := testing.Benchmark(func(t *testing.B) {
		for t.Loop() {
			_, err = over(b[:1000], 4096).ManyFloats(1<<40, 1000)
		}
	}).AllocedBytesPerOp()
	if err == nil || allocated > 1<<20 {
		t.Errorf("2^40 numbers in 1,000 bytes: %v, %d bytes allocated", err, allocated)
	}
}

func TestSkip(t *testing.T) {
	in := over([]byte("0123456789"), 16)
	if err := in.Skip(4); err != nil || in.Offset != 4 {
		t.Errorf("%v, offset %d", err, in.Offset)
	}
	if word, err := in.Until('6'); word != "45" || err != nil {
		t.Errorf("%q, %v", word, err)
	}
	if err := in.Skip(0); err != nil {
		t.Error(err)
	}
	if err := in.Skip(4); err == nil || in.Offset != 10 {
		t.Errorf("beyond the end: %v, offset %d", err, in.Offset)
	}
}

func TestCutOff(t *testing.T) {
	other := errors.New("other")
	if !errors.Is(CutOff(other), other) || CutOff(nil) != nil {
		t.Error("an error that is no end of the file was replaced")
	}
	for _, err := range []error{io.EOF, io.ErrUnexpectedEOF} {
		if got := CutOff(err); errors.Is(got, err) || !strings.Contains(got.Error(), "cut off") {
			t.Errorf("%v became %v", err, got)
		}
	}
}

func TestWrite(t *testing.T) {
	var b bytes.Buffer
	w := bufio.NewWriterSize(&b, 16)
	Write(w, []byte("cat"), int32(-2), uint64(3), struct{ A, B uint16 }{4, 5}, []float32{1})
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	want := []byte("cat\xfe\xff\xff\xff\x03\x00\x00\x00\x00\x00\x00\x00\x04\x00\x05\x00\x00\x00\x80\x3f")
	if !bytes.Equal(b.Bytes(), want) {
		t.Errorf("%x, want %x", b.Bytes(), want)
	}
	var a, z int32
	if err := binary.Read(over(b.Bytes()[3:], 16), binary.LittleEndian, &a); err != nil || a != -2 || z != 0 {
		t.Errorf("read %d, %v", a, err)
	}
}
