package mmap

// This file guards mapped memory. A file that becomes shorter while it is mapped
// makes reads beyond its end a fault (SIGBUS); Go turns it into a panic if asked to,
// which Guard turns into an error.

import (
	"errors"
	"os"
	"runtime/debug"
	"sync"
)

// The errors of Guard.
var (
	ErrClosed = errors.New("the file was closed")
	ErrShrunk = errors.New("the file became shorter while it was open: open it again")
)

// A Region is the content of a file in memory. It is safe for concurrent use.
//
// readers counts the calls of Guard, so Close can return at once while the memory is still
// in use: the last call unmaps it.
type Region struct {
	data    []byte
	file    *os.File // nil if the file was read and not mapped
	mu      sync.Mutex
	readers int  // calls of Guard that are running
	closed  bool // Close was called
}

// Map maps the file at path into memory, for reading only: writing to it is a fault. A
// path that is not a regular file is an error. Close the Region after use.
func Map(path string) (*Region, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("is not a regular file and cannot be mapped")
	}
	var r *Region
	if err == nil {
		r, err = mapFile(file, info.Size())
	}
	if err != nil {
		file.Close() //nolint:errcheck // only read from
		return nil, err
	}
	return r, nil
}

// Bytes returns the content of the file. Read it inside Guard only.
func (r *Region) Bytes() []byte { return r.data }

// Guard calls read, which may read the bytes of the region. It returns ErrShrunk if the
// file has become shorter; what read computed is then invalid. It returns ErrClosed without
// calling read if Close was called before. Calls may be nested. Goroutines that read starts
// need calls of their own. A fault is turned into a panic by debug.SetPanicOnFault, which
// applies to this goroutine only. Other panics of read are passed on.
func (r *Region) Guard(read func()) (err error) {
	if !r.acquire() {
		return ErrClosed
	}
	defer r.release()
	if r.file == nil {
		read()
		return nil
	}
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if fault := recover(); fault != nil {
			if !r.contains(fault) {
				panic(fault)
			}
			err = ErrShrunk
		}
	}()
	read()
	return r.check()
}

// contains reports whether a panic is a memory fault inside the region.
func (r *Region) contains(fault any) bool {
	at, ok := fault.(interface{ Addr() uintptr })
	return ok && address(r.data) <= at.Addr() && at.Addr()-address(r.data) < uintptr(len(r.data))
}

// check returns ErrShrunk if the file is shorter than the memory: bytes missing in the
// last page read as zeros and cause no fault.
func (r *Region) check() error {
	info, err := r.file.Stat()
	if err != nil {
		return err
	}
	if info.Size() < int64(len(r.data)) {
		return ErrShrunk
	}
	return nil
}

// acquire counts a reader and reports whether it may read: before Close, or as a nested
// call of a reader that started before Close.
func (r *Region) acquire() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed && r.readers == 0 {
		return false
	}
	r.readers++
	return true
}

// release ends a reader; the last one after Close unmaps the memory.
func (r *Region) release() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.readers--; r.readers == 0 && r.closed {
		r.unmap() //nolint:errcheck // Close has returned, so no caller is left to return it to
	}
}

// Close unmaps the memory, or has the last running Guard unmap it, and closes the file. It
// does not wait. A second call does nothing. If a Guard is still running, an error of
// unmapping is lost.
func (r *Region) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return nil
	}
	if r.closed = true; r.readers == 0 {
		return r.unmap()
	}
	return nil
}
