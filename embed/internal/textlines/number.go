package textlines

// This file parses and writes float32. A decimal of at most 19 digits is an integer m
// times a power of ten; if both are exact in float64, one rounding gives the nearest
// float64, and a check shows when a second rounding to float32 is safe (Clinger
// 1990).

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"strconv"
)

// powers are the powers of ten that float64 represents exactly.
var powers = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
	1e17, 1e18, 1e19, 1e20, 1e21, 1e22}

// parseFloat parses a decimal number that is followed by white space or the
// end of text. It returns the number, the number of its bytes, and true. The
// result is that of strconv.ParseFloat for 32 bits. It returns false for
// numbers, and for text, that it cannot parse exactly: then strconv decides.
//
// A number m·10ᵉ with m < 2⁵³ and |e| ≤ 22 is the product or quotient of two exact float64
// numbers, which IEEE 754 rounds correctly (W. D. Clinger, How to read floating point
// numbers accurately, 1990). Rounding that to float32 also gives the nearest float32,
// unless the float64 lies exactly in the middle of two float32: then the first rounding
// lost on which side the decimal number is. parseFloat returns false for those middles, and
// for results that are subnormal or nearly too large. BenchmarkParseFloat compares it with
// strconv.
func parseFloat(text []byte) (x float32, n int, ok bool) {
	negative := false
	if len(text) > 0 && (text[0] == '-' || text[0] == '+') {
		negative = text[0] == '-'
		n = 1
	}
	m, digits, exponent, n := decimal(text, n)
	if digits == 0 || digits > 19 || m >= 1<<53 {
		return 0, 0, false
	}
	if n < len(text) && text[n]|0x20 == 'e' {
		var e int
		if e, n, ok = exponentOf(text, n+1); !ok {
			return 0, 0, false
		}
		exponent += e
	}
	if n < len(text) && text[n] > ' ' || exponent < -22 || exponent > 22 {
		return 0, 0, false
	}
	d := float64(m)
	if exponent < 0 {
		d /= powers[-exponent]
	} else {
		d *= powers[exponent]
	}
	if m != 0 && (d < 0x1p-120 || d > 0x1p120 || math.Float64bits(d)&(1<<29-1) == 1<<28) {
		return 0, 0, false
	}
	if negative {
		d = -d
	}
	return float32(d), n, true
}

// decimal parses digits with at most one point from byte n on, as m·10^exponent. It returns
// the number of digits and the index of the first byte after them. m overflows beyond 19
// digits; the caller checks digits.
func decimal(text []byte, n int) (m uint64, digits, exponent, end int) {
	point := -1
	begin := n
	for ; n < len(text); n++ {
		c := text[n] - '0'
		if c > 9 {
			if text[n] != '.' || point >= 0 {
				break
			}
			point = n
			continue
		}
		m = 10*m + uint64(c)
	}
	digits = n - begin
	if point >= 0 {
		digits--
		exponent = point + 1 - n
	}
	return m, digits, exponent, n
}

// exponentOf parses a sign and one to three digits from byte n on. More digits are left to
// strconv.
func exponentOf(text []byte, n int) (e, end int, ok bool) {
	negative := false
	if n < len(text) && (text[n] == '-' || text[n] == '+') {
		negative = text[n] == '-'
		n++
	}
	begin := n
	for ; n < len(text) && text[n]-'0' <= 9; n++ {
		if n-begin == 3 {
			return 0, n, false
		}
		e = 10*e + int(text[n]-'0')
	}
	if negative {
		e = -e
	}
	return e, n, n > begin
}

// ParseNumber returns the float32 that is nearest to a decimal number, with
// the result and the errors of strconv.ParseFloat for 32 bits. Most numbers
// take the fast way of parseFloat.
func ParseNumber(field []byte) (float32, error) {
	if x, n, ok := parseFloat(field); ok && n == len(field) {
		return x, nil
	}
	x, err := strconv.ParseFloat(string(field), 32)
	if errors.Is(err, strconv.ErrRange) {
		err = fmt.Errorf("%.30q is too large for float32", field)
	} else if err != nil {
		err = fmt.Errorf("not a vector file: %.30q is not a number", field)
	}
	return float32(x), err
}

// AppendNumber appends x in as many digits as distinguish it from every other
// float32, in the form of numpy and gensim: with a decimal point from 1e-4 to
// 1e16, and with an exponent beyond:
//
//	1.0   -0.0   0.00010001   123456790.0   1e-04   1.5e-05   1e+16
func AppendNumber(dst []byte, x float32) []byte {
	size := float64(max(x, -x))
	if size != 0 && (size < 1e-4 || size >= 1e16) {
		return strconv.AppendFloat(dst, float64(x), 'e', -1, 32)
	}
	begin := len(dst)
	dst = strconv.AppendFloat(dst, float64(x), 'f', -1, 32)
	if bytes.IndexByte(dst[begin:], '.') < 0 {
		dst = append(dst, '.', '0')
	}
	return dst
}
