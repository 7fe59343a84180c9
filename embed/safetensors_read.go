package embed

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"

	"gonum.org/v1/gonum/blas/blas32"

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
//	sorted        I32 [V]    word numbers in the order of the words' bytes
//	words         U8  [B]    the words' UTF-8, one after another
//
// The 8-byte numbers come first, so that each tensor is aligned without gaps,
// and spaces after the header let the tensors begin at a multiple of 64. The
// checksum is the SHA-256 of the whole file with its own 64 digits as zeros.

const (
	tensorCounts  = "counts"
	tensorOffsets = "word_offsets"
	tensorVectors = "vectors"
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
	case "U8":
		return 1
	case "F32", "I32":
		return 4
	case "I64":
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

// readSafetensors reads a native file.
func readSafetensors(r *bufio.Reader) (*File, error) {
	header, err := readHeader(r)
	if err != nil {
		return nil, err
	}
	tensors, metadata, err := parseNativeHeader(header[8:])
	if err != nil {
		return nil, err
	}
	// A byte more than is claimed shows that something follows.
	data, err := io.ReadAll(io.LimitReader(r, dataEnd(tensors)+1))
	if err != nil {
		return nil, err
	}
	if err := checkLayout(tensors, int64(len(data))); err != nil {
		return nil, err
	}
	sum := sha256.New()
	sum.Write(bytes.Replace(header, []byte(metadata["checksum"]), []byte(zeroChecksum), 1))
	sum.Write(data)
	if got, want := hex.EncodeToString(sum.Sum(nil)), metadata["checksum"]; got != want {
		return nil, fmt.Errorf("the checksum of its bytes is %.12s…, the header says %.12s…: the file was damaged or changed", got, want)
	}
	f, err := assemble(tensors, data)
	if err != nil {
		return nil, err
	}
	f.Checksum = metadata["checksum"]
	f.Table = f.Table.WithMeta(Meta{raw(metadata["config"]), raw(metadata["tokenizer"]), raw(metadata["corpus"])})
	return f, nil
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

// parseNativeHeader reads the header.
func parseNativeHeader(header []byte) (map[string]tensorInfo, map[string]string, error) {
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
	if metadata["format"] != nativeFormat {
		return nil, nil, errors.New("a safetensors file of another program: it has no words in it; convert it with that program to word2vec text first")
	}
	if v := metadata["format_version"]; v != nativeVersion {
		return nil, nil, fmt.Errorf("format version %q, but this program reads version %s: a newer program wrote it", v, nativeVersion)
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
	begins := make(map[int64]string, len(tensors))
	for name, t := range tensors {
		if t.Offsets[0] < 0 || t.Offsets[1] < t.Offsets[0] {
			return fmt.Errorf("tensor %s has bytes %v", name, t.Offsets)
		}
		if t.Offsets[0] != t.Offsets[1] {
			begins[t.Offsets[0]] = name
		}
	}
	total := dataEnd(tensors)
	if total != dataSize {
		return fmt.Errorf("the header claims %d bytes of tensors, but %d follow: the file was cut off, or something was added", total, dataSize)
	}
	for at := int64(0); at < total; {
		name, ok := begins[at]
		if !ok {
			return fmt.Errorf("no tensor begins at byte %d of the data", at)
		}
		at = tensors[name].Offsets[1]
	}
	return nil
}

// assemble makes a table of the tensors.
func assemble(tensors map[string]tensorInfo, data []byte) (*File, error) {
	part := func(name string) []byte {
		t := tensors[name]
		return data[t.Offsets[0]:t.Offsets[1]]
	}
	vectors, ok := tensors[tensorVectors]
	if !ok || len(vectors.Shape) != 2 {
		return nil, fmt.Errorf("there is no tensor %s of two dimensions", tensorVectors)
	}
	v, d := vectors.Shape[0], vectors.Shape[1]
	if err := checkTensors(tensors, v, d); err != nil {
		return nil, err
	}
	words, err := cutWords(part(tensorWords), int64s(part(tensorOffsets)))
	if err != nil {
		return nil, err
	}
	if err := checkSorted(words, int32s(part(tensorSorted))); err != nil {
		return nil, err
	}
	var counts []int64
	if _, ok := tensors[tensorCounts]; ok {
		counts = int64s(part(tensorCounts))
	}
	vc, err := vocab.New(words, counts)
	if err != nil {
		return nil, err
	}
	f := &File{Matrices: map[string]blas32.General{}}
	matrix := func(name string) (blas32.General, error) {
		m := blas32.General{Rows: int(v), Cols: int(d), Stride: int(d), Data: float32s(part(name))}
		return m, checkFinite(name, m, words)
	}
	m, err := matrix(tensorVectors)
	if err != nil {
		return nil, err
	}
	if f.Table, err = New(vc, m); err != nil {
		return nil, err
	}
	for _, name := range matrixNames(tensors) {
		if f.Matrices[name], err = matrix(name); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// checkTensors checks types and shapes for V words of dimension D.
func checkTensors(tensors map[string]tensorInfo, v, d int64) error {
	if v < 0 || v >= 1<<31 || d < 1 || d > maxDim {
		return fmt.Errorf("%d words of dimension %d", v, d)
	}
	err := errors.Join(
		tensors[tensorVectors].check(tensorVectors, "F32", v, d),
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
