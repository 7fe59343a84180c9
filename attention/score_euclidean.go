package attention

// The negative squared distance is −‖q‖² + 2 q·k − ‖k‖²: a dot product with a penalty
// for long keys. With softmax it gives the weights of a Gaussian kernel, exp(−‖q −
// k‖²/T).

// Euclidean is the negative square of the Euclidean distance of query and key:
//
//	s = −‖q − k‖²
const Euclidean Score = 3

// euclideanDefinition defines Euclidean. Its scores are not a product of two matrices, so
// it has no factors, and the scores are computed row by row.
var euclideanDefinition = definition{
	name:     "euclidean",
	formula:  "−‖q−k‖²",
	of:       func(query, key []float32) float32 { return float32(-squaredDistance(query, key)) },
	pullBack: pullBackEuclidean,
}

// squaredDistance returns ‖x − y‖², summed in float64.
func squaredDistance(x, y []float32) float64 {
	var sum float64
	for i, v := range x {
		d := float64(v) - float64(y[i])
		sum += float64(d * d)
	}
	return sum
}

// pullBackEuclidean adds ds times the gradients ∂s/∂q = −2(q − k) and ∂s/∂k = 2(q − k).
func pullBackEuclidean(gQuery, gKey []float32, ds float32, query, key []float32) {
	for d, q := range query {
		slope := float32(2 * ds * (q - key[d]))
		gQuery[d] -= slope
		gKey[d] += slope
	}
}
