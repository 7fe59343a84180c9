// Package cooccur counts how often the words of a corpus occur near each other.
//
// The co-occurrence X(a, b) of two words is the sum over all pairs of occurrences of a and b
// in the same sentence, at most Window tokens apart, of 1/distance, or of 1 with [Flat]
// weighting (Pennington et al. 2014, "GloVe"). Tokens that are not in the vocabulary are left out
// before distances are counted, as in GloVe's program cooccur. With Config.Symmetric, X(a, b) = X(b, a);
// otherwise X(a, b) counts only b after a.
//
// [Count] yields the co-occurrences row by row, in the order of rows and columns. [Collect]
// keeps them in memory as a [Matrix], [Write] writes them in the file format of GloVe, and
// [Read] reads such a file:
//
//	rows := cooccur.Count(ctx, ids, words.Len(), cooccur.Default(), cooccur.Options{})
//	matrix, err := cooccur.Collect(rows, words.Len())
//
// # Method
//
// The corpus is divided into segments that fit into memory. For each segment an index lists the
// positions of every word. A row is the sum over the positions of its word; workers compute
// different rows, each in an array of V sums. If there are several segments, their rows are
// written to a temporary file and added up row by row.
//
// Sums are exact, because weights are added as integers: 1/distance is a whole number of
// units of 1/lcm(1, …, Window). Where Window is above 22, weights are first rounded to
// multiples of 2⁻³². Therefore the result does not depend on the number of workers or the
// memory, and is the float64 that is nearest to the sum of these weights.
package cooccur
