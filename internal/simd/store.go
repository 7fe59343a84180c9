//go:build !race && !purego && amd64

package simd

// store sets counters (Kernels.Publish).
var store = publish
