// Package search ranks sentences for a query and says why: every token's share
// of a sentence's score, and what the score would be without it.
//
// A query is a vector q, of a word or of several. It attends over the tokens of a
// sentence, and the sentence is what it takes home, the context vector:
//
//	wᵢ ∝ u(i) · exp(q·vᵢ / (√D·T))    the weight of token i, whose vector is vᵢ
//	c  = Σ wᵢ vᵢ                      the context
//	s  = cos(q, c) = Σ wᵢ (q·vᵢ) / (‖q‖‖c‖)
//
// The summands of s are the tokens' shares. T, the temperature, is the same for
// all sentences of a query; without end, all that is left is a mean of vectors
// with the weights u, which say how much a word tells: see [Weighting]. Vectors
// may be rid of the direction that all sentences have in common (Arora, Liang
// and Ma 2017, openreview.net/forum?id=SyK00v5xx); this is done to the words,
// once, because c is linear in them.
//
// Since q is the same for all sentences, u, the exponential and q·v are computed
// once for each word; a sentence then costs the sum of its vectors. Sums in float32
// tell which sentences may be among the best, with a bound for their error; those
// are ranked in float64. So the ranking is that of float64 over all sentences.
//
// An [Index] holds the sentences, as text and as word numbers of the model's
// table. It is made in memory by [Build] or written to a file, which is mapped:
// see [Create], [Open] and [Extend].
package search
