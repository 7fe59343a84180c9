package attention

// The dot product is the score of Luong et al. (2015) called dot. It grows with the
// dimension and with the norms of the vectors; see score_scaled.go for the remedy.

// Dot is the dot product of query and key:
//
//	s = q·k
const Dot Score = 0

// dotDefinition defines Dot.
var dotDefinition = definition{
	name:        "dot",
	formula:     "q·k",
	of:          func(query, key []float32) float32 { return float32(dot(query, key)) },
	pullBack:    pullBackDot,
	queryFactor: one,
	keyFactor:   one,
}

// pullBackDot adds ds times the gradients ∂s/∂q = k and ∂s/∂k = q.
func pullBackDot(gQuery, gKey []float32, ds float32, query, key []float32) {
	axpy(gQuery, ds, key)
	axpy(gKey, ds, query)
}

// one returns 1, the factor of a score that uses the vectors unchanged.
func one([]float32) float32 { return 1 }
