package embed

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/internal/mmap"
	"github.com/w2vattn/w2vattn/vocab"
)

// The native format is safetensors (github.com/huggingface/safetensors): the
// length of a JSON header as little-endian uint64, the header, the tensors. The
// header names each tensor's type, shape and bytes and holds, as strings under
// "__metadata__", what else a model remembers. Our tensors:
//
//	counts        I64 [V]    how often each word occurred, where known
//	word_offsets  I64 [V+1]  word i is words[word_offsets[i]:word_offsets[i+1]]
//	vectors       F32 [V,D]
//	(further matrices by their names, F32 [V,D])
//	ngrams        F32 [B,D]  the vectors of n-grams, where there are any; how long
//	                         these are says "subwords" in the metadata
//	sorted        I32 [V]    word numbers in the order of the words' bytes
//	words         U8  [n]    the words' UTF-8, one after another
//
// vectors and ngrams may be of type F16, or of type I8: then each row is to be
// multiplied by its number in scales F32 [V] or ngram_scales F32 [B].
//
// Tensors of larger numbers come first, so that each is aligned without gaps,
// and spaces after the header let the tensors begin at a multiple of 64. The
// checksum is the SHA-256 of the whole file with its own 64 digits as zeros.

const (
	tensorCounts  = "counts"
	tensorOffsets = "word_offsets"
	tensorVectors = "vectors"
	tensorScales  = "scales"
	tensorNGrams  = "ngrams"
	tensorNScales = "ngram_scales"
	tensorSorted  = "sorted"
	tensorWords   = "words"

	nativeFormat  = "w2vattn" // metadata "format"
	nativeVersion = "1"       // metadata "format_version"

	maxHeader = 100 << 20 // bytes, as in the reference implementation
)

// A tensorInfo is a tensor's entry in the header.
type tensorInfo struct {
	DType   string   `json:"dtype"`
	Shape   []int64  `json:"shape"`
	Offsets [2]int64 `json:"data_offsets"` // in the bytes after the header
}

// dtypeSize returns the bytes of an element, or 0 for a type that we do not
// use.
func dtypeSize(dtype string) int64 {
	switch dtype {
	case "U8", "I8":
		return 1
	case "F16":
		return 2
	case "F32", "I32":
		return 4
	case "I64", "F64":
		return 8
	}
	return 0
}

// check compares an entry with the type and shape that it must have.
func (t tensorInfo) check(name, dtype string, shape ...int64) error {
	if t.DType != dtype || len(t.Shape) != len(shape) {
		return fmt.Errorf("tensor %s is %s%v, expected %s of %d dimensions", name, t.DType, t.Shape, dtype, len(shape))
	}
	size := dtypeSize(dtype)
	for i, n := range shape {
		if n >= 0 && t.Shape[i] != n || t.Shape[i] < 0 {
			return fmt.Errorf("tensor %s has shape %v, expected %v", name, t.Shape, shape)
		}
		if t.Shape[i] > 0 && size > (1<<62)/t.Shape[i] {
			return fmt.Errorf("tensor %s claims the shape %v, which no file holds", name, t.Shape)
		}
		size *= t.Shape[i]
	}
	if t.Offsets[1]-t.Offsets[0] != size {
		return fmt.Errorf("tensor %s has bytes %v, but its shape %v needs %d", name, t.Offsets, t.Shape, size)
	}
	return nil
}

// openSafetensors reads a native file and checks everything in it.
func openSafetensors(in *input) (*File, error) {
	n := &native{}
	header, err := readHeader(in.r)
	if err != nil {
		return nil, err
	}
	if err := n.parse(header); err != nil {
		return nil, err
	}
	// A byte more than is claimed shows that something follows.
	if n.data, err = readUpTo(in.r, dataEnd(n.tensors)+1, in.size); err != nil {
		return nil, err
	}
	if err := checkLayout(n.tensors, int64(len(n.data))); err != nil {
		return nil, err
	}
	if err := n.checkSum(header); err != nil {
		return nil, err
	}
	return n.assemble()
}

// readUpTo reads up to n bytes, taking no more memory at once than size, what the
// file has, accounts for.
func readUpTo(r io.Reader, n, size int64) ([]byte, error) {
	var b bytes.Buffer
	b.Grow(int(min(n, size)) + bytes.MinRead)
	_, err := io.CopyN(&b, r, n)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return b.Bytes(), err
}

// A native file, as it is being read.
type native struct {
	tensors  map[string]tensorInfo
	metadata map[string]string
	data     []byte   // of the tensors
	file     *mapping // nil if data is in memory
}

func (n *native) parse(header []byte) (err error) {
	n.tensors, n.metadata, err = parseNativeHeader(header[8:])
	return err
}

func (n *native) part(name string) []byte {
	t := n.tensors[name]
	return n.data[t.Offsets[0]:t.Offsets[1]]
}

// checkSum compares the checksum with the bytes.
func (n *native) checkSum(header []byte) error {
	sum, want := sha256.New(), n.metadata["checksum"]
	sum.Write(bytes.Replace(header, []byte(want), []byte(zeroChecksum), 1))
	sum.Write(n.data)
	if got := hex.EncodeToString(sum.Sum(nil)); got != want {
		return fmt.Errorf("the checksum of its bytes is %.12s…, the header says %.12s…: the file was damaged or changed", got, want)
	}
	return nil
}

// raw is JSON in a string, nil if there is none.
func raw(s string) json.RawMessage {
	if !json.Valid([]byte(s)) {
		return nil
	}
	return json.RawMessage(s)
}

// readHeader reads the length and as many bytes, which it does not allocate
// before they come. It returns both.
func readHeader(r io.Reader) ([]byte, error) {
	var header bytes.Buffer
	if _, err := io.CopyN(&header, r, 8); err != nil {
		return nil, fmt.Errorf("byte 0: %w", cutOff(err))
	}
	n := binary.LittleEndian.Uint64(header.Bytes())
	if n > maxHeader {
		return nil, fmt.Errorf("byte 0: the header claims %d bytes, more than the %d that are allowed", n, maxHeader)
	}
	if _, err := io.CopyN(&header, r, int64(n)); err != nil {
		return nil, fmt.Errorf("byte %d of a header of %d: %w", header.Len()-8, n, cutOff(err))
	}
	return header.Bytes(), nil
}

// parseHeaderJSON reads the header of any safetensors file.
func parseHeaderJSON(header []byte) (map[string]tensorInfo, map[string]string, error) {
	var entries map[string]json.RawMessage
	if err := json.Unmarshal(header, &entries); err != nil {
		return nil, nil, fmt.Errorf("the header is no JSON: %w", err)
	}
	var metadata map[string]string
	if text, ok := entries["__metadata__"]; ok {
		if err := json.Unmarshal(text, &metadata); err != nil {
			return nil, nil, fmt.Errorf("the header's __metadata__: %w", err)
		}
	}
	delete(entries, "__metadata__")
	tensors := make(map[string]tensorInfo, len(entries))
	for name, text := range entries {
		var t tensorInfo
		if err := json.Unmarshal(text, &t); err != nil {
			return nil, nil, fmt.Errorf("the header's tensor %s: %w", name, err)
		}
		tensors[name] = t
	}
	return tensors, metadata, nil
}

// parseNativeHeader reads the header of a file that we wrote.
func parseNativeHeader(header []byte) (map[string]tensorInfo, map[string]string, error) {
	tensors, metadata, err := parseHeaderJSON(header)
	if err != nil {
		return nil, nil, err
	}
	if metadata["format"] != nativeFormat {
		return nil, nil, fmt.Errorf("a safetensors file of another program: it has no words in it; if it is part of a %s model, give the folder; else convert it with that program to word2vec text first", Model2Vec)
	}
	if v := metadata["format_version"]; v != nativeVersion {
		return nil, nil, fmt.Errorf("format version %q, but this program reads version %s: a newer program wrote it", v, nativeVersion)
	}
	return tensors, metadata, nil
}

// dataEnd is where the last tensor ends, by the header's word.
func dataEnd(tensors map[string]tensorInfo) int64 {
	var end int64
	for _, t := range tensors {
		end = max(end, min(t.Offsets[1], math.MaxInt64-1))
	}
	return end
}

// checkLayout wants the tensors to cover the data without gap or overlap.
func checkLayout(tensors map[string]tensorInfo, dataSize int64) error {
	names := slices.SortedFunc(maps.Keys(tensors), func(a, b string) int {
		x, y := tensors[a].Offsets, tensors[b].Offsets
		return cmp.Or(cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1]), cmp.Compare(a, b))
	})
	if total := dataEnd(tensors); total != dataSize {
		return fmt.Errorf("the header claims %d bytes of tensors, but %d follow: the file was cut off, or something was added", total, dataSize)
	}
	at := int64(0)
	for _, name := range names {
		switch offsets := tensors[name].Offsets; {
		case offsets[1] < offsets[0]:
			return fmt.Errorf("tensor %s has bytes %v", name, offsets)
		case offsets[0] != at:
			return fmt.Errorf("tensor %s has bytes %v, but the one before it ends at %d", name, offsets, at)
		default:
			at = offsets[1]
		}
	}
	return nil
}

// shape finds V and D.
func (n *native) shape() (v, d int64, err error) {
	vectors, ok := n.tensors[tensorVectors]
	if !ok || len(vectors.Shape) != 2 {
		return 0, 0, fmt.Errorf("there is no tensor %s of two dimensions", tensorVectors)
	}
	v, d = vectors.Shape[0], vectors.Shape[1]
	return v, d, checkTensors(n.tensors, v, d)
}

// assemble makes a table of the tensors and checks their content.
func (n *native) assemble() (*File, error) {
	v, d, err := n.shape()
	if err != nil {
		return nil, err
	}
	words, err := cutWords(n.part(tensorWords), numbers[int64](n.part(tensorOffsets)))
	if err != nil {
		return nil, err
	}
	if err := checkSorted(words, numbers[int32](n.part(tensorSorted))); err != nil {
		return nil, err
	}
	var counts []int64
	if _, ok := n.tensors[tensorCounts]; ok {
		counts = numbers[int64](n.part(tensorCounts))
	}
	vc, err := vocab.New(words, counts)
	if err != nil {
		return nil, err
	}
	f, err := n.finish(vc, v, d)
	if err != nil {
		return nil, err
	}
	for _, name := range append([]string{tensorVectors}, f.MatrixNames()...) {
		m, ok := f.Matrices[name]
		if !ok {
			m = f.Table.vectors
		}
		if err := checkFinite(name, m, words); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// mapNative makes a table of a mapped file. What it checks does not depend on the
// file's size. It returns nil where numbers cannot be used where they lie, or
// are rounded and must be read anyway.
func mapNative(file []byte, m *mapping) (*File, error) {
	header, err := readHeader(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	n := &native{data: file[len(header):], file: m}
	if err := n.parse(header); err != nil {
		return nil, err
	}
	if err := checkLayout(n.tensors, int64(len(n.data))); err != nil {
		return nil, err
	}
	v, d, err := n.shape()
	if err != nil {
		return nil, err
	}
	offsets, ok1 := mmap.Cast[int64](n.part(tensorOffsets))
	sorted, ok2 := mmap.Cast[int32](n.part(tensorSorted))
	counts, ok3 := mmap.Cast[int64](n.part(tensorCounts))
	_, ok4 := mmap.Cast[float32](n.part(tensorVectors))
	if !ok1 || !ok2 || !ok3 || !ok4 || n.tensors[tensorVectors].DType != "F32" {
		return nil, nil
	}
	if _, ok := n.tensors[tensorCounts]; ok && counts == nil {
		counts = []int64{} // of no words
	}
	words, err := vocab.FromPacked(vocab.Packed{
		Text: n.part(tensorWords), Offsets: offsets, Sorted: sorted, Counts: counts,
		Guard: func(look func() error) { m.guard(look) }, //nolint:errcheck // the mapping keeps it
	})
	if err != nil {
		return nil, err
	}
	return n.finish(words, v, d)
}

// finish makes the file of words and tensors.
func (n *native) finish(words *vocab.Vocab, v, d int64) (*File, error) {
	f := &File{Matrices: map[string]blas32.General{}, Checksum: n.metadata["checksum"]}
	vectors, quantized, err := n.matrix(tensorVectors, tensorScales, v, d)
	if err != nil {
		return nil, err
	}
	f.Quantized = quantized
	for _, name := range matrixNames(n.tensors) {
		if f.Matrices[name], _, err = n.matrix(name, "", v, d); err != nil {
			return nil, err
		}
	}
	if f.Table, err = New(words, vectors); err != nil {
		return nil, err
	}
	f.Table.file = n.file
	f.Table.meta = Meta{raw(n.metadata["config"]), raw(n.metadata["tokenizer"]), raw(n.metadata["corpus"])}
	if _, ok := n.tensors[tensorNGrams]; ok {
		err = n.addSubwords(f)
	}
	return f, err
}

// matrix returns a tensor as a matrix, where it lies if that can be.
func (n *native) matrix(name, scales string, rows, cols int64) (m blas32.General, quantized string, err error) {
	m = blas32.General{Rows: int(rows), Cols: int(cols), Stride: int(cols)}
	switch dtype := n.tensors[name].DType; dtype {
	case "F32":
		m.Data = numbers[float32](n.part(name))
	case "F16":
		quantized = QuantizeF16
		m.Data = fromHalves(n.part(name))
	case "I8":
		quantized = QuantizeInt8
		if err = n.tensors[scales].check(scales, "F32", rows); err == nil {
			m.Data = fromInt8(n.part(name), numbers[float32](n.part(scales)))
		}
	default:
		err = fmt.Errorf("tensor %s is of type %s", name, dtype)
	}
	return m, quantized, err
}

// addSubwords gives the table its n-grams.
func (n *native) addSubwords(f *File) error {
	t := n.tensors[tensorNGrams]
	if len(t.Shape) != 2 {
		return fmt.Errorf("tensor %s has shape %v, expected two dimensions", tensorNGrams, t.Shape)
	}
	if err := t.check(tensorNGrams, t.DType, -1, int64(f.Table.Dim())); err != nil {
		return err
	}
	var letters struct{ Min, Max int }
	if err := json.Unmarshal([]byte(n.metadata["subwords"]), &letters); err != nil {
		return fmt.Errorf("the header's subwords: %w", err)
	}
	m, _, err := n.matrix(tensorNGrams, tensorNScales, t.Shape[0], t.Shape[1])
	if err != nil {
		return err
	}
	sub := &Subwords{Min: letters.Min, Max: letters.Max, NGrams: m, file: n.file}
	if err := sub.check(f.Table.Dim()); err != nil {
		return err
	}
	f.Table.subwords = sub
	return nil
}

// checkTensors checks types and shapes for V words of dimension D.
func checkTensors(tensors map[string]tensorInfo, v, d int64) error {
	if v < 0 || v >= 1<<31 || d < 1 || d > maxDim {
		return fmt.Errorf("%d words of dimension %d", v, d)
	}
	err := errors.Join(
		tensors[tensorVectors].check(tensorVectors, tensors[tensorVectors].DType, v, d),
		tensors[tensorOffsets].check(tensorOffsets, "I64", v+1),
		tensors[tensorSorted].check(tensorSorted, "I32", v),
		tensors[tensorWords].check(tensorWords, "U8", -1))
	if counts, ok := tensors[tensorCounts]; ok {
		err = errors.Join(err, counts.check(tensorCounts, "I64", v))
	}
	for _, name := range matrixNames(tensors) {
		err = errors.Join(err, tensors[name].check(name, "F32", v, d))
	}
	return err
}

func checkFinite(name string, m blas32.General, words []string) error {
	for i, x := range m.Data {
		if x-x != 0 {
			return fmt.Errorf("tensor %s: the vector of %q holds %s", name, words[i/m.Cols], strconv.FormatFloat(float64(x), 'g', -1, 32))
		}
	}
	return nil
}
