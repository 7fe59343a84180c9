//go:build !unix

package simd

import "testing"

func guarded[T int8 | int16 | uint16 | int32 | float32](_ testing.TB, n, off int) []T {
	return make([]T, n+off)[:n]
}
