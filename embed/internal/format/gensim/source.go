package gensim

// This file opens arrays: those in the pickle, and those beside it.

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/embed/internal/npy"
	"github.com/w2vattn/w2vattn/embed/internal/pickle"
)

// An input is the file of the pickle.
type input struct {
	// at reads it from any place; nil if it cannot be.
	at io.ReaderAt
	// path is that of the file; "" for a stream.
	path string
}

// reopened returns the input opened anew, and what closes it, for reading after the first
// one was closed.
func (in *input) reopened() (*input, io.Closer, error) {
	if in.path == "" || in.at == nil {
		return in, io.NopCloser(nil), nil
	}
	f, err := os.Open(in.path)
	if err != nil {
		return nil, nil, err
	}
	return &input{at: f, path: in.path}, f, nil
}

// A source is where an array is.
type source struct {
	// name is that of the attribute.
	name string
	// array is the array in the pickle; nil if it is beside it.
	array *pickle.Array
	// path is that of the array without .npy or .npz, if it is beside the pickle.
	path string
}

// An opened source is a matrix that is read row by row.
type opened struct {
	*npy.Matrix
	rows, columns int64
	// checked is whether the numbers are as many as the shape claims.
	checked bool
	files   []io.Closer
}

// close closes the files.
func (o *opened) close() {
	for _, f := range o.files {
		f.Close() //nolint:errcheck // only read from
	}
}

// open opens the matrix. Errors name the attribute.
func (s *source) open(in *input) (*opened, error) {
	o := &opened{}
	a, err := s.openArray(in, o)
	if err == nil && len(a.Shape) == 2 {
		if err = format.CheckHeader(a.Shape[0], a.Shape[1]); err == nil {
			o.rows, o.columns = a.Shape[0], a.Shape[1]
		} else {
			err = fmt.Errorf("the array has the shape %v", a.Shape)
		}
	}
	if err == nil {
		o.Matrix, err = npy.NewMatrix(a)
	}
	if err != nil {
		o.close()
		return nil, fmt.Errorf("%s: %w", s.name, err)
	}
	return o, nil
}

// openArray opens the array and adds the files that were opened to o.
func (s *source) openArray(in *input, o *opened) (*npy.Array, error) {
	if s.array != nil {
		o.checked = true
		return s.array.Open(in.at)
	}
	if in.path == "" {
		return nil, errors.New("the array is in another file, which a stream does not have; give the path of the file")
	}
	extension := strings.ToLower(filepath.Ext(in.path))
	if extension == ".gz" || extension == ".bz2" {
		return s.openArchive(o)
	}
	f, err := s.file(".npy", o)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	a, err := npy.Open(f)
	if err == nil && a.FileSize() != info.Size() {
		err = fmt.Errorf("%s has %d bytes, expected %d for the shape %v of its header", filepath.Base(f.Name()),
			info.Size(), a.FileSize(), a.Shape)
	}
	o.checked = true
	return a, err
}

// file opens a file beside the pickle.
func (s *source) file(extension string, o *opened) (*os.File, error) {
	f, err := os.Open(s.path + extension)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("the file %s is missing; gensim stores large arrays beside the file: copy it too (%w)",
			filepath.Base(s.path+extension), err)
	}
	if err != nil {
		return nil, err
	}
	o.files = append(o.files, f)
	return f, nil
}

// openArchive opens the array of a compressed file, val in an archive of its own.
func (s *source) openArchive(o *opened) (*npy.Array, error) {
	f, err := s.file(".npz", o)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	z, err := zip.NewReader(f, info.Size())
	if err != nil {
		return nil, err
	}
	val, err := z.Open("val.npy")
	if err != nil {
		return nil, err
	}
	o.files = append(o.files, val)
	return npy.Open(val)
}
