package simd

// This file turns scores into gradient coefficients: σ(s) for negatives, σ(−s) for
// targets, with e^x by a polynomial, since math.Exp rounds differently on different
// machines.

import "math"

// coefficients is Coefficients in plain Go.
func coefficients(p *Plan, t int, parts [][]int32, g []uint16, loss []float64) {
	negatives := p.Negative[t*p.Pitch : (t+1)*p.Pitch]
	for j, w := range negatives {
		product, excess, exponent := float32(1), float32(0), int32(0)
		for b := range p.Rows {
			at, i := b*p.Pitch+j, t*p.Rows+b
			on := p.Mask[j] != 0 && p.Size[i] != 0 && w != p.Target[i]
			s, denominator, over := sigmoid(total(parts, at)*p.Unit, on)
			g[at] = half(s)
			product *= denominator
			excess += over
			if b%4 == 3 {
				product, exponent = split(product, exponent)
			}
		}
		if loss != nil {
			loss[j%16] += float64(logarithm(product, exponent) + excess)
		}
	}
	for b := range MaxRows {
		at, i := p.Rows*p.Pitch+b, t*p.Rows+b
		s, denominator, over := sigmoid(total(parts, at)*p.MinusUnit, p.RowMask[b] != 0 && p.Size[i] != 0)
		g[at] = half(s)
		if loss != nil {
			loss[16+b] += float64(logarithm(denominator, 0) + over)
		}
	}
}

// total returns the sum of the workers' partial scores at index i.
func total(parts [][]int32, i int) float32 {
	var sum int32
	for _, p := range parts {
		sum += p[i]
	}
	return float32(sum)
}

// Polynomials: 2^f for |f| ≤ ½, and ln(1+x) for 1+x from √½ to √2 (both from
// Moshier's Cephes library), highest power first.
var (
	exp2 = [...]float32{1.535336188e-4, 1.339887440e-3, 9.618437358e-3, 5.550332471e-2, 2.402264791e-1,
		6.931472029e-1, 1}
	log1 = [...]float32{7.0376836292e-2, -1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1,
		-1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1}
)

// power is a polynomial for 2^f with |f| ≤ ½, with a relative error below 1e-7, highest power
// first. It has fewer terms than exp2, because coefficients are stored in half precision.
var power = [...]float32{1.326472726e-3, 9.671512700e-3, 5.550733744e-2, 2.402224208e-1, 6.931469776e-1, 1}

// reach bounds the arguments of exponentials: beyond it σ is 0 or 1 to the last bit.
const reach = 22

// sigmoid returns σ(y), 1+eʸ, and by how much y exceeds reach; 0, 1 and 0 if on
// is false.
func sigmoid(y float32, on bool) (s, denominator, over float32) {
	if !on {
		return 0, 1, 0
	}
	over = max(y-reach, 0)
	y = float32(max(min(y, reach), -reach) * float32(math.Log2E))
	n := round(float64(y))
	y -= float32(n)
	e := power[0]
	for _, c := range power[1:] {
		e = fused(e, y, c)
	}
	e = math.Float32frombits(math.Float32bits(e) + uint32(n)<<23)
	denominator = 1 + e
	return e / denominator, denominator, over
}

// split returns product, which is at least 1, divided by its power of two, and exponent
// plus that of the power.
func split(product float32, exponent int32) (float32, int32) {
	bits := math.Float32bits(product)
	power := (bits - math.Float32bits(1)) >> 23
	return math.Float32frombits(bits - power<<23), exponent + int32(power)
}

// logarithm returns ln(x·2^exponent) for x from 1 to the largest float.
func logarithm(x float32, exponent int32) float32 {
	const root = 0x3f3504f3 // √½
	bits := math.Float32bits(x) - root
	power := float32(int32(bits)>>23 + exponent)
	m := math.Float32frombits(bits&0x7fffff+root) - 1
	square := float32(m * m)
	p := float32(square * float32(m*polynomial(m, log1[:])))
	p -= float32(square * .5)
	return float32(m+p) + float32(power*float32(math.Ln2))
}

// polynomial evaluates a polynomial at x by Horner's rule, highest power first.
func polynomial(x float32, coefficients []float32) float32 {
	p := coefficients[0]
	for _, c := range coefficients[1:] {
		p = float32(p*x) + c
	}
	return p
}

// round returns the integer nearest to x, a float32, ties to even, or the least int32 for
// numbers out of range and for NaN, as the instruction of x86 does. Adding 1.5·2⁵² rounds
// to an integer, which is then in the lower half of the float64.
func round(x float64) int32 {
	if !(x >= math.MinInt32 && x < -math.MinInt32) {
		return math.MinInt32
	}
	return int32(uint32(math.Float64bits(x + 0x1.8p52)))
}
