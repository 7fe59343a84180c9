package rounds

import (
	"fmt"
	"math"
)

// A Rule is a way to merge the changes Δ_s of a row by the shards s, each of which has
// updated it n_s times, into one change.
type Rule string

// The rules. S is the number of shards.
const (
	// Momentum is block momentum (Chen and Huo 2016, "Scalable training of deep
	// learning machines by incremental block training with intra-block parallel
	// optimization and blockwise model-update filtering"), with Nesterov's step:
	//
	//	v ← μ·v + Σ Δ_s / S,  μ = 1 − 1/S
	//	w ← w + Σ Δ_s / S + μ·v
	//
	// The average does not overshoot where the changes of all shards agree, as those of
	// frequent words do. The momentum adds the rest of the sum in the following rounds,
	// because 1/S · (1 + μ + μ² + …) = 1, so no word learns more slowly than on one
	// machine.
	Momentum Rule = "momentum"
	// Sum is Σ Δ_s, shortened to Cap times the length of the longest Δ_s if it is longer:
	// as if the shards had been trained one after another.
	Sum Rule = "sum"
	// Weighted is Σ n_s·Δ_s / Σ n_s, the mean weighted by the updates of each shard.
	Weighted Rule = "weighted"
	// Mean is Σ Δ_s / S, the plain average of all models.
	Mean Rule = "mean"
)

// A Merge is a rule with its parameter.
type Merge struct {
	Rule Rule
	Cap  float64 // of Sum
}

// validate returns an error for an unknown rule and for a cap that has no meaning.
func (m Merge) validate() error {
	switch {
	case m.Rule != Momentum && m.Rule != Sum && m.Rule != Weighted && m.Rule != Mean:
		return fmt.Errorf("the merging rule is %q, must be %s, %s, %s or %s", m.Rule, Momentum, Sum, Weighted, Mean)
	case m.Rule == Sum && !(m.Cap >= 1 && m.Cap <= maxShards):
		return fmt.Errorf("the cap of a sum is %v, must be from 1 to %d", m.Cap, maxShards)
	}
	return nil
}

// momentum returns μ, the fraction of a round's step that is repeated in the next round:
// 1 − 1/S with block momentum, 0 with the other rules.
func (m Merge) momentum(shards int) float32 {
	if m.Rule != Momentum {
		return 0
	}
	return 1 - 1/float32(shards)
}

// Sums are of integers in units of 2^−fraction, so that their order does not
// matter. 2^24 units · 2^10, beyond which training counts as diverged, · 2^15
// updates · 2^13 shards stay below 2^63.
const (
	fraction  = 24
	maxChange = 1 << 10
	maxWeight = 1 << 15
	maxShards = 1 << 13
)

// A sum is the sum of the changes of a row.
//
// Adding integers is associative, so the order in which a runner delivers the changes
// has no effect on the bytes of the model; sums of float32 would depend on it.
type sum struct {
	total   []int64 // length D, in units of 2^−fraction
	weight  int64   // Σ n_s for Weighted, else the number of changes
	longest float64 // largest ‖Δ_s‖², for Sum
}

// add adds the change of a shard, which consists of n updates. The weight is at most
// maxWeight: words with more updates are frequent in all shards. A change that is not
// below maxChange, NaN included, is an error: training diverged.
func (s *sum) add(m Merge, change []float32, n uint32) error {
	weight := int64(1)
	if m.Rule == Weighted {
		weight = int64(min(max(n, 1), maxWeight))
	}
	var square float64
	for d, x := range change {
		if !(x < maxChange && x > -maxChange) {
			return fmt.Errorf("training diverged: a vector changed by %v in one round: lower --alpha", x)
		}
		s.total[d] += weight * int64(math.RoundToEven(float64(x)*(1<<fraction)))
		square += float64(float64(x) * float64(x)) // rounded: no machine may fuse the two
	}
	s.weight += weight
	s.longest = max(s.longest, square)
	return nil
}

// result writes the merged change of a row to to, of length D; shards is S. A shard that
// did not change the row counts as a change of zeros.
func (s *sum) result(m Merge, shards int, to []float32) {
	scale := 1. / (1 << fraction)
	switch m.Rule {
	case Weighted:
		scale /= float64(s.weight)
	case Mean, Momentum:
		scale /= float64(shards)
	case Sum:
		scale *= s.shorten(m.Cap)
	}
	for d, x := range s.total {
		to[d] = float32(float64(x) * scale)
	}
}

// shorten returns the factor that limits the sum to most times the longest change:
// min(1, most·max‖Δ_s‖ / ‖ΣΔ_s‖).
func (s *sum) shorten(most float64) float64 {
	var square float64
	for _, x := range s.total {
		v := float64(x) / (1 << fraction)
		square += float64(v * v)
	}
	if limit := most * most * s.longest; square > limit {
		return math.Sqrt(limit / square)
	}
	return 1
}
