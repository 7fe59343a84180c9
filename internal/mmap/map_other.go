//go:build !unix

package mmap

import (
	"errors"
	"io"
	"os"
)

// mapFile reads the file and closes it. The Region then has no file, so Guard has no faults
// to catch.
func mapFile(file *os.File, _ int64) (*Region, error) {
	data, err := io.ReadAll(file)
	if err = errors.Join(err, file.Close()); err != nil {
		return nil, err
	}
	return &Region{data: data}, nil
}

// unmap drops the content.
func (r *Region) unmap() error {
	r.data = nil
	return nil
}
