// Package search ranks sentences for a query and explains the ranking: the contribution
// of each token to the score of its sentence, and what the score would be without it.
//
// A query is a vector q, of one word or of several. It attends to the tokens of a
// sentence, and the context vector stands for the sentence:
//
//	wᵢ ∝ u(i) · exp(q·vᵢ / (√D·T))    the weight of token i with the vector vᵢ
//	c  = Σ wᵢ vᵢ                      the context vector
//	s  = cos(q, c) = Σ wᵢ (q·vᵢ) / (‖q‖‖c‖)
//
// The terms of the last sum are the contributions of the tokens. The temperature T is
// the same for all sentences of a query. If it is infinite, the attention has no effect,
// and c is a mean of vectors weighted by u, the token weights; see [Weighting]. The
// direction that all sentences have in common can be removed from the vectors (Arora,
// Liang and Ma 2017, openreview.net/forum?id=SyK00v5xx). It is removed from the word
// vectors once, because c is linear in them.
//
// # Cost
//
// u, exp and q·v are computed once for each word of a query, because q is the same for
// all sentences. A sentence then costs the sum of its vectors. Sums in float32 with a
// bound for their error select the sentences that may be among the best; those are
// ranked in float64. The ranking therefore equals that of float64 over all sentences.
//
// # Indexes
//
// An [Index] contains the sentences, as text and as word ids of the model. [Build] makes
// one in memory. [Create] writes one to a file, which [Open] maps and [Extend] adds to;
// [IndexFile] does all three. An Index is safe for concurrent use.
package search
