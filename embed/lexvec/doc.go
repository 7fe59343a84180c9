// Package lexvec trains LexVec word vectors (Salle, Idiart and Villavicencio 2016, "Matrix
// Factorization using Window Sampling and Negative Sampling for Improved Word Representations").
//
// LexVec fits the products of two vectors to associations of words. Each word w has a word vector
// and, as a context, a context vector. With the co-occurrences X of package cooccur, the
// association is by default positive pointwise mutual information with smoothed contexts,
//
//	y = max(0, ln X(w, c) − ln X(w) − ln X(c)^s + ln Σ_c X(c)^s),  s = ¾
//
// See the constants for others. Training reads the text in each epoch. For each word that
// subsampling keeps, it makes a step of stochastic gradient descent on ½(w·c − y)² for each
// context word c of the window, and for each of k negative samples, which are drawn in proportion
// to count^¾. So frequent pairs are fitted better than rare ones, and pairs that do not co-occur
// are fitted too. Subsampling, windows and learning rate are those of package word2vec. The vector
// of a word is w. See [Config], and update.go for the step.
//
// The co-occurrences are counted in the text as it is trained on, with the same subsampling and
// with weights that are the probabilities of windows; see Config.Counting. So X(w, c) is how often
// an epoch trains on a pair, on average.
//
// With Config.Positional a context is a word at an offset in the window, with a context vector and
// an association of its own (Salle, Idiart and Villavicencio 2016, arXiv:1606.01283).
//
// # Order and parallel work
//
// A chunk is 16 ranges of the corpus of at most 4,096 tokens. Workers find the pairs of different
// ranges, every draw a hash of its position. In each epoch two hashes divide the words into 16
// strata and the context vectors into 16, and thereby the pairs of a chunk into 16×16 blocks.
// Blocks without a common stratum change different vectors. Therefore 16 rounds of 16 such blocks
// train a chunk, and workers take the blocks of a round in any order (Gemulla et al. 2011,
// "Large-scale matrix factorization with distributed stochastic gradient descent"). The result does
// not depend on the number of workers, and no two workers write to the same memory.
//
// # Memory
//
// The words and contexts take a row each of 4·D bytes, D rounded up to a multiple of 16. An
// association takes 12 bytes, and the co-occurrences take 12 bytes each while they are counted.
//
// Training cannot produce NaN or infinities: associations are limited, and the step is shortened
// for vectors that are too long for the learning rate.
package lexvec
