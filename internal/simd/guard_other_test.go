//go:build !unix

package simd

import "testing"

func guarded[T int32 | float32](_ testing.TB, n, off int) []T { return make([]T, n+off)[:n] }
