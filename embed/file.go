package embed

// This file reads vector files. A format is detected by the first bytes, then by the
// extension; each format is a package below internal/format that yields rows of a
// word and D numbers. The numbers in a header are checked against the size of the
// file, where it is known, before memory is allocated.

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/embed/internal/format/native"
	"github.com/w2vattn/w2vattn/internal/compression"
)

// A File is the content of a vector file: what was read from one, or what is to be written. Of
// the formats of this package, only the native one stores the field Matrices and the metadata
// of the table. Most other formats do not store the counts of the words either.
type File struct {
	Table *Table
	// Matrices holds, by name, the matrices that the file has beside the vectors of Table, such
	// as the output vectors of training. Each has V rows of at least one number.
	Matrices map[string]blas32.General

	// Reading sets the following fields; writing ignores them.

	// Format is the format of the file.
	Format Format
	// Duplicates is the number of rows that were left out because their word
	// occurred before.
	Duplicates int
	// Repaired is the number of words that were invalid UTF-8 and whose broken bytes
	// became \xNN.
	Repaired int
	// Checksum is the SHA-256 of a native file, in hexadecimal.
	Checksum string
	// Quantized is how the vectors of a native file were rounded, QuantizeF16 or
	// QuantizeInt8; "" if they were not.
	Quantized string
}

// An OpenOption changes how a file is read. Options can be used for several
// calls.
type OpenOption func(*openOptions)

// openOptions holds what the options of a call set.
type openOptions struct {
	format Format
	unpack func(path string) (io.ReadCloser, error)
}

// From reads the file in the given format, without detection.
func From(f Format) OpenOption { return func(o *openOptions) { o.format = f } }

// Unpack opens files with the function open, which decompresses those that are
// compressed. This package itself imports no decompressor;
// [github.com/w2vattn/w2vattn/embed/packed.Open] is such a function. For a
// file that is not compressed, open returns an *os.File.
func Unpack(open func(path string) (io.ReadCloser, error)) OpenOption {
	return func(o *openOptions) { o.unpack = open }
}

// optionsOf applies options to the defaults.
func optionsOf(options []OpenOption) openOptions {
	o := openOptions{unpack: func(path string) (io.ReadCloser, error) { return os.Open(path) }}
	for _, set := range options {
		set(&o)
	}
	return o
}

// Open reads the table in the file at path. Its format is detected by content,
// then by the extension, unless From names it. Errors name the file and the
// line, byte or word.
//
// A native file is mapped into memory: opening takes the same short time
// whatever its size, and only the parts that are used are read. Close such a
// table after use; [Table] describes the errors of a mapped file. Only the header
// of a mapped file is checked; [ReadFile] reads and checks everything.
func Open(path string, options ...OpenOption) (*Table, error) {
	f, err := OpenFile(path, options...)
	if err != nil {
		return nil, err
	}
	return f.Table, nil
}

// ReadFile reads the whole content of the file at path into memory and checks it, checksum
// included. Options and errors are those of Open.
func ReadFile(path string, options ...OpenOption) (*File, error) {
	p, err := optionsOf(options).open(path)
	if err != nil {
		return nil, err
	}
	defer p.close()
	return p.all()
}

// Read reads a file of this format from r, which need not be a file. Model2Vec
// and Projector consist of several files and cannot be read from r, nor can a
// Gensim file whose vectors are in another one. NPZ needs an *os.File or a
// *bytes.Reader.
//
// Read may read more of r than the format needs. It returns, even with an
// error, only when every call of r.Read that it began has returned, so that
// nothing reads from r afterwards.
func Read(r io.Reader, name Format) (*File, error) {
	f, err := find(name)
	if err != nil {
		return nil, fmt.Errorf("embed: %w", err)
	}
	in := &format.Input{R: bufio.NewReaderSize(r, 1<<18)}
	switch r := r.(type) {
	case *os.File:
		if err := describe(in, r); err != nil {
			return nil, fmt.Errorf("embed: %w", err)
		}
	case *bytes.Reader:
		in.At, in.Size = r, r.Size()
	}
	file, err := (&opened{format: f, in: in}).read()
	if err != nil {
		return nil, fmt.Errorf("embed: as %s: %w", name, err)
	}
	return file, nil
}

// describe sets the size and the io.ReaderAt of an input that is a regular
// file.
func describe(in *format.Input, file *os.File) error {
	info, err := file.Stat()
	if err == nil && info.Mode().IsRegular() {
		in.At, in.Size = file, info.Size()
	}
	return err
}

// An opened value is a file, or a folder, whose format is known.
type opened struct {
	format *format.Format
	in     *format.Input
	file   io.Closer
	once   bool // whether the file can be read only once, as a pipe
}

// close closes the file.
func (p *opened) close() {
	if p.file != nil {
		p.file.Close() //nolint:errcheck // only read from
	}
}

// wrap adds the path and the format to an error.
func (p *opened) wrap(err error) error {
	return fmt.Errorf("embed: %s: as %s: %w", p.in.Path, p.format.Name, err)
}

// all reads the whole file. Errors have the path and the format.
func (p *opened) all() (*File, error) {
	f, err := p.read()
	if err != nil {
		return nil, p.wrap(err)
	}
	return f, nil
}

// read reads the whole file.
func (p *opened) read() (*File, error) {
	var c *format.Contents
	var err error
	if p.format.Load != nil {
		c, err = p.format.Load(p.in)
	} else {
		var r format.Reader
		if r, err = p.format.Open(p.in); err == nil {
			c, err = readRows(r, p.in.Size)
		}
	}
	if err != nil {
		return nil, err
	}
	return fileOf(c, p.format)
}

// fileOf returns a File with the contents that a format has read.
func fileOf(c *format.Contents, f *format.Format) (*File, error) {
	t, err := New(c.Words, c.Vectors)
	if err != nil {
		return nil, err
	}
	t.meta, t.subwords, t.file = c.Meta, c.Subwords, c.Mapping
	return &File{
		Table: t, Matrices: c.Matrices, Format: Format(f.Name),
		Duplicates: c.Duplicates, Repaired: c.Repaired, Checksum: c.Checksum, Quantized: c.Quantized,
	}, nil
}

// open opens the file at path and detects its format. Errors have the path.
func (o openOptions) open(path string) (*opened, error) {
	p, err := o.openAny(path)
	if err != nil {
		if p := (*os.PathError)(nil); errors.As(err, &p) {
			return nil, fmt.Errorf("embed: %w", err)
		}
		return nil, fmt.Errorf("embed: %s: %w", path, err)
	}
	return p, nil
}

// openAny is open without the path in errors.
func (o openOptions) openAny(path string) (*opened, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return o.openFolder(path)
	}
	file, err := o.unpack(path)
	if err != nil {
		return nil, err
	}
	in := &format.Input{R: bufio.NewReaderSize(file, 1<<18), Path: path}
	p := &opened{in: in, file: file, once: !info.Mode().IsRegular()}
	if f, ok := file.(*os.File); ok {
		err = describe(in, f)
	}
	if err == nil {
		p.format, err = o.formatOf(in)
	}
	if err != nil {
		p.close()
		return nil, err
	}
	return p, nil
}

// formatOf returns the format that From named, or detects it.
func (o openOptions) formatOf(in *format.Input) (*format.Format, error) {
	if err := checkPlain(in.R); err != nil {
		return nil, err
	}
	if o.format != "" {
		return find(o.format)
	}
	return detect(in.R, in.Path)
}

// openFolder detects the format of a folder by the files in it, or checks the
// format that From named. Other folders are an error that lists the files
// of a vector folder.
func (o openOptions) openFolder(path string) (*opened, error) {
	folders := ""
	for _, f := range allFormats() {
		if f.Folder == nil {
			continue
		}
		_, err := os.Stat(filepath.Join(path, f.Folder[0]))
		if o.format == Format(f.Name) || o.format == "" && err == nil {
			return &opened{format: f, in: &format.Input{Path: path}}, nil
		}
		folders += "; " + fmt.Sprintf("a %s folder contains %s", f.Name, strings.Join(f.Folder, " and "))
	}
	return nil, errors.New("is a folder, not a vector file" + folders)
}

// checkPlain returns an error if the file is compressed.
func checkPlain(r *bufio.Reader) error {
	head, _ := r.Peek(compression.Size)
	if kind := compression.Detect(head); kind != compression.None {
		return fmt.Errorf("the file is compressed (%s): decompress it, or open it through embed.Unpack(packed.Open)",
			kind)
	}
	return nil
}

// MatrixNames returns the names of f.Matrices, sorted.
func (f *File) MatrixNames() []string { return native.MatrixNames(f.Matrices) }
