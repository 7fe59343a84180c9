// Package format defines what a file format of vectors is. Each format is a package
// below this one with a variable Format, which package embed lists.
// docs/contributing/format.md describes how to add one.
//
// A format reads an [Input] as a [Reader], row by row in constant memory, or as
// [Contents], and writes an [Output]. It does not import package embed, which detects
// formats, drops rows of words that occur twice, and adds the path to errors.
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

// Native is the name of the format that stores everything. Errors of other formats
// recommend it.
const Native = "safetensors"

// A Format describes one file format: how it is detected, read and written. A nil
// function means that the format does not support it. Exactly one of Open and Load is
// set.
type Format struct {
	Name string // on the command line and in documents
	// Extensions are the extensions of file names, with the dot. Of formats that share
	// an extension, the one that is listed first gets it.
	Extensions []string
	// Folder names the files of a format that is a folder. The first one must exist.
	Folder []string
	// Compressible means that a file may be compressed as a whole (gzip, bzip2, xz, zstd).
	Compressible bool
	// Detect returns how well the beginning of a file fits the format. It is nil for a
	// folder.
	Detect func(Head) Match

	// Open reads the header of a file and returns a Reader of its rows.
	Open func(*Input) (Reader, error)
	// Load reads a whole file, if its rows cannot be read one by one.
	Load func(*Input) (*Contents, error)
	// Map returns contents that lie in a mapped file, in time that does not depend on
	// its size. It returns nil if the file must be read instead.
	Map func(*mapped.File) (*Contents, error)

	// Write writes a file. A word that the format cannot store is an error.
	Write func(io.Writer, *Output) error
	// WriteFiles writes a format of several files, each whole or not at all. path is that
	// of the first.
	WriteFiles func(path string, out *Output) error

	// ReadDoc, WrittenDoc and WordsDoc are the format's cells in the table of
	// docs/tables.md: what is read, what is written, and what becomes of words.
	ReadDoc, WrittenDoc, WordsDoc string
}

// A Match is how well the beginning of a file fits a format. The best match wins; of
// equal ones, the format that is listed first.
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
	Bytes []byte // the first 4096 bytes, or all; never empty
	Named bool   // whether the extension of the file is that of the format
}

// An Input is an opened file. Readers do not close it.
type Input struct {
	R    *bufio.Reader
	At   io.ReaderAt // nil if the file can only be read once, from its beginning
	Size int64       // in bytes; 0 if it is not known
	Path string      // "" for a stream
}

// A Header is what the beginning of a file contains about its rows. It is not to be
// trusted: memory is allocated for the rows that the size of the file allows.
type Header struct {
	Rows     int64 // V as the header claims, or an estimate
	RowBytes int64 // the smallest number of bytes that a row takes in the file
	Dim      int   // D, the length of a vector
	Counted  bool  // whether rows have counts
}

// A Row is a word with what is known of it beside its vector.
type Row struct {
	Word     string
	Count    int64 // how often it occurred, if Header.Counted
	Repaired bool  // whether the word was invalid UTF-8 and its broken bytes became \xNN
}

// A Reader reads a file from its beginning, row by row. Its memory does not grow with
// the number of rows. It is used by one goroutine at a time.
type Reader interface {
	Header() Header
	// Next returns the next word and fills vector, of length D. A nil vector means that
	// only the word is wanted; the numbers are skipped and need not be checked. After the
	// last row the error is io.EOF. Other errors name the line, the byte or the word.
	Next(vector []float32) (Row, error)
	// Close ends goroutines of the Reader and closes files that it opened.
	Close()
}

// Contents is all that a file holds.
type Contents struct {
	Words   *vocab.Vocab
	Vectors blas32.General // V×D
	Extra
	Duplicates int          // rows that were left out because their word occurred before
	Repaired   int          // words that were invalid UTF-8
	Checksum   string       // of a native file
	Quantized  string       // how the vectors were rounded; "" if they were not
	Mapping    *mapped.File // where the matrices lie; nil if they are in memory
}

// Extra is what most formats cannot store; the native one stores it.
type Extra struct {
	Meta     Meta
	Matrices map[string]blas32.General // further V×D matrices by name
	Subwords *subword.Subwords         // nil if unknown words have no vectors
}

// Meta is what a table stores about its training, as JSON that this package does not
// parse; nil where it is not known.
type Meta struct {
	Config    json.RawMessage // the trainer's configuration
	Tokenizer json.RawMessage // how the corpus was cut into words
	Corpus    json.RawMessage // statistics of the corpus
	Program   string          // name and version of the program that trained the vectors; "" if not known
}

// An Output is what a format writes.
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

// Entries yields words and vectors together, valid until the next iteration. The first
// error ends it.
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
