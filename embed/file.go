package embed

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
	Repaired   int    // words that were no UTF-8 and whose broken bytes became \xNN
	Checksum   string // of a native file
	Quantized  string // how a native file's vectors are rounded: f16 or int8; "" if they are not
}

// An OpenOption changes how a file is read.
type OpenOption func(*openOptions)

type openOptions struct {
	format Format
	unpack func(path string) (io.ReadCloser, error)
}

// From reads the file as this format, whatever it looks like.
func From(f Format) OpenOption { return func(o *openOptions) { o.format = f } }

// Unpack has files opened by open, which decompresses those that are
// compressed: the package itself knows no compression, so that it stays light.
// packed.Open is one. Of a file that is not compressed open returns the
// *os.File.
func Unpack(open func(path string) (io.ReadCloser, error)) OpenOption {
	return func(o *openOptions) { o.unpack = open }
}

func optionsOf(options []OpenOption) openOptions {
	o := openOptions{unpack: func(path string) (io.ReadCloser, error) { return os.Open(path) }}
	for _, set := range options {
		set(&o)
	}
	return o
}

// Open reads the table in the file at path. The format is found by content,
// then by the name's extension, unless From says it. Errors name the file and
// the line or byte.
//
// A native file is mapped into memory: that takes the same short time whatever
// its size, and only what is asked for is read. Close the table then. Since
// not all is read, not all is checked; [ReadFile] reads and checks everything.
// See [Table] for what holds of a mapped one.
func Open(path string, options ...OpenOption) (*Table, error) {
	f, err := OpenFile(path, options...)
	if err != nil {
		return nil, err
	}
	return f.Table, nil
}

// ReadFile reads all that the file at path holds into memory; see Open.
func ReadFile(path string, options ...OpenOption) (*File, error) {
	p, err := optionsOf(options).open(path)
	if err != nil {
		return nil, err
	}
	defer p.close()
	return p.all()
}

// Read reads a file of this format from r. What lies in several files, or must
// be read from several places at once (Model2Vec, Projector, NPZ), cannot be
// read so, unless r is an *os.File or *bytes.Reader for NPZ.
//
// When Read returns, also with an error, nothing reads from r any more: it waits
// for a Read in flight, which it cannot interrupt. It may have read beyond what it
// needed.
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

// describe sets what is known of a regular file: its size, and that it can be read
// from any place.
func describe(in *format.Input, file *os.File) error {
	info, err := file.Stat()
	if err == nil && info.Mode().IsRegular() {
		in.At, in.Size = file, info.Size()
	}
	return err
}

// An opened file is one whose format is known.
type opened struct {
	format *format.Format
	in     *format.Input
	file   io.Closer
	once   bool // it can be read once only, as a pipe
}

func (p *opened) close() {
	if p.file != nil {
		p.file.Close() //nolint:errcheck // only read from
	}
}

func (p *opened) wrap(err error) error {
	return fmt.Errorf("embed: %s: as %s: %w", p.in.Path, p.format.Name, err)
}

// all reads the whole file. Errors name it.
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

// fileOf makes a table of what a file holds.
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

// open opens the file at path and finds out its format.
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

// formatOf finds out the format of a file.
func (o openOptions) formatOf(in *format.Input) (*format.Format, error) {
	if err := checkPlain(in.R); err != nil {
		return nil, err
	}
	if o.format != "" {
		return find(o.format)
	}
	return detect(in.R, in.Path)
}

// openFolder finds out the format of a folder.
func (o openOptions) openFolder(path string) (*opened, error) {
	folders := ""
	for _, f := range formats {
		if f.Folder == nil {
			continue
		}
		_, err := os.Stat(filepath.Join(path, f.Folder[0]))
		if o.format == Format(f.Name) || o.format == "" && err == nil {
			return &opened{format: f, in: &format.Input{Path: path}}, nil
		}
		folders += fmt.Sprintf("; a %s folder holds %s", f.Name, strings.Join(f.Folder, " and "))
	}
	return nil, fmt.Errorf("is a folder, not a vector file%s", folders)
}

// checkPlain returns an error if a file is compressed.
func checkPlain(r *bufio.Reader) error {
	head, _ := r.Peek(compression.Size)
	if kind := compression.Detect(head); kind != compression.None {
		return fmt.Errorf("the file is compressed (%s): decompress it, or open it through embed.Unpack(packed.Open)", kind)
	}
	return nil
}

// MatrixNames returns the names of the further matrices, sorted.
func (f *File) MatrixNames() []string { return native.MatrixNames(f.Matrices) }
