package attention

// The cosine does not depend on the norms of the vectors, so all scores are in [−1,
// 1]. With temperature 1 the largest weight is then at most e² ≈ 7.4 times the
// smallest: cosines usually need a temperature below 1.

// Cosine is the cosine of the angle between query and key. With a zero vector it is 0:
//
//	s = q·k / (‖q‖ ‖k‖)
const Cosine Score = 2

// cosineDefinition defines Cosine. Dividing each vector by its norm makes it a dot product.
var cosineDefinition = definition{
	name:        "cosine",
	formula:     "q·k/(‖q‖‖k‖)",
	of:          cosine,
	pullBack:    pullBackCosine,
	queryFactor: inverseNorm,
	keyFactor:   inverseNorm,
}

// cosine returns the cosine in float64, rounded once.
func cosine(query, key []float32) float32 {
	a, b := norm(query), norm(key)
	if a == 0 || b == 0 {
		return 0
	}
	return float32(dot(query, key) / a / b)
}

// pullBackCosine adds ds times the gradients ∂s/∂q = k/(‖q‖‖k‖) − s q/‖q‖², and the same
// for k. With a zero vector the score is 0 for every other vector, and so are the
// gradients.
func pullBackCosine(gQuery, gKey []float32, ds float32, query, key []float32) {
	a, b := norm(query), norm(key)
	if a == 0 || b == 0 {
		return
	}
	s := dot(query, key) / a / b
	pullBackDot(gQuery, gKey, ds*float32(1/(a*b)), query, key)
	axpy(gQuery, -ds*float32(s/(a*a)), query)
	axpy(gKey, -ds*float32(s/(b*b)), key)
}

// inverseNorm returns 1/‖x‖, 0 for a zero vector.
func inverseNorm(x []float32) float32 {
	if n := norm(x); n > 0 {
		return float32(1 / n)
	}
	return 0
}
