//go:build unix

package simd

import (
	"syscall"
	"testing"
	"unsafe"
)

// guarded returns n zeros between two pages that cause a fault when they are accessed. They
// end off elements before the second page; with off 0 they end at it.
func guarded[T int8 | int16 | uint16 | int32 | float32](t testing.TB, n, off int) []T {
	t.Helper()
	const page = 1 << 16
	var x T
	width := int(unsafe.Sizeof(x))
	size := (width*(n+off) + page - 1) / page * page
	mapped, err := syscall.Mmap(-1, 0, size+2*page, syscall.PROT_READ|syscall.PROT_WRITE,
		syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = syscall.Munmap(mapped) })
	for _, guard := range [][]byte{mapped[:page], mapped[page+size:]} {
		if err := syscall.Mprotect(guard, syscall.PROT_NONE); err != nil {
			t.Fatal(err)
		}
	}
	if n == 0 {
		return nil
	}
	return unsafe.Slice((*T)(unsafe.Pointer(&mapped[page+size-width*(n+off)])), n)
}
