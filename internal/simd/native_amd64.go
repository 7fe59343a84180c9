//go:build !purego

package simd

import "golang.org/x/sys/cpu"

// native returns the kernels in assembly that this machine can run.
func native() []*Kernels {
	var k []*Kernels
	if cpu.X86.HasAVX512F && cpu.X86.HasAVX512DQ && cpu.X86.HasAVX512VL && cpu.X86.HasAVX512BW && cpu.X86.HasFMA {
		k = append(k, &Kernels{
			Name: "avx512", Score: scoreAVX512, Coefficients: coefficientsAVX512, Pairs: pairsAVX512,
			Apply: applyAVX512, ApplyPrefetches: true,
			Prefetch: prefetch, Publish: store, Dots: dotsAVX512, DotsAhead: dotsAheadAVX2, Estimates: estimatesAVX2,
			DotBytes: dotBytesAVX2, Mix: mixAVX512,
			Tile: productAVX512, Exp: exponentialsAVX512, AdaGrad: adaGradAVX512, SGD: sgdAVX512,
		})
	}
	if cpu.X86.HasAVX2 && cpu.X86.HasFMA && cpu.X86.HasF16C {
		k = append(k, &Kernels{
			Name: "avx2", Score: scoreAVX2, Coefficients: coefficientsAVX2, Pairs: pairsAVX2, Apply: applyAVX2,
			Prefetch: prefetch, Publish: store, Dots: dotsAVX2, DotsAhead: dotsAheadAVX2, Estimates: estimatesAVX2,
			DotBytes: dotBytesAVX2, Mix: mixAVX2,
			Tile: productAVX2, Exp: exponentialsAVX2, AdaGrad: adaGradAVX2, SGD: sgdAVX2,
		})
	}
	return k
}
