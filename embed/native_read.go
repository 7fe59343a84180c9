package embed

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/vocab"
)

// The native format is a safetensors file; under "__metadata__" stands what else a
// model remembers. Our tensors:
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
)

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
	f.Table.meta = Meta{raw(n.metadata["config"]), raw(n.metadata["tokenizer"]), raw(n.metadata["corpus"]), n.metadata["program"]}
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
