//go:build (!amd64 && !arm64) || purego

package simd

// native returns nil: there is no assembly for this machine or build.
func native() []*Kernels { return nil }
