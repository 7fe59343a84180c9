//go:build !amd64 || purego

package simd

func native() []*Kernels { return nil }
