package simd

// This file allocates matrices on Linux. Rows are used in random order, so with pages
// of 4 KiB most accesses also miss the cache of address translations; huge pages of 2
// MiB are requested.

import (
	"syscall"
	"unsafe"
)

// pageSize is the number of bytes in a page of memory: 4,096 on amd64, and up to 65,536
// on arm64 and ppc64le.
var pageSize = syscall.Getpagesize()

// Alloc returns n zeros for a matrix. It requests huge pages for large ones: rows are
// accessed in random order, and with small pages each access needs a page table walk. It
// does so from 4 MiB on, twice the usual size of a huge page. No measurement of other
// limits is recorded.
func Alloc(n int) []float32 {
	s := make([]float32, n)
	if n*4 >= 1<<22 {
		advise(s, pageSize, func(b []byte) error { return syscall.Madvise(b, syscall.MADV_HUGEPAGE) })
	}
	return s
}

// Releases reports whether Columns.Release returns memory on this system.
const Releases = true

// release returns memory to the system; it reads as zeros from then on.
func release(s []float32) {
	advise(s, pageSize, func(b []byte) error { return syscall.Madvise(b, syscall.MADV_DONTNEED) })
}

// advise calls madvise with the pages that are wholly in s, if there are any. The system
// rounds the end of its argument up to a whole page, so a page that s shares with other
// memory must be left out. Errors are ignored, since advice only saves time and memory.
func advise(s []float32, page int, madvise func([]byte) error) {
	start := unsafe.Pointer(unsafe.SliceData(s))
	skip := int(-uintptr(start) & uintptr(page-1))
	if whole := (len(s)*4 - skip) &^ (page - 1); whole > 0 {
		_ = madvise(unsafe.Slice((*byte)(unsafe.Add(start, skip)), whole))
	}
}
