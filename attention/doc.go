// Package attention computes how much a query looks at each of some keys, and
// what it takes home from their values.
//
// Think of a library. The query is what a reader asks for, the keys are the
// labels on the books' backs, the values are what the books say. Each label is
// compared with the question, which gives a score; the scores become weights
// that add up to 1; and the answer is the books' content, mixed by weight:
//
//	sᵢ = score(q, kᵢ)
//	wᵢ = exp(sᵢ/T) / Σⱼ exp(sⱼ/T)      softmax at temperature T
//	c  = Σᵢ wᵢ vᵢ                      the context vector
//
// [Attend] does that for one query, [SelfAttend] for every token of a sentence,
// [CrossAttend] for those of one sentence over another's, a [MultiHead] through
// several projections. A score is one of four without parameters, or [Bilinear]
// or [Additive]; [Sparsemax] can take the place of softmax. Each result has a
// PullBack, the gradients of what it was made of, so that scores, projections and
// [Pool]'s query can be trained. [AttendContexts] is for texts too long for a
// matrix of weights.
//
// Shapes: n queries and m keys of length D, m values of any length. A matrix is
// gonum's row-major float32 blas32.General, a row for each token. Results are
// float32. Scores and weights are summed in float64, but for long sentences, whose
// products internal/simd's kernels sum in float32. Shapes that do not fit are
// programming errors and panic with a message.
//
// A key that is masked gets the weight 0 and its value is not looked at, not
// even if it holds a NaN. Functions whose name ends in To write into a result
// that is used again and do not allocate once it is large enough. What they read
// must not be part of that result.
package attention
