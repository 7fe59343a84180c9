// Package search ranks sentences for a query and explains the ranking: the contribution
// of each token to the score of its sentence, and what the score would be without it.
//
// A query is a vector q, of one word or of several. It attends to the tokens of a
// sentence, and the context vector stands for the sentence:
//
//	wᵢ ∝ u(i) · exp(q·vᵢ / (√D·T))    the attention weight of token i with the vector vᵢ
//	c  = Σ wᵢ vᵢ                      the context vector
//	s  = cos(q, c) = Σ wᵢ (q·vᵢ) / (‖q‖‖c‖)
//
// u(i) is the token weight, which does not depend on the query; see [Weighting]. The
// terms of the last sum are the contributions of the tokens. A query has the same
// temperature T for all sentences. If T is infinite, the attention has no effect, and c is
// the mean of the vectors weighted by u.
//
// The direction that all sentences have in common can be removed (Arora, Liang and Ma
// 2017, openreview.net/forum?id=SyK00v5xx). It is removed once from the vector of each
// word, and from q. This removes it from every c too, because c is a sum of word vectors.
//
// # Cost
//
// A search computes exp and q·v once for each word of the index, because q is the same for
// all sentences. Then it computes the weighted sum of the vectors of each sentence. Sums
// in float32, with a bound for their error, select the sentences that may be among the
// best. Only these are ranked in float64. The ranking is the same as if all sentences were
// ranked in float64.
//
// # Indexes
//
// An [Index] contains the sentences, as text and as word ids of the model. [Build] makes
// one in memory. [Create] writes one to a file, [Open] maps the file, and [Extend] adds
// sentences to it. [IndexFile] chooses between Create, Open and Extend. An Index is safe
// for concurrent use.
package search
