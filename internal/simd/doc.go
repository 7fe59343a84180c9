// Package simd holds the arithmetic that takes the time: the steps of a block of
// training, the products of a query with many rows, and weighted sums of rows.
//
// Every kernel exists in plain Go and, on amd64, in assembly for AVX2 and for
// AVX-512, written by the generator in the module asm. All give the same bits on
// every machine: each sum has one order whatever the width of a register, and each
// product is either rounded before it is added or fused with the addition, which
// plain Go imitates, except on arm64, where the compiler uses the processor's
// instruction. Both are said with each field of [Kernels].
//
// A block of training is B rows, each with a context (the input vectors whose
// mean, h, predicts) and a target, and N negatives that the rows share:
//
//	S = H Mᵀ        scores of the hidden vectors H (B×D) with the negatives M (N×D)
//	G = −α·K/N·σ(S) coefficients, K being the negatives that a row is worth
//	E = G M         errors, to which the target adds α·σ(−s)·o, s = h·o
//	M += Gᵀ H       and o += α·σ(−s)·h
//
// (Ji et al. 2016, arXiv:1604.04661.) Scores are sums over columns, and nothing
// else mixes columns. So workers can each own some columns and exchange no more
// than their parts of the scores. Parts are integers, which add up to the same
// whoever owns what: a fixed number of columns, a lane, is summed in float32 and
// rounded to a multiple of 2⁻¹⁸.
package simd
