// Package native is the format of this project, a safetensors file with these
// tensors:
//
//	counts        I64 [V]    how often each word occurred; may be missing
//	word_offsets  I64 [V+1]  word i is words[word_offsets[i]:word_offsets[i+1]]
//	vectors       F32 [V,D]
//	(matrices of the trainer by their names, such as output vectors: F32 [V,n], mostly [V,D])
//	ngrams        F32 [B,D]  the vectors of n-grams; may be missing
//	sorted        I32 [V]    the ids in the order of the words' bytes
//	words         U8  [n]    the words in UTF-8, one after another
//
// vectors and ngrams may also be of type F16, or of type I8: then each row is
// to be multiplied by its number in scales F32 [V] or ngram_scales F32 [B].
//
// The metadata has these strings; those from config on may be missing:
//
//	format          "w2vattn"
//	format_version  "1"
//	checksum        64 hexadecimal digits
//	config          JSON, the configuration of the trainer
//	tokenizer       JSON, how the corpus was cut into words
//	corpus          JSON, statistics of the corpus
//	program         name and version of the program that trained the vectors
//	subwords        JSON, the lengths of n-grams: {"min":3,"max":6}
//
// The file has these parts, as every safetensors file:
//
//	byte 0    the length n of the header, uint64, little-endian
//	byte 8    the header, n bytes of JSON, spaces at its end
//	byte 8+n  the tensors in ascending order of their offsets, without gaps; 8+n is a
//	          multiple of 64
//
// Tensors of larger numbers come first, so each is aligned to its elements. Therefore a
// mapped file is used without a copy: a word is found by binary search in
// sorted. The checksum is the SHA-256 of the whole file with its own 64 digits
// as zeros.
//
// In Python, without this project:
//
//	t = safetensors.numpy.load_file("m.safetensors")
//	o, text = t["word_offsets"], t["words"].tobytes()
//	words = [text[a:b].decode() for a, b in zip(o, o[1:])]
//	vector = t["vectors"][words.index("cat")]
package native

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/embed/internal/mapped"
	"github.com/w2vattn/w2vattn/embed/internal/safetensors"
	"github.com/w2vattn/w2vattn/embed/internal/subword"
	"github.com/w2vattn/w2vattn/vocab"
)

// The names of the tensors, and the values of two strings of the metadata.
const (
	tensorCounts  = "counts"
	tensorOffsets = "word_offsets"
	tensorVectors = "vectors"
	tensorScales  = "scales"
	tensorNGrams  = "ngrams"
	tensorNScales = "ngram_scales"
	tensorSorted  = "sorted"
	tensorWords   = "words"

	program = "w2vattn" // metadata "format"
	version = "1"       // metadata "format_version"
)

// Format is the native format.
var Format = format.Format{
	Name: format.Native, Extensions: []string{".safetensors"}, Detect: detect, Load: load, Map: mapFile, Write: write,
	ReadDoc: "yes, mapped into memory", WrittenDoc: "yes, with everything that a model has",
	StreamDoc: "yes, mapped",
	WordsDoc:  "any UTF-8; no word occurs twice",
}

// detect accepts a header of a possible length that begins with a brace. The extension is
// not needed.
func detect(h format.Head) format.Match {
	if len(h.Bytes) > 8 && h.Bytes[8] == '{' && binary.LittleEndian.Uint64(h.Bytes) <= safetensors.MaxHeader {
		return format.Certain
	}
	return format.No
}

// load reads a file into memory and checks everything in it, the checksum included. The
// order matters: the layout is checked before tensors are cut out of the data, and the
// checksum before the contents, so that damage is reported as such.
func load(in *format.Input) (*format.Contents, error) {
	n := &file{}
	header, err := safetensors.ReadHeader(in.R)
	if err != nil {
		return nil, err
	}
	if err := n.parse(header); err != nil {
		return nil, err
	}
	// A byte more than is claimed shows that something follows.
	if n.data, err = readUpTo(in.R, safetensors.DataEnd(n.tensors)+1, in.Size); err != nil {
		return nil, err
	}
	if err := safetensors.CheckLayout(n.tensors, int64(len(n.data))); err != nil {
		return nil, err
	}
	if err := n.checkSum(header); err != nil {
		return nil, err
	}
	return n.readAll()
}

// readUpTo reads up to n bytes. size is that of the file: no more memory is allocated
// before the bytes are read. With an unknown size of 0 the buffer grows as bytes arrive.
func readUpTo(r io.Reader, n, size int64) ([]byte, error) {
	var b bytes.Buffer
	b.Grow(int(min(n, size)) + bytes.MinRead)
	_, err := io.CopyN(&b, r, n)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return b.Bytes(), err
}

// A file is a native file that is being read. The tensors are parts of data.
type file struct {
	tensors  map[string]safetensors.Tensor
	metadata map[string]string
	data     []byte       // the bytes of the tensors
	mapping  *mapped.File // nil if data is in memory
}

// parse parses the header and checks that this project wrote the file.
func (n *file) parse(header []byte) (err error) {
	n.tensors, n.metadata, err = safetensors.ParseHeader(header[8:])
	if err != nil {
		return err
	}
	if n.metadata["format"] != program {
		return errors.New("a safetensors file of another program, without words; if it is part of a model2vec model, " +
			"give " +
			"its folder; otherwise convert it to word2vec text with that program")
	}
	if v := n.metadata["format_version"]; v != version {
		return fmt.Errorf("format version %q, which a newer program wrote; this one reads version %s", v, version)
	}
	return nil
}

// tensor returns the bytes of a tensor. CheckLayout has made sure that the offsets are
// inside data. A missing tensor has no bytes.
func (n *file) tensor(name string) []byte {
	t := n.tensors[name]
	return n.data[t.Offsets[0]:t.Offsets[1]]
}

// checkSum compares the checksum with the bytes. The header contains the checksum itself,
// which zeros replace for the computation.
func (n *file) checkSum(header []byte) error {
	sum, want := sha256.New(), n.metadata["checksum"]
	sum.Write(bytes.Replace(header, []byte(want), []byte(zeroChecksum), 1))
	sum.Write(n.data)
	if got := hex.EncodeToString(sum.Sum(nil)); got != want {
		return fmt.Errorf("the checksum of its bytes is %.12s…, the header says %.12s…: the file was damaged or changed",
			got, want)
	}
	return nil
}

// validJSON returns s if it is JSON, and nil otherwise. Damaged metadata does not make the
// vectors unreadable.
func validJSON(s string) json.RawMessage {
	if !json.Valid([]byte(s)) {
		return nil
	}
	return json.RawMessage(s)
}

// shape returns V and D and checks the types and shapes of all tensors. V and D come from
// the shape of the vectors, and all other tensors must agree.
func (n *file) shape() (v, d int64, err error) {
	vectors, ok := n.tensors[tensorVectors]
	if !ok || len(vectors.Shape) != 2 {
		return 0, 0, fmt.Errorf("no tensor %s of two dimensions", tensorVectors)
	}
	v, d = vectors.Shape[0], vectors.Shape[1]
	return v, d, checkTensors(n.tensors, v, d)
}

// readAll returns the contents and checks them: offsets, UTF-8, the sorted order, and that
// all numbers are finite. It returns the first error in this order.
func (n *file) readAll() (*format.Contents, error) {
	v, d, err := n.shape()
	if err != nil {
		return nil, err
	}
	words, err := cutWords(n.tensor(tensorWords), numbers[int64](n.tensor(tensorOffsets)))
	if err != nil {
		return nil, err
	}
	if err := checkSorted(words, numbers[int32](n.tensor(tensorSorted))); err != nil {
		return nil, err
	}
	var counts []int64
	if _, ok := n.tensors[tensorCounts]; ok {
		counts = numbers[int64](n.tensor(tensorCounts))
	}
	vc, err := vocab.New(words, counts)
	if err != nil {
		return nil, err
	}
	c, err := n.contents(vc, v, d)
	if err != nil {
		return nil, err
	}
	if err := checkFinite(tensorVectors, c.Vectors, words); err != nil {
		return nil, err
	}
	for _, name := range MatrixNames(c.Matrices) {
		if err := checkFinite(name, c.Matrices[name], words); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// contents returns the contents, given the words. It checks nothing that depends on the
// number of words. Both load and mapFile use it.
func (n *file) contents(words *vocab.Vocab, v, d int64) (*format.Contents, error) {
	c := &format.Contents{Words: words, Checksum: n.metadata["checksum"], Mapping: n.mapping}
	c.Matrices = map[string]blas32.General{}
	var err error
	if c.Vectors, c.Quantized, err = n.matrix(tensorVectors, tensorScales, v, d); err != nil {
		return nil, err
	}
	for _, name := range MatrixNames(n.tensors) {
		if c.Matrices[name], _, err = n.matrix(name, "", v, n.tensors[name].Shape[1]); err != nil {
			return nil, err
		}
	}
	c.Meta = format.Meta{
		Config: validJSON(n.metadata["config"]), Tokenizer: validJSON(n.metadata["tokenizer"]),
		Corpus: validJSON(n.metadata["corpus"]), Program: n.metadata["program"],
	}
	if _, ok := n.tensors[tensorNGrams]; ok {
		c.Subwords, err = n.subwords(int(d))
	}
	return c, err
}

// matrix returns a tensor as a matrix. F32 is used without a copy where possible; F16 and
// I8, which is multiplied by scales, are converted. quantized is how the numbers were
// rounded, or "". The matrix of a mapped file is the file itself.
func (n *file) matrix(name, scales string, rows, cols int64) (m blas32.General, quantized string, err error) {
	m = blas32.General{Rows: int(rows), Cols: int(cols), Stride: int(cols)}
	switch dtype := n.tensors[name].DType; dtype {
	case "F32":
		m.Data = numbers[float32](n.tensor(name))
	case "F16":
		quantized = QuantizeF16
		m.Data = decode(dtype, n.tensor(name))
	case "I8":
		quantized = QuantizeInt8
		if err = n.tensors[scales].Check(scales, "F32", rows); err == nil {
			m.Data = scaled(decode(dtype, n.tensor(name)), numbers[float32](n.tensor(scales)))
		}
	default:
		err = fmt.Errorf("tensor %s is of type %s", name, dtype)
	}
	return m, quantized, err
}

// subwords returns the subwords of the tensor ngrams. Min and Max are in the metadata.
func (n *file) subwords(dim int) (*subword.Subwords, error) {
	t := n.tensors[tensorNGrams]
	if len(t.Shape) != 2 {
		return nil, fmt.Errorf("tensor %s has shape %v, expected two dimensions", tensorNGrams, t.Shape)
	}
	if err := t.Check(tensorNGrams, t.DType, -1, int64(dim)); err != nil {
		return nil, err
	}
	var letters struct{ Min, Max int }
	if err := json.Unmarshal([]byte(n.metadata["subwords"]), &letters); err != nil {
		return nil, fmt.Errorf("the header's subwords: %w", err)
	}
	m, _, err := n.matrix(tensorNGrams, tensorNScales, t.Shape[0], t.Shape[1])
	if err != nil {
		return nil, err
	}
	s := subword.New(letters.Min, letters.Max, m, n.mapping)
	return s, s.Check(dim)
}

// checkTensors checks the types and shapes of all tensors for V words of dimension D.
// Errors of several tensors are joined.
func checkTensors(tensors map[string]safetensors.Tensor, v, d int64) error {
	if v < 0 || v >= 1<<31 || d < 1 || d > format.MaxDim {
		return fmt.Errorf("%d words of dimension %d", v, d)
	}
	err := errors.Join(
		tensors[tensorVectors].Check(tensorVectors, tensors[tensorVectors].DType, v, d),
		tensors[tensorOffsets].Check(tensorOffsets, "I64", v+1),
		tensors[tensorSorted].Check(tensorSorted, "I32", v),
		tensors[tensorWords].Check(tensorWords, "U8", -1))
	if counts, ok := tensors[tensorCounts]; ok {
		err = errors.Join(err, counts.Check(tensorCounts, "I64", v))
	}
	for _, name := range MatrixNames(tensors) {
		err = errors.Join(err, checkMatrix(name, tensors[name], v))
	}
	return err
}

// checkMatrix checks the type and shape of a matrix of the trainer, which has a row of at
// least one number for each of V words.
func checkMatrix(name string, t safetensors.Tensor, v int64) error {
	err := t.Check(name, "F32", v, -1)
	if err == nil && t.Shape[1] < 1 {
		err = fmt.Errorf("tensor %s has shape %v, expected rows of at least one number", name, t.Shape)
	}
	return err
}

// checkFinite returns an error if the matrix holds NaN or an infinity. The error names the
// word, so that a user finds the row.
func checkFinite(name string, m blas32.General, words []string) error {
	for i, x := range m.Data {
		if x-x != 0 {
			return fmt.Errorf("tensor %s: the vector of %q holds %s", name, words[i/m.Cols],
				strconv.FormatFloat(float64(x),
					'g', -1, 32))
		}
	}
	return nil
}
