// Package word2vec trains word vectors: CBOW and skip-gram with negative
// sampling or hierarchical softmax (Mikolov et al. 2013, arXiv:1301.3781 and
// arXiv:1310.4546).
//
// [Train] reads a corpus and returns a [Model]: an embed.Table of the input
// vectors, the output vectors, and the [Config] that made them. One starts
// from [Default] and changes what is to differ; a zero field means zero.
// Shapes: in and out are V×D, row-major float32. Two trainers fill them.
//
// [Batched], the fast one, takes B rows at once, a centre word c with its
// context C each, that share N negatives M (Ji et al. 2016, arXiv:1604.04661).
// With K negatives for each prediction, a row's step is
//
//	h      = mean of in[w], w ∈ C
//	e      = α·σ(−h·out[c])·out[c] − α·K/N·Σ σ(h·out[m])·out[m], m ∈ M, m ≠ c
//	in[w] += e/|C|^p                  for every w ∈ C
//	out[c] += α·σ(−h·out[c])·h        and out[m] −= α·K/N·σ(h·out[m])·h
//
// where p is 1 for the true gradient ([Corrected]), 0 as in word2vec.c
// ([Classic]) and 0.6 by default ([Balanced]). Skip-gram has a row for each
// context word. Scores of a block are taken before a few blocks ahead of it have
// moved the vectors; nothing else differs from one step after another.
//
// Its workers own columns, not sentences: everything but the scores h·out works
// on columns alone, and the workers' parts of the scores are integers, which add
// up to the same in any order. Every draw is a hash of what it is for. So a
// model depends on text, Config and seed to the last bit, and not on the number
// of workers, the machine or its kernel; and training that was interrupted
// ([Checkpoint], [Resume]) ends as if it had not been.
//
// [Gensim] takes one centre word after another, in the order, with the random
// streams and with the quirks of gensim 4, so that models trained with one
// worker come out the same digit for digit:
//
//	x = mean of in[w], w ∈ C          (CBOW; the sum if CBOWMean is false)
//	g = (label − σ(x·out[t])) · α     for t = c (label 1) and each negative (label 0)
//	in[w] += Σ g·out[t]               for every w ∈ C
//	out[t] += g·x
//
// The updates know neither files nor clocks. Arithmetic is plain float32, every
// product rounded before it is added, so that no compiler fuses the two and all
// machines agree.
package word2vec
