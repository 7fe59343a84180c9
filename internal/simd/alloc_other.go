//go:build !linux

package simd

// Alloc returns n zeros for a matrix.
func Alloc(n int) []float32 { return make([]float32, n) }

// Releases reports whether Columns.Release returns memory on this system.
const Releases = false

// release does nothing: these systems have no advice that this package uses.
func release([]float32) {}
