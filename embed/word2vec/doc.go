// Package word2vec trains word vectors: CBOW and skip-gram with negative sampling or
// hierarchical softmax (Mikolov et al. 2013, arXiv:1301.3781 and arXiv:1310.4546).
//
// [Train] reads a corpus and returns a [Model]: an embed.Table of the input vectors, the
// output vectors, and the [Config] that made them. Start from [Default] and change fields;
// a field that is 0 is used as 0, not replaced by a default. The input and output vectors
// are V×D matrices, row-major float32. There are two trainers.
//
// [Batched], the default, is fast. It processes a block of B rows at once. A row is a
// centre word c with its context C; the rows of a block share N negatives M (Ji et al.
// 2016, arXiv:1604.04661). With K negatives for each prediction and the learning rate α,
// a row's update is
//
//	h      = mean of in[w], w ∈ C
//	e      = α·σ(−h·out[c])·out[c] − α·K/N·Σ σ(h·out[m])·out[m], m ∈ M, m ≠ c
//	in[w] += e/|C|^p                  for every w ∈ C
//	out[c] += α·σ(−h·out[c])·h        and out[m] −= α·K/N·σ(h·out[m])·h
//
// where p is 1 for the true gradient ([Corrected]), 0 as in word2vec.c ([Classic]) and
// 0.6 by default ([Balanced]). A block is updated up to six blocks after its scores are
// computed; blocks are updated in order.
//
// In skip-gram a row is a word w, C is the words of its window, each of which is a target, and the
// block has about 2·N negatives, M:
//
//	e = α·Σ σ(−h·out[c])·out[c] − α·|C|·K/|M|·Σ σ(h·out[m])·out[m], c ∈ C, m ∈ M, m ∉ C, h = in[w]
//
// A row is a pair of words instead, and C has one word, if Window·K is above 63 or the words of
// all windows do not fit into a block. By default this is so for windows above 12. In a pair the
// context word is w and the centre word is c.
//
// Its workers own columns, not sentences: apart from the scores h·out, a worker needs
// only its own columns, and the workers' partial scores are integers, whose sum does not
// depend on the order. Every random draw is a hash of its purpose and position. Therefore
// the bytes of a model depend only on text, Config and seed, not on the number of workers,
// the machine or its kernel; and training that was interrupted ([Checkpoint], [Resume])
// ends with the same bytes as training that was not.
//
// Data flow of the batched trainer:
//
//	ids ─► chunks of 2,048 tokens: rows, contexts, negatives    each chunk by one worker
//	    ─► partial scores of its columns                        all workers
//	    ─► coefficients of the block                            the worker that owns the block
//	    ─► updates of its columns                               all workers
//
// Workers run the last three steps of a block at different times and wait only for data
// that they need. They synchronize at the end of a segment of 64 chunks, where progress is
// reported and checkpoints are written. The time for a row is proportional to D·(|C| + N).
//
// [Gensim] processes one centre word at a time, in the order and with the random streams
// of gensim 4. The model equals that of gensim with one worker, digit for digit:
//
//	x = mean of in[w], w ∈ C          (CBOW; the sum if CBOWMean is false)
//	g = (label − σ(x·out[t])) · α     for t = c (label 1) and each negative (label 0)
//	in[w] += Σ g·out[t]               for every w ∈ C
//	out[t] += g·x
//
// Options and stages that all trainers share are in package train. Arithmetic is float32 and
// gives the same bits on all machines: the gensim trainer rounds every product before it
// is added; the kernels of the batched trainer round once, as a fused multiply-add does.
package word2vec
