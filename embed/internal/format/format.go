// Package format defines what a file format of vectors is. Each format is a
// package below this one with a variable Format, which package embed lists.
// docs/contributing/format.md describes how to add one.
//
// A format reads an [Input] as a [Reader], row by row in constant memory, or
// as [Contents], and writes an [Output]. It does not import package embed,
// which detects formats, drops rows of words that occur twice, and adds the
// path to errors.
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

// Native is the name of the format that stores everything. Errors of other
// formats recommend it.
const Native = "safetensors"

// A Format describes one file format: how it is detected, read and written. A
// nil function means that the format does not support it. Exactly one of Open
// and Load is set.
type Format struct {
	// Name is the name on the command line, in documents and in messages. It is the
	// value of the Format that package embed exports.
	Name string
	// Extensions are the extensions of file names, with the dot. If several formats have
	// the same extension, it stands for the one that is listed first.
	Extensions []string
	// Folder names the files of a format that is a folder. The first one must exist.
	Folder []string
	// Compressible means that a file may be compressed as a whole (gzip, bzip2, xz, zstd).
	Compressible bool
	// Detect returns how well the beginning of a file fits the format. It must not
	// depend on bytes after those it gets: a number or a word at their end may be cut.
	// It is nil for a folder.
	Detect func(Head) Match

	// Open reads the header of a file and returns a Reader of its rows. After an error
	// nothing is open and no goroutine runs. The input is closed by the caller, after the
	// Reader.
	Open func(*Input) (Reader, error)
	// Load reads a whole file, if its rows cannot be read one by one. It leaves out rows
	// whose word occurred before, and counts them.
	Load func(*Input) (*Contents, error)
	// Map returns contents that lie in a mapped file, in time that does not depend on
	// its size. It returns nil if the file must be read instead.
	Map func(*mapped.File) (*Contents, error)

	// Write writes a file. A word that the format cannot store is an error. w need not be
	// buffered for large writes; small ones should be collected.
	Write func(io.Writer, *Output) error
	// WriteFiles writes a format of several files, each whole or not at all. path is that
	// of the first.
	WriteFiles func(path string, out *Output) error
	// CheckPath returns an error if a file cannot be written to path, for another reason
	// than that its folder or the file cannot be written. nil: there is none.
	CheckPath func(path string) error

	// ReadDoc, WrittenDoc, StreamDoc and WordsDoc are the format's cells in the table of
	// docs/formats.md: what is read, what is written, whether vectors are read and written
	// without all of them in memory, and which words can be stored.
	ReadDoc, WrittenDoc, StreamDoc, WordsDoc string
}

// A Match is how well the beginning of a file fits a format. The best match
// wins; of equal ones, the format that is listed first. A format must not
// return Likely or Certain for the files of another one that is listed after
// it.
type Match int

// The matches, the worst first.
const (
	No       Match = iota
	Fallback       // the format is possible
	Named          // the extension is that of the format, and the content does not decide
	Likely         // the content has the format's structure
	Certain        // the format's first bytes, or an extension that it alone has
)

// A Head is the beginning of a file.
type Head struct {
	// Bytes are the first 4096 bytes, or all if there are fewer; never none.
	Bytes []byte
	// Named is whether the extension of the file is that of the format.
	Named bool
}

// An Input is an opened file. Readers do not close it.
type Input struct {
	// R reads the file from its beginning.
	R *bufio.Reader
	// At reads it from any place; nil for streams, pipes and compressed files.
	At io.ReaderAt
	// Size is the number of bytes, or 0 if it is not known.
	Size int64
	// Path is the path of the file, or "" for a stream.
	Path string
}

// A Header is what the beginning of a file contains about its rows. It is not
// to be trusted: memory is allocated for the rows that the size of the file
// allows.
type Header struct {
	// Rows is V as the header claims it, or an estimate.
	Rows int64
	// RowBytes is the smallest number of bytes that a row takes in the file.
	RowBytes int64
	// Dim is D, the length of a vector.
	Dim int
	// Counted is whether rows have counts.
	Counted bool
}

// A Row is a word with its count and whether it was repaired. Its vector is separate.
type Row struct {
	Word string
	// Count is how often the word occurred, if Header.Counted.
	Count int64
	// Repaired is whether the word was invalid UTF-8, see Repair.
	Repaired bool
}

// A Reader reads a file from its beginning, row by row. Its memory does not
// grow with the number of rows. It is used by one goroutine at a time:
//
//	r, err := f.Open(in)
//	defer r.Close()
//	vector := make([]float32, r.Header().Dim)
//	for {
//		row, err := r.Next(vector)
//		if errors.Is(err, io.EOF) {
//			break
//		}
//		…
//	}
type Reader interface {
	Header() Header
	// Next returns the next word and fills vector, of length D. A nil vector means that
	// only the word is wanted; the numbers are skipped and need not be checked. After the
	// last row the error is io.EOF. Other errors name the line, the byte or the word.
	Next(vector []float32) (Row, error)
	// Close ends goroutines of the Reader and closes files that it opened.
	Close()
}

// An Extender is a Reader of a format that stores more than words, counts and
// vectors.
type Extender interface {
	Reader
	// Extra returns what the file stores beside its rows, with the matrices as Streams. It
	// is called at most once, before or after the rows were read, but before Close; the
	// streams are read after Close too.
	Extra() (Extra, error)
}

// Contents is all that a file holds.
type Contents struct {
	Words *vocab.Vocab
	// Vectors is the V×D matrix of the words' vectors.
	Vectors blas32.General
	Extra
	// Duplicates is the number of rows that were left out because their word
	// occurred before.
	Duplicates int
	// Repaired is the number of words that were invalid UTF-8.
	Repaired int
	// Checksum is that of a native file.
	Checksum string
	// Quantized is how the vectors were rounded; "" if they were not.
	Quantized string
	// Mapping is where the matrices lie; nil if they are in memory.
	Mapping *mapped.File
}

// Extra is what most formats cannot store; the native one stores it. Formats
// that cannot store it ignore it in an Output and leave it zero in Contents.
type Extra struct {
	Meta Meta
	// Matrices are the other trained matrices by name: output vectors, context vectors,
	// biases. Each has V rows.
	Matrices map[string]blas32.General
	// Streams holds further matrices that are read row by row; no name is in Matrices too.
	Streams map[string]MatrixRows
	// Subwords makes vectors of unknown words; nil if they have none.
	Subwords *subword.Subwords
}

// MatrixRows is a matrix that is read row by row.
type MatrixRows struct {
	// Cols is the length of a row.
	Cols int
	// Rows yields the V rows, each valid until the next iteration. It can be ranged over
	// several times. An error ends it.
	Rows iter.Seq2[[]float32, error]
}

// Meta is what a table stores about its training, as JSON that this package
// does not parse; nil where it is not known.
type Meta struct {
	// Config is the configuration of the trainer.
	Config json.RawMessage
	// Tokenizer is how the corpus was cut into words.
	Tokenizer json.RawMessage
	// Corpus is the statistics of the corpus.
	Corpus json.RawMessage
	// Program is the name and version of the program that trained the vectors; "" if
	// it is not known.
	Program string
}

// An Output is what a format writes. A format writes the V words in their
// order, each with its row, and whatever else it can store: counts if
// Words.Counted, and Extra.
type Output struct {
	Words *vocab.Vocab
	// Dim is D, the length of a vector.
	Dim int
	// Rows yields the V vectors in the order of the words. Each is valid until the
	// next iteration. It can be ranged over several times. An error ends it.
	Rows iter.Seq2[[]float32, error]
	Extra
	// Quantize is how the native format rounds the vectors; "" if it does not.
	Quantize string
	// Exact yields the vectors before they were rounded to Rows; nil if they were
	// not.
	Exact iter.Seq2[[]float32, error]
}

// An Entry is a word and its vector.
type Entry struct {
	ID     vocab.ID
	Word   string
	Vector []float32
}

// Entries yields words and vectors together, valid until the next iteration.
// The first error ends it.
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
