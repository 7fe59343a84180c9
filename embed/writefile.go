package embed

// This file writes vector files. A file is written beside its name and renamed when
// it is complete, so that no reader sees a part.

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/internal/atomicfile"
	"github.com/w2vattn/w2vattn/internal/compression"
)

// A WriteOption changes how a file is written. Options can be used for several
// calls.
type WriteOption func(*writeOptions)

// writeOptions holds what the options of a call set.
type writeOptions struct {
	pack func(path string, w io.Writer) (io.WriteCloser, error)
}

// Pack compresses what is written with the writer that wrap returns. wrap gets
// the path and returns nil if its extension is not that of a compressed file.
// [github.com/w2vattn/w2vattn/embed/packed.Writer] is such a function.
func Pack(wrap func(path string, w io.Writer) (io.WriteCloser, error)) WriteOption {
	return func(o *writeOptions) { o.pack = wrap }
}

// Save writes the table to path in the format of its extension, see FormatOf. The file
// appears whole or not at all, and replaces one that was there. An unknown extension is an
// error that lists the known ones; other errors are those of WriteFile.
func (t *Table) Save(path string, options ...WriteOption) error {
	format, err := FormatOf(path)
	if err != nil {
		return err
	}
	return t.SaveAs(path, format, options...)
}

// SaveAs is Save in the given format. Errors are those of WriteFile.
func (t *Table) SaveAs(path string, format Format, options ...WriteOption) error {
	return WriteFile(path, format, &File{Table: t}, options...)
}

// WriteFile writes f to path in the given format. The file appears whole or not at all. Only
// Safetensors stores f.Matrices. The other formats of this package do not store the metadata
// either. Errors: a format or a compression that cannot be written, a word that the format
// cannot store, a mapped file that cannot be read, and those of the file system. After an error
// a file that was there is unchanged.
func WriteFile(path string, format Format, f *File, options ...WriteOption) error {
	return WriteStream(path, format, f.Stream(), options...)
}

// Write writes f to w in the given format, which must be a single file; see WriteFile. A
// format of several files is an error; other errors are those of WriteFile and of w.
func Write(w io.Writer, format Format, f *File) error {
	known, err := find(format)
	if err != nil {
		return fmt.Errorf("embed: %w", err)
	}
	if known.Write == nil {
		return fmt.Errorf("embed: %s cannot be written to a stream; use WriteFile, or %s", format, Safetensors)
	}
	if err := known.Write(w, f.Stream().output()); err != nil {
		return fmt.Errorf("embed: as %s: %w", format, err)
	}
	return nil
}

// WriteStream writes s to path as WriteFile does, without holding all vectors in memory. It
// ranges over s.Rows at least once. Errors are those of WriteFile and of s.Rows.
func WriteStream(path string, format Format, s *Stream, options ...WriteOption) error {
	var o writeOptions
	for _, set := range options {
		set(&o)
	}
	err := o.write(path, format, s)
	if err != nil && !strings.HasPrefix(err.Error(), "embed: ") { // errors of reading have it already
		err = fmt.Errorf("embed: %w", err)
	}
	return err
}

// CheckWrite returns an error if WriteFile with the same arguments would fail for every
// table: because the format cannot be written, because the extension of path stands for a
// compression that cannot be written, or because there is a file at path and the format,
// such as SQLite, does not replace files. Otherwise it returns nil. It writes nothing. Call it
// before work that takes long and ends with WriteFile.
func CheckWrite(path string, format Format, options ...WriteOption) error {
	var o writeOptions
	for _, set := range options {
		set(&o)
	}
	if _, err := o.formatOf(path, format); err != nil {
		return fmt.Errorf("embed: %w", err)
	}
	return nil
}

// formatOf returns the format of that name if path can be written in it.
func (o *writeOptions) formatOf(path string, name Format) (*format.Format, error) {
	f, err := find(name)
	if err != nil {
		return nil, err
	}
	switch packs := compression.TrimExtension(path) != path; {
	case !written(f):
		return nil, fmt.Errorf("%s cannot be written; use %s", name, Safetensors)
	case packs && !f.Compressible:
		return nil, fmt.Errorf("%s: %s files cannot be compressed; remove %s from the name", path, name,
			filepath.Ext(path))
	case packs && o.pack == nil:
		return nil, fmt.Errorf("%s: to compress the file, use the option embed.Pack(packed.Writer)", path)
	case f.CheckPath != nil:
		return f, f.CheckPath(path)
	}
	return f, nil
}

// write writes s to path.
func (o *writeOptions) write(path string, name Format, s *Stream) error {
	f, err := o.formatOf(path, name)
	if err != nil {
		return err
	}
	if f.WriteFiles != nil {
		return f.WriteFiles(path, s.output())
	}
	return atomicfile.Write(path, func(w io.Writer) error { return o.encode(path, w, f, s) })
}

// encode writes s to w, compressed if path has the extension of a compressed file.
func (o *writeOptions) encode(path string, w io.Writer, f *format.Format, s *Stream) error {
	if o.pack == nil {
		return f.Write(w, s.output())
	}
	packer, err := o.pack(path, w)
	if err != nil {
		return err
	}
	if packer == nil {
		return f.Write(w, s.output())
	}
	if err := f.Write(packer, s.output()); err != nil {
		packer.Close() //nolint:errcheck // nothing of it is kept
		return err
	}
	return packer.Close()
}
