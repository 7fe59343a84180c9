package attention

// This file splits the differences between dot products. A dot product is s =
// ‖q‖·‖k‖·cos(q, k): a key can have a large score because its vector is long, as
// those of frequent words may be, or because it points in the direction of the query.
// The share shows which of the two decides.

import "math"

// NormShare returns the fraction of the differences between dot-product scores that comes from
// the norms of the keys. The rest, 1 − share, comes from their angles with the query. A score
// is
//
//	s = ‖q‖ n c,  n = ‖k‖,  c = cos(q, k)
//
// (for Scaled, divided by √D, which does not change the fraction). Let n̄ and c̄ be the means
// of n and c over the visible keys. The difference between the score of a key and the score
// ‖q‖ n̄ c̄ is the sum of two terms:
//
//	s − ‖q‖ n̄ c̄ = ‖q‖ (n − n̄)(c + c̄)/2 + ‖q‖ (c − c̄)(n + n̄)/2
//
// The first term is the part of the norm: it multiplies the difference of the norms by the mean
// of c and c̄. The second term is the part of the angle: it multiplies the difference of the
// cosines by the mean of n and n̄. The two terms are the Shapley values (Shapley 1953) of n and
// c. Start from ‖q‖ n̄ c̄ and replace n̄ by n and then c̄ by c, or in the other order. The
// first term is the change of the score when n̄ is replaced, averaged over the two orders; the
// second term is the same for c̄. Let A be the sum of the absolute values of the first terms
// over the visible keys, and B that of the second terms. NormShare returns A / (A + B). ok is
// false for scores other than Dot and Scaled, for fewer than two visible keys, if all scores
// are equal, and if A + B is 0, infinite or NaN.
func (r *Result) NormShare() (share float64, ok bool) {
	if r.Score != Dot && r.Score != Scaled || r.equalScores() {
		return 0, false
	}
	var norms, cosines, count float64
	r.eachKey(func(n, c float64) { norms, cosines, count = norms+n, cosines+c, count+1 })
	norms, cosines = norms/count, cosines/count
	var byNorm, byAngle float64
	r.eachKey(func(n, c float64) {
		byNorm += math.Abs((n - norms) * (c + cosines))
		byAngle += math.Abs((c - cosines) * (n + norms))
	})
	all := byNorm + byAngle
	return byNorm / all, all > 0 && !math.IsInf(all, 0)
}

// equalScores reports whether all visible scores are equal.
func (r *Result) equalScores() bool {
	first := -1
	for i, s := range r.Scores {
		switch {
		case !r.Visible[i]:
		case first < 0:
			first = i
		case s != r.Scores[first]:
			return false
		}
	}
	return true
}

// eachKey calls f with the norm of each visible key and its cosine with the query, up to
// a factor that is the same for all keys.
func (r *Result) eachKey(f func(norm, cosine float64)) {
	for i, s := range r.Scores {
		if !r.Visible[i] {
			continue
		}
		norm, cosine := float64(r.Norms[i]), 0.0
		if norm > 0 {
			cosine = float64(s) / norm
		}
		f(norm, cosine)
	}
}
