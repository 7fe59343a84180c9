//go:build !race && !purego && amd64

package simd

// store is what sets counters.
var store = publish
