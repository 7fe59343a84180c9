//go:build race && !purego && amd64

package simd

import "sync/atomic"

// store is what sets counters: the race detector does not see what assembly does.
var store = atomic.StoreInt64
