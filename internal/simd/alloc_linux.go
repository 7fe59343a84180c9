package simd

import (
	"syscall"
	"unsafe"
)

// Alloc returns n zeros for a matrix. Large ones lie on huge pages where the
// system gives them: rows are read in no order, and with small pages each would
// cost a walk through the page tables.
func Alloc(n int) []float32 {
	s := make([]float32, n)
	const page = 4096
	if n*4 >= 1<<22 {
		first := uintptr(unsafe.Pointer(&s[0]))
		skip := int(-first & (page - 1))
		whole := (n*4 - skip) &^ (page - 1)
		// No harm is done where this is not granted.
		_ = syscall.Madvise(unsafe.Slice((*byte)(unsafe.Add(unsafe.Pointer(&s[0]), skip)), whole), syscall.MADV_HUGEPAGE)
	}
	return s
}
