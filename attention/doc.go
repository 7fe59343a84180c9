// Package attention computes attention: scores, weights, context vectors and their
// gradients. Scaled dot-product attention is the score [Scaled] with softmax.
//
// A query is compared with each key, which gives a score. The scores become weights that
// sum to 1. The context vector is the sum of the values, each multiplied by its weight. In
// a library, for example, the query is the question of a reader, the keys are the labels
// of the books, and the values are the contents of the books:
//
//	sᵢ = score(q, kᵢ)
//	wᵢ = exp(sᵢ/T) / Σⱼ exp(sⱼ/T)      softmax at temperature T
//	c  = Σᵢ wᵢ vᵢ                      the context vector
//
// [Attend] computes this for one query. [SelfAttend] takes one sentence: each of its tokens is
// a query, a key and a value. [CrossAttend] takes two sentences: the tokens of one are the
// queries, and the tokens of the other are the keys and values. A [MultiHead] computes
// attention several times, each time with other projections. Most scores have no parameters;
// [Scores] lists them. The [Bilinear] and [Additive] scores have parameters that can be
// trained. [Sparsemax] can replace softmax. The PullBack methods compute gradients. With these
// you can train the parameters of scores, the projections of a MultiHead, and the query vector
// of [Pool]. [AttendContexts] is for texts that are too long for a matrix of weights.
//
// # Shapes
//
// There are n queries and m keys of length D, and m values of length E, which may differ
// from D. A matrix is a row-major blas32.General of gonum with one row for each token.
//
// # Numbers
//
// Inputs and the vectors and matrices of results are float32. Scores are computed in float64
// and rounded to float32. There is one exception: the scores [Dot], [Scaled] and [Cosine] are
// computed in float32 in [AttendContexts], and in functions for many queries if n·m is 4,096 or
// more. The sums that normalize weights are float64. Context vectors are computed in float32.
// Results are the same on every machine.
//
// # Cost
//
// n queries over m keys and values take n·m·(D+E) multiplications and n·m exponentials. The
// search for the temperature [Auto] tries about fifteen temperatures, and computes n·m
// exponentials for each. Scores and weights need memory that grows with n·m;
// [AttendContexts] needs memory that grows with n + m. [AttendAll] and [SelfAttendAll] use
// all CPU cores, the other functions one.
//
// # Errors and concurrency
//
// Shapes that do not match are programming errors and panic with a message. A masked key has
// weight 0, and its value does not affect the result, even if it is NaN. Functions with names
// that end in “To”, such as [AttendTo], store their output in a result that the caller passes.
// They reuse its memory, and do not allocate if it is large enough. Do not pass a slice or
// matrix of that result, such as its Context, as another argument. All functions are safe for
// concurrent use if no two calls write to the same result.
package attention
