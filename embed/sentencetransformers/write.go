package sentencetransformers

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/internal/atomicfile"
	"github.com/w2vattn/w2vattn/tokenize"
)

// Name is the name of the format.
const Name embed.Format = "sentence-transformers"

// Info describes the format.
var Info = embed.FormatInfo{
	Name: Name, Folder: true, Read: "as model2vec", Written: "yes, for models with the tokenizer `space` or `words`",
	Streamed: "yes", Words: "any UTF-8 but `[UNK]`",
}

// Options are what a folder holds beside the vectors.
type Options struct {
	// Tokenizer describes how the sentences of the model are cut.
	Tokenizer tokenize.Config
	// Pretokenized writes a tokenizer that cuts text at white space alone, for text that
	// was cut by this module before.
	Pretokenized bool
	// SIF is the constant a of the weights a/(a + p) of Arora et al. (2017), with p the
	// relative frequency of a word; 0: no weights. The words must be counted.
	SIF float64
	// Card holds sections of Markdown for the model card: what the vectors were trained on,
	// how, and how good they are.
	Card string
}

// ErrExists reports a folder that exists and is not empty.
var ErrExists = errors.New("the folder exists and is not empty; remove it or name another")

// Write writes the words and vectors of s to the folder dir, which must not exist or be
// empty. Vectors are streamed: memory does not grow with their number. The folder appears
// as a whole or not at all. Errors are a *TokenizerError, ErrExists, and those of files.
func Write(dir string, s *embed.Stream, o Options) (err error) {
	cut, err := preTokenizer(o.Tokenizer, o.Pretokenized)
	if err != nil {
		return err
	}
	normalize := normalizer(o.Tokenizer)
	if o.Pretokenized {
		normalize = nil
	}
	if _, taken := s.Words.ID(unknown); taken {
		return fmt.Errorf("the word %s stands for unknown words in these libraries; select the other words with --words",
			unknown)
	}
	if o.SIF != 0 && !s.Words.Counted() {
		return errors.New("weights need the counts of the words, which these vectors lack")
	}
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return fmt.Errorf("%s: %w", dir, ErrExists)
	}
	temporary, err := os.MkdirTemp(filepath.Dir(filepath.Clean(dir)), "."+filepath.Base(dir)+"-*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(temporary)) }()
	files := []struct {
		name  string
		write func(io.Writer) error
	}{
		{"model.safetensors", func(w io.Writer) error { return writeTensors(w, s, o.SIF) }},
		{"tokenizer.json", func(w io.Writer) error { return writeTokenizer(w, s.Words, normalize, cut) }},
		{"config.json", func(w io.Writer) error {
			return writeJSON(w, object{"normalize": false, "embedding_dtype": "float32"})
		}},
		{"modules.json", func(w io.Writer) error {
			return writeJSON(w, []object{{"idx": 0, "name": "0", "path": ".",
				"type": "sentence_transformers.models.StaticEmbedding"}})
		}},
		{"README.md", func(w io.Writer) error { return writeCard(w, s, o) }},
	}
	for _, f := range files {
		if err := atomicfile.Write(filepath.Join(temporary, f.name), f.write); err != nil {
			return err
		}
	}
	if err := os.Chmod(temporary, 0o755); err != nil { // MkdirTemp makes it private
		return err
	}
	// An empty folder: os.Rename replaces files, but not folders.
	if err := os.Remove(dir); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return os.Rename(temporary, dir)
}

// writeJSON writes a value as indented JSON.
func writeJSON(w io.Writer, value any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(value)
}

// writeTensors writes model.safetensors: a row of zeros for unknown words, then a row for
// each word, and the weights. The format (https://github.com/huggingface/safetensors) is
//
//	8 bytes   the length n of the header, uint64, little-endian
//	n bytes   JSON: the type, the shape and the place of each tensor, then spaces, so that
//	          the tensors begin at a multiple of 64 bytes
//	tensors   little-endian; data_offsets count from the end of the header
//
// Everything that the header says is known beforehand, so the rows are streamed. The weight of a
// word is a/(a + p), as Options.SIF says; that of unknown words is 0.
func writeTensors(w io.Writer, s *embed.Stream, sif float64) error {
	rows, dim := s.Words.Len()+1, s.Dim
	size := 4 * rows * dim
	tensors := fmt.Sprintf(`{"embeddings":{"dtype":"F32","shape":[%d,%d],"data_offsets":[0,%d]}`, rows, dim, size)
	if sif != 0 {
		tensors += fmt.Sprintf(`,"weights":{"dtype":"F64","shape":[%d],"data_offsets":[%d,%d]}`, rows, size, size+8*rows)
	}
	header := []byte(tensors + "}")
	for (8+len(header))%64 != 0 {
		header = append(header, ' ')
	}
	b := bufio.NewWriterSize(w, 1<<18)
	// An error of b is kept and returned by Flush.
	b.Write(binary.LittleEndian.AppendUint64(nil, uint64(len(header)))) //nolint:errcheck // see above
	b.Write(header)                                                     //nolint:errcheck // see above
	b.Write(make([]byte, 4*dim))                                        //nolint:errcheck // see above
	var buf []byte
	written := 1
	for vector, err := range s.Rows {
		if err != nil {
			return err
		}
		buf, _ = binary.Append(buf[:0], binary.LittleEndian, vector)
		if _, err := b.Write(buf); err != nil {
			return err
		}
		written++
	}
	if written != rows {
		return fmt.Errorf("%d rows, but %d words", written-1, rows-1)
	}
	if sif != 0 {
		total := float64(s.Words.Total())
		b.Write(make([]byte, 8)) //nolint:errcheck // see above
		for id := range s.Words.All() {
			weight := sif / (sif + float64(s.Words.Count(id))/total)
			buf, _ = binary.Append(buf[:0], binary.LittleEndian, weight)
			b.Write(buf) //nolint:errcheck // see above
		}
	}
	return b.Flush()
}

// writeCard writes README.md with the metadata that model hubs read.
func writeCard(w io.Writer, s *embed.Stream, o Options) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "---\nlibrary_name: sentence-transformers\npipeline_tag: sentence-similarity\n"+
		"tags: [word-vectors, static-embeddings, model2vec, w2vattn]\n---\n\n")
	fmt.Fprintf(&b, "# Word vectors of w2vattn\n\n%d words × %d numbers. The vector of a sentence is the mean of the\n"+
		"vectors of its words.\n\n", s.Words.Len(), s.Dim)
	fmt.Fprintf(&b, "```python\nfrom sentence_transformers import SentenceTransformer\nmodel = SentenceTransformer(\"FOLDER\")\n"+
		"# or: from model2vec import StaticModel; model = StaticModel.from_pretrained(\"FOLDER\")\n"+
		"vectors = model.encode([\"a sentence\", \"another one\"])\n```\n\n")
	if o.Pretokenized {
		fmt.Fprintf(&b, "Text must be cut into tokens by `w2vattn tokenize` before, and its tokens joined by spaces.\n\n")
	}
	if o.SIF != 0 {
		fmt.Fprintf(&b, "Each vector is multiplied by %g/(%g + p), p being the relative frequency of the word, by\n"+
			"model2vec and sentence-transformers 6.2; older versions of the latter may leave out the weight.\n\n", o.SIF, o.SIF)
	}
	b.WriteString(o.Card)
	_, err := w.Write(b.Bytes())
	return err
}
