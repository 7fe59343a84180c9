// Package word2vec trains word vectors: CBOW and skip-gram with negative
// sampling or hierarchical softmax (Mikolov et al. 2013, arXiv:1301.3781 and
// arXiv:1310.4546).
//
// [Train] reads a corpus and returns a [Model]: an embed.Table of the input
// vectors, the output vectors, and the [Config] that made them. One starts
// from [Default] and changes what is to differ; a zero field means zero.
//
// The trainer [Gensim] takes one centre word after another, in the order, with
// the random streams and with the quirks of gensim 4, so that models trained
// with one worker come out the same digit for digit. What it computes, for a
// centre word c with context words C inside its window:
//
//	x = mean of in[w], w ∈ C          (CBOW; the sum if CBOWMean is false)
//	g = (label − σ(x·out[t])) · α     for t = c (label 1) and each negative (label 0)
//	in[w] += Σ g·out[t]               for every w ∈ C
//	out[t] += g·x
//
// Skip-gram does the same for each context word by itself, x = in[w].
// Shapes: in and out are V×D, row-major float32.
//
// The update knows neither files, clocks nor goroutines. Arithmetic is plain
// float32, every product rounded before it is added, so that no compiler fuses
// the two and all machines agree.
package word2vec
