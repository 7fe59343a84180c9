package report

// This file writes a float32 with the fewest digits that read back as the same
// number. Most of a report in JSON is such numbers, so it decides how fast reports
// are. Steele and White (1990) pose the problem; strconv solves it for all numbers,
// and appendShort for those from 1e-5 to 1e5 in a simpler way.

import "math"

// powers are powers of ten, all exact in float64.
var powers = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14}

// appendShort appends x with the fewest digits from which the same float32 can be read back,
// as strconv.AppendFloat does, or returns false. It takes 70 % of the time of strconv and half
// of the time of jsontext.Encoder (68, 95 and 134 ns a number on an AMD EPYC, Go 1.26).
//
// For each number of digits, from 8 on downwards, it finds the decimal nearest to x in
// float64, and accepts it if it is within half a unit in the last place of x. If float64 is
// not precise enough to decide, it returns false and the caller uses strconv.
func appendShort(dst []byte, x float32) ([]byte, bool) {
	// The mantissa is the low 23 bits. For other numbers half is half the distance to both
	// neighbours of x: 2^(e−24) for x in [2^e, 2^(e+1)).
	bits := math.Float32bits(x)
	size := math.Abs(float64(x))
	if !(size >= 1e-5 && size < 1e5) || bits&0x7fffff == 0 { // below a power of two steps are half as long
		return dst, false
	}
	half := float64(math.Float32frombits(bits&0x7f800000)) / (1 << 24)
	// The unit in the last place of x is 2^(e−23); half of it separates x from its
	// neighbours. bits&0x7f800000 is 2^e, and dividing by 2²⁴ halves the unit.
	nine := 8 // places of a decimal of nine digits, which are always enough
	for nine > 4 && size >= powers[8-nine+1] {
		nine--
	}
	// Zeros after the decimal point are no digits: 0.00123 needs two places more for
	// as many digits.
	for size < 1 && nine < 13 && size*powers[nine-8+1] < 1 {
		nine++
	}
	// Fewer digits are tried as long as they stand for x. Decimals with fewer than six digits
	// have trailing zeros in six, which appendDecimal removes.
	digits, places, ok := nearest(size, nine-1, half) // 8 digits
	switch {
	case !ok.sure:
		return dst, false
	case !ok.within:
		if digits, places, ok = nearest(size, nine, half); !ok.sure || !ok.within {
			return dst, false
		}
	default:
		for shorter := places - 1; shorter >= nine-3; shorter-- { // down to 6 digits
			d, p, fits := nearest(size, shorter, half)
			if !fits.sure {
				return dst, false
			}
			if !fits.within {
				break
			}
			digits, places = d, p
		}
	}
	if bits>>31 != 0 {
		dst = append(dst, '-')
	}
	return appendDecimal(dst, digits, places), true
}

// A verdict says whether a decimal stands for a number, and whether float64 is
// precise enough to be sure. If sure is false, within has no meaning.
type verdict struct{ within, sure bool }

// nearest returns the decimal with a number of places that is nearest to x, as digits
// and places: digits / 10^places. half is half a unit in the last place of x as
// float32: every decimal closer to x than half is read back as x.
//
// scaled is below 1e9. One rounding of it has a relative error of 2⁻⁵³ ≈ 1.1e-16, so
// an absolute one of about 1e-7; doubt is ten times that. A verdict that is sure is
// therefore right.
func nearest(x float64, places int, half float64) (uint64, int, verdict) {
	scaled, limit := float64(x*powers[places]), float64(half*powers[places])
	// off is the distance to the decimal and limit the distance that is allowed, both
	// in units of its last place. The second condition of sure excludes a tie between
	// two decimals.
	whole := uint64(scaled + .5)
	off := math.Abs(float64(whole) - scaled)
	const doubt = 1e-6
	sure := math.Abs(off-limit) > float64(doubt*limit)+doubt && math.Abs(off-.5) > doubt
	return whole, places, verdict{within: off < limit, sure: sure}
}

// appendDecimal appends digits / 10^places without trailing zeros.
func appendDecimal(dst []byte, digits uint64, places int) []byte {
	for places > 0 && digits%10 == 0 {
		digits, places = digits/10, places-1
	}
	var buffer [32]byte // from its end
	at := len(buffer)
	for i := 0; digits > 0 || i <= places; i++ {
		if i == places && places > 0 {
			at--
			buffer[at] = '.'
		}
		at--
		buffer[at] = byte('0' + digits%10)
		digits /= 10
	}
	return append(dst, buffer[at:]...)
}
