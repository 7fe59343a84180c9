package embed

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
)

// A model2vec model (github.com/MinishLab/model2vec) is a folder: in
// model.safetensors the tensor embeddings, V×D as F32, F16, or I8 (whose scale
// is not kept, as only directions count), in tokenizer.json the V tokens. Newer
// ones have fewer rows than tokens: the tensor mapping (I64 or I32, V) names
// each token's row, and weights (F64, F32 or F16, V) what it is multiplied by.
// Tokens are taken as they stand, ## and all, each the word of its vector; which
// tokens a word of a text consists of, the tokenizer decides, which is not
// read. A token that stands twice cannot be: the file is a JSON object.

// The files of the folder.
const (
	model2VecVectors = "model.safetensors"
	model2VecTokens  = "tokenizer.json"
)

// A model2VecSource reads the rows in the order of the tokens' numbers.
type model2VecSource struct {
	tokens  []string
	form    shape
	dtype   string
	rows    *bufio.Reader // of the tensor
	matrix  []byte        // of all rows, where they are mapped
	mapping []int64
	weights []float64
	buf     []byte
	seen    int
	file    io.Closer
}

func openModel2Vec(in *input) (source, error) {
	if in.path == "" {
		return nil, errors.New("a folder, which cannot be read as a stream")
	}
	tokens, err := os.Open(filepath.Join(in.path, model2VecTokens))
	if err != nil {
		return nil, err
	}
	defer tokens.Close() //nolint:errcheck // only read from
	words, err := readTokens(tokens)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", model2VecTokens, err)
	}
	file, err := os.Open(filepath.Join(in.path, model2VecVectors))
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err == nil {
		var s *model2VecSource
		if s, err = newModel2VecSource(file, info.Size(), words); err == nil {
			s.file = file
			return s, nil
		}
	}
	file.Close() //nolint:errcheck // only read from
	return nil, fmt.Errorf("%s: %w", model2VecVectors, err)
}

// readTokens reads the tokens of a tokenizer.json by their numbers: the object
// model.vocab of a WordPiece or BPE model, the list of a Unigram model, and the
// added tokens.
func readTokens(r io.Reader) ([]string, error) {
	var file struct {
		Model struct {
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
	ids := map[string]int64{}
	if vocab := bytes.TrimSpace(file.Model.Vocab); bytes.HasPrefix(vocab, []byte("[")) {
		var list [][]any
		if err := json.Unmarshal(vocab, &list); err != nil {
			return nil, err
		}
		return unigramTokens(list)
	} else if err := json.Unmarshal(vocab, &ids); err != nil {
		return nil, fmt.Errorf("model.vocab: %w", err)
	}
	for _, a := range file.Added {
		ids[a.Content] = a.ID
	}
	return tokensByID(ids)
}

// unigramTokens reads pairs of token and score.
func unigramTokens(list [][]any) ([]string, error) {
	tokens := make([]string, len(list))
	for i, pair := range list {
		var ok bool
		if len(pair) > 0 {
			tokens[i], ok = pair[0].(string)
		}
		if !ok {
			return nil, fmt.Errorf("entry %d of model.vocab has no token", i)
		}
	}
	return tokens, nil
}

func tokensByID(ids map[string]int64) ([]string, error) {
	tokens, taken := make([]string, len(ids)), make([]bool, len(ids))
	for token, id := range ids {
		if id < 0 || id >= int64(len(ids)) || taken[id] {
			return nil, fmt.Errorf("%d tokens, but one has a number that is too high or another's: %d", len(ids), id)
		}
		tokens[id], taken[id] = token, true
	}
	return tokens, nil
}

// newModel2VecSource reads the header of the tensors and finds the rows.
func newModel2VecSource(file io.ReaderAt, size int64, tokens []string) (*model2VecSource, error) {
	header, err := readHeader(io.NewSectionReader(file, 0, size))
	if err != nil {
		return nil, err
	}
	tensors, _, err := parseHeaderJSON(header[8:])
	if err != nil {
		return nil, err
	}
	begin := int64(len(header))
	if err := checkLayout(tensors, size-begin); err != nil {
		return nil, err
	}
	e, ok := tensors["embeddings"]
	if !ok || len(e.Shape) != 2 {
		return nil, errors.New("there is no tensor embeddings of two dimensions")
	}
	if err := checkHeader(e.Shape[0], e.Shape[1]); err != nil {
		return nil, fmt.Errorf("the tensor embeddings has the shape %v", e.Shape)
	}
	if err := e.check("embeddings", e.DType, e.Shape...); err != nil {
		return nil, err
	}
	s := &model2VecSource{tokens: tokens, dtype: e.DType, form: shape{rows: int64(len(tokens)), rowBytes: 1, dim: int(e.Shape[1])}}
	section := func(name string) *io.SectionReader {
		t := tensors[name]
		return io.NewSectionReader(file, begin+t.Offsets[0], t.Offsets[1]-t.Offsets[0])
	}
	return s, s.find(tensors, section)
}

// find opens the tensors.
func (s *model2VecSource) find(tensors map[string]tensorInfo, section func(string) *io.SectionReader) error {
	e := tensors["embeddings"]
	width := dtypeSize(e.DType)
	if e.DType != "F32" && e.DType != "F16" && e.DType != "I8" {
		return fmt.Errorf("the tensor embeddings is of type %s; known are F32, F16 and I8", e.DType)
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
			return fmt.Errorf("%d vectors, but %s has %d tokens", e.Shape[0], model2VecTokens, len(s.tokens))
		}
		return nil
	}
	numbers, err := tensorNumbers("mapping", m, section("mapping"), int64(len(s.tokens)))
	if err != nil {
		return err
	}
	for _, x := range numbers {
		if x < 0 || x >= float64(e.Shape[0]) {
			return fmt.Errorf("the tensor mapping names row %v of %d", x, e.Shape[0])
		}
		s.mapping = append(s.mapping, int64(x))
	}
	s.matrix, err = io.ReadAll(section("embeddings"))
	return err
}

// tensorNumbers reads a tensor of n numbers.
func tensorNumbers(name string, t tensorInfo, r io.Reader, n int64) ([]float64, error) {
	if err := t.check(name, t.DType, n); err != nil {
		return nil, err
	}
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	numbers := make([]float64, n)
	width := int(dtypeSize(t.DType))
	for i := range numbers {
		b := data[i*width:]
		switch t.DType {
		case "F64":
			numbers[i] = math.Float64frombits(binary.LittleEndian.Uint64(b))
		case "F32":
			numbers[i] = float64(math.Float32frombits(binary.LittleEndian.Uint32(b)))
		case "F16":
			numbers[i] = float64(fromHalf(binary.LittleEndian.Uint16(b)))
		case "I64":
			numbers[i] = float64(int64(binary.LittleEndian.Uint64(b)))
		case "I32":
			numbers[i] = float64(int32(binary.LittleEndian.Uint32(b)))
		default:
			return nil, fmt.Errorf("the tensor %s is of type %s", name, t.DType)
		}
	}
	return numbers, nil
}

func (s *model2VecSource) shape() shape { return s.form }

func (s *model2VecSource) close() {
	if s.file != nil {
		s.file.Close() //nolint:errcheck // only read from
	}
}

// next returns the next token.
func (s *model2VecSource) next(vector []float32) (row, error) {
	if s.seen == len(s.tokens) {
		return row{}, io.EOF
	}
	token := s.tokens[s.seen]
	b, err := s.bytes(s.seen)
	s.seen++
	if err == nil {
		err = checkWord(token)
	}
	if err == nil && vector != nil {
		decodeNumbers(vector, s.dtype, b)
		if s.weights != nil {
			for i := range vector {
				vector[i] = float32(float64(vector[i]) * s.weights[s.seen-1])
			}
		}
		err = checkVector(token, vector)
	}
	if err != nil {
		return row{}, fmt.Errorf("token %d of %d: %w", s.seen, len(s.tokens), err)
	}
	return row{word: token}, nil
}

// bytes returns the row of token i.
func (s *model2VecSource) bytes(i int) ([]byte, error) {
	if s.mapping != nil {
		begin := int(s.mapping[i]) * len(s.buf)
		return s.matrix[begin : begin+len(s.buf)], nil
	}
	_, err := io.ReadFull(s.rows, s.buf)
	if err != nil {
		err = cutOff(err)
	}
	return s.buf, err
}

// decodeNumbers reads little-endian numbers of one of the types F32, F16, I8.
func decodeNumbers(dst []float32, dtype string, b []byte) {
	switch dtype {
	case "F32":
		decodeFloats(dst, b)
	case "F16":
		for i := range dst {
			dst[i] = fromHalf(binary.LittleEndian.Uint16(b[2*i:]))
		}
	case "I8":
		for i := range dst {
			dst[i] = float32(int8(b[i]))
		}
	}
}
