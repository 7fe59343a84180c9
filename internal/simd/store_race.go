//go:build race && !purego && amd64

package simd

import "sync/atomic"

// store sets counters (Kernels.Publish), visibly for the race detector, which does not
// see the stores of assembly.
var store = atomic.StoreInt64
