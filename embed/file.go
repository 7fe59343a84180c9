package embed

import (
	"bufio"
	"fmt"
	"io"
	"os"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/internal/atomicfile"
)

// A File is all that a vector file can hold. Formats other than the native one
// keep the table alone.
type File struct {
	Table *Table
	// Matrices are further V×D matrices by name. In the native format these are
	// tensors of their own.
	Matrices map[string]blas32.General
	// Format and the rest are set by reading.
	Format     Format
	Duplicates int    // words that stood there again and were left out
	Checksum   string // of a native file
}

// An OpenOption changes how a file is read.
type OpenOption func(*openOptions)

type openOptions struct{ format Format }

// From reads the file as this format, whatever it looks like.
func From(f Format) OpenOption { return func(o *openOptions) { o.format = f } }

// Open reads the table in the file at path. The format is found by content,
// then by the name's extension, unless From says it. Errors name the file and
// the line or byte.
func Open(path string, options ...OpenOption) (*Table, error) {
	f, err := ReadFile(path, options...)
	if err != nil {
		return nil, err
	}
	return f.Table, nil
}

// ReadFile reads all that the file at path holds; see Open.
func ReadFile(path string, options ...OpenOption) (*File, error) {
	var o openOptions
	for _, set := range options {
		set(&o)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("embed: %w", err)
	}
	defer file.Close() //nolint:errcheck // only read from
	f, err := read(file, path, o.format)
	if err != nil {
		return nil, fmt.Errorf("embed: %s: %w", path, err)
	}
	return f, nil
}

func read(file *os.File, path string, format Format) (*File, error) {
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, fmt.Errorf("is a folder, not a vector file")
	}
	r := bufio.NewReaderSize(file, 1<<18)
	if format == "" {
		if format, err = detect(r, path); err != nil {
			return nil, err
		}
	}
	return decode(r, format, info.Size())
}

// decode reads a file of the given format. size is a file's length, which
// bounds what is allocated at once; what is no regular file has 0.
func decode(r *bufio.Reader, format Format, size int64) (f *File, err error) {
	switch format {
	case Safetensors:
		f, err = readSafetensors(r)
	case Word2VecText:
		f, err = readWord2VecText(r, size)
	case Word2VecBinary:
		f, err = readWord2VecBinary(r, size)
	default:
		return nil, fmt.Errorf("no format %q", format)
	}
	if err != nil {
		return nil, fmt.Errorf("as %s: %w", format, err)
	}
	f.Format = format
	return f, nil
}

// Save writes the table to path, whole or not at all, in the format that the
// extension stands for.
func (t *Table) Save(path string) error {
	format, err := FormatOf(path)
	if err != nil {
		return err
	}
	return t.SaveAs(path, format)
}

// SaveAs writes the table to path in the given format.
func (t *Table) SaveAs(path string, format Format) error {
	return WriteFile(path, format, &File{Table: t})
}

// WriteFile writes f to path, whole or not at all. Formats other than
// Safetensors leave out f.Matrices and the table's meta data.
func WriteFile(path string, format Format, f *File) error {
	err := atomicfile.Write(path, func(w io.Writer) error { return encode(w, format, f) })
	if err != nil {
		return fmt.Errorf("embed: %w", err)
	}
	return nil
}

func encode(w io.Writer, format Format, f *File) error {
	switch format {
	case Safetensors:
		return writeSafetensors(w, f)
	case Word2VecText:
		return writeWord2VecText(w, f.Table)
	case Word2VecBinary:
		return writeWord2VecBinary(w, f.Table)
	}
	return fmt.Errorf("no format %q", format)
}

// MatrixNames returns the names of the further matrices, sorted.
func (f *File) MatrixNames() []string { return matrixNames(f.Matrices) }
