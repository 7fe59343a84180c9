package attention

// If the entries of q and k are independent with mean 0 and variance 1, q·k has
// variance D. Division by √D makes it 1 for every dimension, so that softmax is
// neither flat nor saturated (Vaswani et al. 2017, section 3.2.1).

import "math"

// Scaled is the scaled dot product: the dot product divided by the square root of D, the
// length of both vectors (Vaswani et al. 2017, arXiv:1706.03762, section 3.2.1):
//
//	s = q·k / √D
const Scaled Score = 1

// scaledDefinition defines Scaled.
var scaledDefinition = definition{
	name:    "scaled",
	formula: "q·k/√D",
	of: func(query, key []float32) float32 {
		return float32(dot(query, key) / math.Sqrt(float64(len(query))))
	},
	pullBack: func(gQuery, gKey []float32, ds float32, query, key []float32) {
		pullBackDot(gQuery, gKey, ds/float32(math.Sqrt(float64(len(query)))), query, key)
	},
	queryFactor: func(query []float32) float32 { return float32(1 / math.Sqrt(float64(len(query)))) },
	keyFactor:   one,
}
