package attention

import "math"

// NormShare tells how much of what tells the scores of a dot product apart is
// the keys' norms; the rest, up to 1, is their angles with the query. A score is
//
//	s = ‖q‖ n c,  n = ‖k‖,  c = cos(q, k)
//
// and its distance from the score of a key of mean norm and mean cosine is, to
// the last digit, the sum of what its norm and what its angle bring, each being
// changed half before and half after the other (Shapley 1953):
//
//	s − ‖q‖ n̄ c̄ = ‖q‖ (n − n̄)(c + c̄)/2 + ‖q‖ (c − c̄)(n + n̄)/2
//
// The share is that of the first terms in the sum of the sizes of both, over the
// keys that take part. There is none, and ok is false, for scores other than
// Dot and Scaled, for fewer than two keys, and if all scores are equal.
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

// equalScores reports whether the visible scores are all the same.
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

// eachKey calls f with the norm and, but for a factor that is the same for all,
// the cosine of each key that takes part.
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
