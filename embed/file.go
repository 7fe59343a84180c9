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

	"github.com/w2vattn/w2vattn/internal/atomicfile"
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
func Read(r io.Reader, format Format) (*File, error) {
	c, err := codecOf(format)
	if err != nil {
		return nil, fmt.Errorf("embed: %w", err)
	}
	in := &input{r: bufio.NewReaderSize(r, 1<<18)}
	switch r := r.(type) {
	case *os.File:
		if err := in.of(r); err != nil {
			return nil, fmt.Errorf("embed: %w", err)
		}
	case *bytes.Reader:
		in.at, in.size = r, r.Size()
	}
	f, err := (&opened{codec: c, in: in}).read()
	if err != nil {
		return nil, fmt.Errorf("embed: as %s: %w", format, err)
	}
	return f, nil
}

// of takes what a file says of itself. What is no regular file has no size, and
// cannot be read from any place.
func (in *input) of(f *os.File) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if info.Mode().IsRegular() {
		in.at, in.size = f, info.Size()
	}
	return nil
}

// An opened file is one whose format is known.
type opened struct {
	codec codec
	in    *input
	file  io.Closer
	once  bool // it can be read once only, as a pipe
}

func (p *opened) close() {
	if p.file != nil {
		p.file.Close() //nolint:errcheck // only read from
	}
}

func (p *opened) wrap(err error) error {
	return fmt.Errorf("embed: %s: as %s: %w", p.in.path, p.codec.format, err)
}

// all reads the whole file. Errors name it.
func (p *opened) all() (*File, error) {
	f, err := p.read()
	if err != nil {
		return nil, p.wrap(err)
	}
	return f, nil
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
	p := &opened{in: &input{r: bufio.NewReaderSize(file, 1<<18), path: path}, file: file, once: !info.Mode().IsRegular()}
	if f, ok := file.(*os.File); ok {
		err = p.in.of(f)
	}
	if err == nil {
		p.codec, err = o.codec(p.in)
	}
	if err != nil {
		p.close()
		return nil, err
	}
	return p, nil
}

// codec finds out the format of a file.
func (o openOptions) codec(in *input) (codec, error) {
	if err := checkPlain(in.r); err != nil {
		return codec{}, err
	}
	format := o.format
	if format == "" {
		var err error
		if format, err = detect(in.r, in.path); err != nil {
			return codec{}, err
		}
	}
	return codecOf(format)
}

// openFolder takes a folder for the one format that is a folder.
func (o openOptions) openFolder(path string) (*opened, error) {
	_, err := os.Stat(filepath.Join(path, model2VecVectors))
	if o.format != Model2Vec && (o.format != "" || err != nil) {
		return nil, fmt.Errorf("is a folder, not a vector file; a %s folder holds %s and %s", Model2Vec, model2VecVectors, model2VecTokens)
	}
	c, err := codecOf(Model2Vec)
	return &opened{codec: c, in: &input{path: path}}, err
}

// checkPlain returns an error if a file is compressed.
func checkPlain(r *bufio.Reader) error {
	head, _ := r.Peek(compression.Size)
	if kind := compression.Detect(head); kind != compression.None {
		return fmt.Errorf("the file is compressed (%s): decompress it, or open it through embed.Unpack(packed.Open)", kind)
	}
	return nil
}

// read reads the whole file.
func (p *opened) read() (f *File, err error) {
	if p.codec.file != nil {
		f, err = p.codec.file(p.in)
	} else {
		var s source
		if s, err = p.codec.source(p.in); err == nil {
			f, err = readRows(s, p.in.size)
		}
	}
	if err != nil {
		return nil, err
	}
	f.Format = p.codec.format
	return f, nil
}

// A WriteOption changes how a file is written.
type WriteOption func(*writeOptions)

type writeOptions struct {
	pack func(path string, w io.Writer) (io.WriteCloser, error)
}

// Pack has what is written compressed by the writer that wrap makes, if the
// path's extension asks for it; otherwise wrap returns nil. packed.Writer is
// one.
func Pack(wrap func(path string, w io.Writer) (io.WriteCloser, error)) WriteOption {
	return func(o *writeOptions) { o.pack = wrap }
}

// Save writes the table to path, whole or not at all, in the format that the
// extension stands for.
func (t *Table) Save(path string, options ...WriteOption) error {
	format, err := FormatOf(path)
	if err != nil {
		return err
	}
	return t.SaveAs(path, format, options...)
}

// SaveAs writes the table to path in the given format.
func (t *Table) SaveAs(path string, format Format, options ...WriteOption) error {
	return WriteFile(path, format, &File{Table: t}, options...)
}

// WriteFile writes f to path, whole or not at all. Formats other than
// Safetensors leave out f.Matrices and the table's meta data.
func WriteFile(path string, format Format, f *File, options ...WriteOption) error {
	return WriteStream(path, format, f.Stream(), options...)
}

// WriteStream writes s to path as WriteFile does, without all vectors in memory.
// It may range over them several times.
func WriteStream(path string, format Format, s *Stream, options ...WriteOption) error {
	var o writeOptions
	for _, set := range options {
		set(&o)
	}
	err := o.write(path, format, s)
	if err != nil && !strings.HasPrefix(err.Error(), "embed: ") { // one that came from reading
		err = fmt.Errorf("embed: %w", err)
	}
	return err
}

// CheckWrite returns the error with which WriteFile would refuse the format or
// the compression of path, whatever the table.
func CheckWrite(path string, format Format, options ...WriteOption) error {
	var o writeOptions
	for _, set := range options {
		set(&o)
	}
	if _, err := o.codec(path, format); err != nil {
		return fmt.Errorf("embed: %w", err)
	}
	return nil
}

// codec returns the codec that writes format to path.
func (o *writeOptions) codec(path string, format Format) (codec, error) {
	c, err := codecOf(format)
	if err != nil {
		return c, err
	}
	switch packs := compression.TrimExtension(path) != path; {
	case c.write == nil && c.writePath == nil:
		return c, fmt.Errorf("%s is read but not written: use %s", format, Safetensors)
	case packs && !c.text:
		return c, fmt.Errorf("%s: %s is not compressed as a whole: leave %s out", path, format, filepath.Ext(path))
	case packs && o.pack == nil:
		return c, fmt.Errorf("%s: to compress it, write it with embed.Pack(packed.Writer)", path)
	}
	return c, nil
}

func (o *writeOptions) write(path string, format Format, s *Stream) error {
	c, err := o.codec(path, format)
	if err != nil {
		return err
	}
	if c.writePath != nil {
		return c.writePath(path, s)
	}
	return atomicfile.Write(path, func(w io.Writer) error { return o.encode(path, w, c, s) })
}

// encode writes s to w, compressed if path says so.
func (o *writeOptions) encode(path string, w io.Writer, c codec, s *Stream) error {
	if o.pack == nil {
		return c.write(w, s)
	}
	packer, err := o.pack(path, w)
	if err != nil {
		return err
	}
	if packer == nil {
		return c.write(w, s)
	}
	if err := c.write(packer, s); err != nil {
		packer.Close() //nolint:errcheck // nothing of it is kept
		return err
	}
	return packer.Close()
}

// MatrixNames returns the names of the further matrices, sorted.
func (f *File) MatrixNames() []string { return matrixNames(f.Matrices) }
