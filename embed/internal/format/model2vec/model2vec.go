// Package model2vec reads the models of model2vec
// (github.com/MinishLab/model2vec). A model is a folder:
//
//	tokenizer.json      the V tokens
//	model.safetensors   the tensor embeddings, V×D as F32, F16 or I8
//
// The scale of I8 numbers is not stored, as only directions matter. Newer
// models have fewer rows than tokens: the tensor mapping (I64 or I32, V) holds
// the row of each token, and weights (F64, F32 or F16, V) the factor of its
// vector.
//
// The vector of token i is
//
//	weights[i] · embeddings[mapping[i]]     without mapping: row i; without weights: 1
//
// tokenizer.json is that of the Hugging Face tokenizers. Its model.vocab is an
// object of ids:
//
//	{"model": {"type": "WordPiece", "vocab": {"[PAD]": 0, "the": 1, "##s": 2}}, "added_tokens": []}
//
// Each token is a word of the table as it is written, with “##” for pieces.
// The tokenizer, which splits the words of a text into tokens, is not read. No
// token occurs twice, because the file is a JSON object.
//
// Tokenizers of the types WordLevel and WordPiece are read. BPE and Unigram are
// refused: their tokens begin with a mark where a word begins (“Ġthe”, “▁the”),
// and those of BPE are often bytes, so that no word of a text would be found
// among them.
package model2vec

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"

	"github.com/w2vattn/w2vattn/embed/internal/binfile"
	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/embed/internal/safetensors"
)

// The files of the folder.
const (
	vectorsName = "model.safetensors"
	tokensName  = "tokenizer.json"
)

// Format is a folder of model2vec. It is not written: a tokenizer would be needed.
var Format = format.Format{
	Name: "model2vec", Folder: []string{vectorsName, tokensName}, Open: open,
	ReadDoc:   "yes: F32, F16, I8, also with the tensors `mapping` and `weights`",
	StreamDoc: "yes; with `mapping`, read whole",
	WordsDoc:  "the tokens as tokenizer.json has them, such as `##s`; BPE and Unigram are refused",
}

// A reader implements format.Reader. It reads the rows in the order of the token ids.
// Without a mapping that is also the order of the file, and one row is in memory at a time.
// With a mapping, tokens share rows in any order, so all rows are in memory, in the type of
// the file.
type reader struct {
	tokens  []string
	header  format.Header
	dtype   string
	rows    *bufio.Reader // of the embeddings, without a mapping
	matrix  []byte        // the bytes of the embeddings, with a mapping
	mapping []int64       // V: the row of each token; nil: token i has row i
	weights []float64     // V: the factor of each vector; nil: 1
	buf     []byte        // the bytes of one row
	seen    int           // the number of tokens that were returned
	file    io.Closer
}

// open reads the tokens and opens the tensors. After an error all files are closed;
// otherwise the reader keeps the file of the tensors open, and Close closes it.
func open(in *format.Input) (format.Reader, error) {
	if in.Path == "" {
		return nil, errors.New("a model2vec folder cannot be read from a stream; give its path")
	}
	tokens, err := os.Open(filepath.Join(in.Path, tokensName))
	if err != nil {
		return nil, err
	}
	defer tokens.Close() //nolint:errcheck // only read from
	words, err := readTokens(tokens)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", tokensName, err)
	}
	file, err := os.Open(filepath.Join(in.Path, vectorsName))
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err == nil {
		var s *reader
		if s, err = newReader(file, info.Size(), words); err == nil {
			s.file = file
			return s, nil
		}
	}
	file.Close() //nolint:errcheck // only read from
	return nil, fmt.Errorf("%s: %w", vectorsName, err)
}

// readTokens reads the tokens of a tokenizer.json by their ids: the object model.vocab and
// the added tokens. The file is decoded as JSON in whole, and fields that are not needed are
// skipped. Ids must be complete, so that each row has a token.
func readTokens(r io.Reader) ([]string, error) {
	var file struct {
		Model struct {
			Type  string          `json:"type"`
			Vocab json.RawMessage `json:"vocab"`
		} `json:"model"`
		Added []struct {
			ID      int64  `json:"id"`
			Content string `json:"content"`
		} `json:"added_tokens"`
	}
	if err := json.NewDecoder(r).Decode(&file); err != nil {
		return nil, err
	}
	if err := checkType(file.Model.Type, file.Model.Vocab); err != nil {
		return nil, err
	}
	ids := map[string]int64{}
	if err := json.Unmarshal(file.Model.Vocab, &ids); err != nil {
		return nil, fmt.Errorf("model.vocab: %w", err)
	}
	for _, a := range file.Added {
		ids[a.Content] = a.ID
	}
	return tokensByID(ids)
}

// checkType returns an error for a tokenizer whose tokens are not words. Old files do not
// have the type; those of Unigram have a list as their vocabulary.
func checkType(kind string, vocab json.RawMessage) error {
	if kind == "" && bytes.HasPrefix(bytes.TrimSpace(vocab), []byte("[")) {
		kind = "Unigram"
	}
	if kind == "" || kind == "WordLevel" || kind == "WordPiece" {
		return nil
	}
	return fmt.Errorf("a tokenizer of the type %q, whose tokens are not the words of a text; only WordLevel and "+
		"WordPiece can be read", kind)
}

// tokensByID returns the tokens in the order of their ids, which must be 0 to len(ids)−1. A
// token that is in the vocabulary and among the added tokens has one id.
func tokensByID(ids map[string]int64) ([]string, error) {
	tokens, taken := make([]string, len(ids)), make([]bool, len(ids))
	for token, id := range ids {
		if id < 0 || id >= int64(len(ids)) || taken[id] {
			return nil, fmt.Errorf("%d tokens, but the id %d is out of range or occurs twice", len(ids), id)
		}
		tokens[id], taken[id] = token, true
	}
	return tokens, nil
}

// newReader reads the header of the tensors and checks their shapes. The type and the shape
// of each tensor must agree with its bytes before anything is allocated for it. The offsets
// in the header count from its end, at byte begin of the file.
func newReader(file io.ReaderAt, size int64, tokens []string) (*reader, error) {
	header, err := safetensors.ReadHeader(io.NewSectionReader(file, 0, size))
	if err != nil {
		return nil, err
	}
	tensors, _, err := safetensors.ParseHeader(header[8:])
	if err != nil {
		return nil, err
	}
	begin := int64(len(header))
	if err := safetensors.CheckLayout(tensors, size-begin); err != nil {
		return nil, err
	}
	e, ok := tensors["embeddings"]
	if !ok || len(e.Shape) != 2 {
		return nil, errors.New("no tensor embeddings of two dimensions")
	}
	if err := format.CheckHeader(e.Shape[0], e.Shape[1]); err != nil {
		return nil, fmt.Errorf("the tensor embeddings has the shape %v", e.Shape)
	}
	if err := e.Check("embeddings", e.DType, e.Shape...); err != nil {
		return nil, err
	}
	s := &reader{tokens: tokens, dtype: e.DType, header: format.Header{Rows: int64(len(tokens)), RowBytes: 1,
		Dim: int(e.Shape[1])}}
	section := func(name string) *io.SectionReader {
		t := tensors[name]
		return io.NewSectionReader(file, begin+t.Offsets[0], t.Offsets[1]-t.Offsets[0])
	}
	return s, s.openTensors(tensors, section)
}

// openTensors opens the embeddings and reads mapping and weights. section returns a reader
// of the bytes of a tensor. Each number of the mapping must be a row of the embeddings.
func (s *reader) openTensors(tensors map[string]safetensors.Tensor, section func(string) *io.SectionReader) error {
	e := tensors["embeddings"]
	width := safetensors.Size(e.DType)
	if e.DType != "F32" && e.DType != "F16" && e.DType != "I8" {
		return fmt.Errorf("the tensor embeddings is of type %s, which is not supported; use F32, F16 or I8", e.DType)
	}
	s.buf = make([]byte, e.Shape[1]*width)
	s.rows = bufio.NewReaderSize(section("embeddings"), 1<<18)
	var err error
	if w, ok := tensors["weights"]; ok {
		if s.weights, err = tensorNumbers("weights", w, section("weights"), int64(len(s.tokens))); err != nil {
			return err
		}
	}
	m, ok := tensors["mapping"]
	if !ok {
		if e.Shape[0] != int64(len(s.tokens)) {
			return fmt.Errorf("%d vectors, but %s has %d tokens", e.Shape[0], tokensName, len(s.tokens))
		}
		return nil
	}
	numbers, err := tensorNumbers("mapping", m, section("mapping"), int64(len(s.tokens)))
	if err != nil {
		return err
	}
	for _, x := range numbers {
		if x != math.Trunc(x) || x < 0 || x >= float64(e.Shape[0]) { // NaN differs from itself
			return fmt.Errorf("the tensor mapping contains row %v, but there are %d rows", x, e.Shape[0])
		}
		s.mapping = append(s.mapping, int64(x))
	}
	s.matrix, err = io.ReadAll(section("embeddings"))
	return err
}

// tensorNumbers reads a tensor of n numbers. Integers become float64, which is exact up to
// 2⁵³.
func tensorNumbers(name string, t safetensors.Tensor, r io.Reader, n int64) ([]float64, error) {
	if err := t.Check(name, t.DType, n); err != nil {
		return nil, err
	}
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	numbers := make([]float64, n)
	if !safetensors.Decode(numbers, t.DType, data) {
		return nil, fmt.Errorf("the tensor %s is of type %s", name, t.DType)
	}
	return numbers, nil
}

// Header implements format.Reader.
func (s *reader) Header() format.Header { return s.header }

// Close implements format.Reader. The file of the tokens is closed by open.
func (s *reader) Close() {
	if s.file != nil {
		s.file.Close() //nolint:errcheck // only read from
	}
}

// Next implements format.Reader. With a nil vector the row is read all the same, to keep
// the position in the file.
func (s *reader) Next(vector []float32) (format.Row, error) {
	if s.seen == len(s.tokens) {
		return format.Row{}, io.EOF
	}
	token := s.tokens[s.seen]
	b, err := s.bytes(s.seen)
	s.seen++
	if err == nil {
		err = format.CheckWord(token)
	}
	if err == nil && vector != nil {
		safetensors.Decode(vector, s.dtype, b)
		if s.weights != nil {
			for i := range vector {
				vector[i] = float32(float64(vector[i]) * s.weights[s.seen-1])
			}
		}
		err = format.CheckVector(token, vector)
	}
	if err != nil {
		return format.Row{}, fmt.Errorf("token %d of %d: %w", s.seen, len(s.tokens), err)
	}
	return format.Row{Word: token}, nil
}

// bytes returns the bytes of the vector of token i, valid until the next call. Without a
// mapping, i must ascend by one. A file that is shorter than its header claims is an error
// here.
func (s *reader) bytes(i int) ([]byte, error) {
	if s.mapping != nil {
		begin := int(s.mapping[i]) * len(s.buf)
		return s.matrix[begin : begin+len(s.buf)], nil
	}
	_, err := io.ReadFull(s.rows, s.buf)
	if err != nil {
		err = binfile.CutOff(err)
	}
	return s.buf, err
}
