package mmap

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

// A Region is a file as memory.
type Region struct {
	data  []byte
	file  *os.File // nil where the file was read
	mu    sync.Mutex
	users int
	done  bool
}

// Map shows the file at path as memory, which must not be written to.
func Map(path string) (*Region, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("is no regular file, which alone can be mapped")
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

// Bytes returns the file's content, to be looked at inside Guard.
func (r *Region) Bytes() []byte { return r.data }

// Guard runs look, which may read the region's bytes. If the file has become
// shorter, or Close was called before, that is an error, and what look found is
// worth nothing. Calls may be nested; each goroutine needs its own.
func (r *Region) Guard(look func()) (err error) {
	if !r.enter() {
		return ErrClosed
	}
	defer r.leave()
	if r.file == nil {
		look()
		return nil
	}
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if fault := recover(); fault != nil {
			if !r.holds(fault) {
				panic(fault)
			}
			err = ErrShrunk
		}
	}()
	look()
	return r.check()
}

// holds says whether a panic is a fault in the region.
func (r *Region) holds(fault any) bool {
	at, ok := fault.(interface{ Addr() uintptr })
	return ok && address(r.data) <= at.Addr() && at.Addr()-address(r.data) < uintptr(len(r.data))
}

// check compares the file's size with that of the memory: what is missing in the
// last page is no fault but zeros.
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

// enter counts one more who looks. After Close, only who looks already may look
// deeper.
func (r *Region) enter() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.done && r.users == 0 {
		return false
	}
	r.users++
	return true
}

func (r *Region) leave() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.users--; r.users == 0 && r.done {
		r.unmap() //nolint:errcheck // nobody is left to be told
	}
}

// Close gives the memory back, as soon as nobody looks at it any more.
func (r *Region) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.done {
		return nil
	}
	if r.done = true; r.users == 0 {
		return r.unmap()
	}
	return nil
}
