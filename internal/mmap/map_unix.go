//go:build unix

package mmap

// This file maps files by mmap(2).

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// mapFile maps size bytes of the file, which stays open for Region.check. The pages are
// shared with other programs that map the file. On an error the caller closes the file.
func mapFile(file *os.File, size int64) (*Region, error) {
	if size == 0 { // mmap does not accept 0 bytes
		return &Region{}, file.Close()
	}
	if int64(int(size)) != size {
		return nil, fmt.Errorf("%d bytes are more than this machine can map", size)
	}
	data, err := syscall.Mmap(int(file.Fd()), 0, int(size), syscall.PROT_READ, syscall.MAP_SHARED)
	if err != nil {
		return nil, os.NewSyscallError("mmap", err)
	}
	return &Region{data: data, file: file}, nil
}

// unmap unmaps the memory and closes the file.
func (r *Region) unmap() error {
	data, file := r.data, r.file
	if r.data, r.file = nil, nil; file == nil {
		return nil
	}
	return errors.Join(os.NewSyscallError("munmap", syscall.Munmap(data)), file.Close())
}
