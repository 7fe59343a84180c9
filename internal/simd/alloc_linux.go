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
	if n*4 >= 1<<22 {
		advise(s, syscall.MADV_HUGEPAGE)
	}
	return s
}

// Releases says whether Release does anything here.
const Releases = true

// release gives memory back to the system, which takes its numbers for zeros from
// then on.
func release(s []float32) { advise(s, syscall.MADV_DONTNEED) }

// advise tells the system how the whole pages of a slice are used. No harm is done
// where it does not listen.
func advise(s []float32, advice int) {
	const page = 4096
	first := uintptr(unsafe.Pointer(unsafe.SliceData(s)))
	skip := int(-first & (page - 1))
	if whole := (len(s)*4 - skip) &^ (page - 1); whole > 0 {
		_ = syscall.Madvise(unsafe.Slice((*byte)(unsafe.Add(unsafe.Pointer(unsafe.SliceData(s)), skip)), whole), advice)
	}
}
