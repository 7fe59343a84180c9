// Package simd contains the time-critical arithmetic: the steps of training on a block,
// the products of a query with many rows, and weighted sums of rows.
//
// Every kernel exists in plain Go, and in assembly for AVX2 and AVX-512 (amd64) and for
// NEON (arm64), which the generators in the module asm write. All give the same bits on
// every machine: the order of each sum does not depend on the width of registers, and each
// product is either rounded before it is added or fused with the addition. Plain Go
// computes fused products in float64, except where the compiler uses an instruction of the
// processor for them. The comment of each field of [Kernels] states order and rounding.
//
// A block of training is B rows, each with a context (the input vectors whose
// mean, h, predicts) and a target, and N negatives that the rows share:
//
//	S = H Mᵀ        scores of the hidden vectors H (B×D) with the negatives M (N×D)
//	G = −α·K/N·σ(S) coefficients; K is the number of negatives for each row
//	E = G M         errors, to which the target adds α·σ(−s)·o, s = h·o
//	M += Gᵀ H       and o += α·σ(−s)·h
//
// (Ji et al. 2016, arXiv:1604.04661.) Scores are sums over columns; everything else works
// on each column alone. Therefore each worker can own some columns, and workers exchange
// only partial scores. These are integers, so their sum does not depend on how the
// columns are divided: the products of a fixed number of columns, a lane, are summed in
// float32, and the sum is rounded to a multiple of 2⁻¹⁸.
package simd
