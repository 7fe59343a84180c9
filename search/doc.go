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
// D is the length of the vectors. u(i) is the token weight, which does not depend on the query;
// see [Weighting]. The terms of the last sum are the contributions of the tokens. A query has
// the same temperature T for all sentences. If T is infinite, the attention has no effect, and
// c is the mean of the vectors weighted by u.
//
// Each sentence has a mean of its word vectors, weighted by u. For most sentences this mean has
// a large component in the same direction. This common direction is that of the unit vector x
// for which the sum of (x·m)² over the means m of the sentences is largest. It is the first
// principal component of the vectors m. Usually the average of the vectors is subtracted from
// each of them before principal components are computed; here it is not (Arora, Liang and Ma
// 2017, openreview.net/forum?id=SyK00v5xx). If Options.Common is set, the component in this
// direction is subtracted from the vector of each word, and from q. It is then missing from
// every c too, because c is a weighted sum of word vectors. The scores of sentences then differ
// more.
//
// # Cost
//
// A search computes q·v and its exponential once for each word of the index, because q is
// the same for all sentences. Then it computes the score of each sentence in float32, with a
// bound for the rounding error. A sentence that cannot be among the best, even with the
// largest error that the bound allows, is discarded. The scores of the other sentences are
// computed again in float64, and these sentences are ranked by them. The ranking is the same
// as if all scores were computed in float64.
//
// # Indexes
//
// An [Index] contains the sentences, as text and as word ids of the model. [Build] makes one in
// memory. [Create] writes one to a file, [Open] maps the file into memory, and [Extend] adds
// sentences to it. [IndexFile] chooses between Create, Open and Extend. An Index is safe for
// concurrent use.
package search
