// Package glove trains GloVe word vectors (Pennington, Socher and Manning 2014, "GloVe: Global
// Vectors for Word Representation").
//
// GloVe fits the products of two vectors to the logarithms of the co-occurrences X of package
// cooccur. Each word i has a word vector w_i, a context vector c_i, and the biases b_i and d_i.
// The loss is
//
//	J = Σ f(X_ij) · ½ (w_i·c_j + b_i + d_j − ln X_ij)²,  f(x) = min(1, (x/x_max)^α)
//
// over the pairs with X_ij > 0, the records. Training makes a step of AdaGrad, or with [SGD] of
// plain gradient descent, for each record in each epoch; see [Config] and update.go. The vector of
// a word is w + c by default.
//
// # Order and parallel work
//
// In each epoch a permutation, which depends on the seed and the epoch, shuffles the records and
// cuts them into chunks. Two hashes divide the words into 16 strata, one for rows and one for
// columns, and thereby the records of a chunk into 16×16 blocks. Blocks without a common stratum
// change different vectors. Therefore 16 rounds of 16 such blocks train a chunk, and workers take
// the blocks of a round in any order (Gemulla et al. 2011, "Large-scale matrix factorization with
// distributed stochastic gradient descent"). The result does not depend on the number of workers,
// and no two workers write to the same memory.
//
// # Memory
//
// A record takes 16 bytes. Words take two rows each, of vector, biases and accumulators:
// 16·(D+2) bytes for dimension D, rounded up; half of that with SGD. The co-occurrences are counted
// in memory as package cooccur does.
//
// Training cannot produce NaN or infinities: logarithms are of finite numbers above 0,
// derivatives are limited to ±100, and accumulators are at least 1. With SGD a step is at most
// 100·η, or 1,000, which is lost in rounding before a number of float32 reaches 10¹¹, so that no
// product of two rows overflows. If the learning rate is so high that the loss grows, training ends
// with an error.
package glove
