// Package format says what a file format of vectors is. Each format is a package
// of its own below this one and has a variable Format; package embed lists them.
// docs/contributing/format.md describes how to add one.
package format

import (
	"bufio"
	"encoding/json"
	"io"
	"iter"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed/internal/mapped"
	"github.com/w2vattn/w2vattn/embed/internal/subword"
	"github.com/w2vattn/w2vattn/vocab"
)

// Native is the name of the format that keeps everything. Errors recommend it.
const Native = "safetensors"

// A Format describes one file format: how it is recognised, read and written.
// Functions that are nil cannot be done; one of Open and Load must be set.
type Format struct {
	Name string // on the command line and in documents
	// Extensions are those of file names, with their dot. An extension that several
	// formats have stands for the first of them.
	Extensions []string
	// Folder names the files of a format that is a folder. The first one must exist.
	Folder []string
	// Compressible says that a file may be compressed as a whole (gzip, zstd, bzip2, xz).
	Compressible bool
	// Detect says how well a file's beginning fits the format.
	Detect func(Head) Match

	// Open reads the beginning of a file and returns a Reader of its rows.
	Open func(*Input) (Reader, error)
	// Load reads a whole file whose rows cannot be read one by one.
	Load func(*Input) (*Contents, error)
	// Map makes contents of a mapped file without reading all of it. It returns nil
	// where the file must be read instead.
	Map func(*mapped.File) (*Contents, error)

	// Write writes a file.
	Write func(io.Writer, *Output) error
	// WriteFiles writes a format of several files, each whole or not at all.
	WriteFiles func(path string, out *Output) error

	// ReadDoc, WrittenDoc and WordsDoc are the format's cells in the table of
	// docs/tables.md: what is read, what is written, and what becomes of words.
	ReadDoc, WrittenDoc, WordsDoc string
}

// A Match says how well a file's beginning fits a format. The best one wins, and of
// equal ones the format that is listed first.
type Match int

// The matches, the worst first.
const (
	No       Match = iota
	Fallback       // nothing speaks against the format
	Named          // the file's extension says so, the content leaves it open
	Likely         // the content has the format's structure
	Certain        // the format's first bytes, or an extension that it alone has
)

// A Head is the beginning of a file.
type Head struct {
	Bytes []byte // up to 4096, never none
	Named bool   // whether the file's extension stands for the format
}

// An Input is an opened file.
type Input struct {
	R    *bufio.Reader
	At   io.ReaderAt // nil if the file can only be read from its beginning on
	Size int64       // in bytes; 0 if it is not known
	Path string      // "" if there is only a stream
}

// A Header is what the beginning of a file says of its rows.
type Header struct {
	Rows     int64 // V as the file claims it, or an estimate
	RowBytes int64 // the least that a row takes in the file
	Dim      int   // D, the length of a vector
	Counted  bool  // whether rows have counts
}

// A Row is a word with what is known of it.
type Row struct {
	Word     string
	Count    int64 // how often it occurred, if Header.Counted
	Repaired bool  // whether the word was invalid UTF-8 and its broken bytes became \xNN
}

// A Reader reads a file from its beginning, row by row. Its memory does not grow
// with their number.
type Reader interface {
	Header() Header
	// Next returns the next word and fills vector, of length D. With a nil vector
	// the numbers may be skipped unseen. After the last row the error is io.EOF.
	// Other errors say where in the file they occurred: the line, byte or word.
	Next(vector []float32) (Row, error)
	// Close ends what runs in the background, and closes what the Reader opened.
	Close()
}

// Contents is all that a file holds.
type Contents struct {
	Words   *vocab.Vocab
	Vectors blas32.General // V×D
	Extra
	Duplicates int          // rows that were left out because their word had come before
	Repaired   int          // words that were invalid UTF-8
	Checksum   string       // of a native file
	Quantized  string       // how the vectors were rounded; "" if they were not
	Mapping    *mapped.File // where the matrices lie; nil if they are in memory
}

// Extra is what most formats cannot hold.
type Extra struct {
	Meta     Meta
	Matrices map[string]blas32.General // further V×D matrices by name
	Subwords *subword.Subwords         // nil if unknown words have no vectors
}

// Meta is what a table remembers of its training, as JSON that this package does
// not look into; nil where it is not known.
type Meta struct {
	Config    json.RawMessage // the trainer's configuration
	Tokenizer json.RawMessage // how the corpus was cut into words
	Corpus    json.RawMessage // statistics of the corpus
	Program   string          // name and version of the program that trained the vectors; "" if not known
}

// An Output is what is to be written.
type Output struct {
	Words *vocab.Vocab
	Dim   int
	// Rows yields the V vectors in the order of the words. Each is valid until the
	// next one comes. It can be ranged over several times.
	Rows iter.Seq2[[]float32, error]
	Extra
	Quantize string                      // how the native format rounds; "" if it does not
	Exact    iter.Seq2[[]float32, error] // the vectors before they were rounded to Rows; nil if they were not
}

// An Entry is a word and its vector.
type Entry struct {
	ID     vocab.ID
	Word   string
	Vector []float32
}

// Entries yields words and vectors together. The first error ends the loop.
func (o *Output) Entries() iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		id := vocab.ID(0)
		for v, err := range o.Rows {
			if err != nil {
				yield(Entry{}, err)
				return
			}
			if !yield(Entry{id, o.Words.Word(id), v}, nil) {
				return
			}
			id++
		}
	}
}
