package simd

import "math"

// pairs is Pairs in plain Go.
func pairs(p *Plan, t int, parts [][]int32, g []uint16, loss []float64) {
	size := p.Rows * p.Pitch
	factors := p.Factor[t*size : (t+1)*size]
	for j := range p.Pitch {
		var sum float32
		for at := j; at < size; at += p.Pitch {
			factor := float32(factors[at])
			y := total(parts, at) * p.Unit
			if factor < 0 {
				y = -y
			}
			s, denominator, over := sigmoid(y, factor != 0)
			g[at] = signedHalf(s * factor)
			if loss != nil {
				sum += float32(abs(factor) * (logarithm(denominator, 0) + over))
			}
		}
		if loss != nil {
			loss[j%16] += float64(sum)
		}
	}
	clear(g[size : size+MaxRows])
}

// abs returns |x|.
func abs(x float32) float32 { return math.Float32frombits(math.Float32bits(x) &^ (1 << 31)) }
