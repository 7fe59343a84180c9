package picture

// This file has the colours of heat maps. A scale must grow evenly in lightness:
// otherwise a reader sees steps in the data that are steps of the scale (Borland and
// Taylor 2007).

import "math"

// Levels is the number of colours in the scale: enough to look continuous, and few enough
// that the palette of an image and the paths of an SVG are small.
const Levels = 64

// viridis is the colour map of Smith and van der Walt (2015, public domain) at nine equal
// steps. Its lightness grows evenly, so that levels can be compared in grey and with
// every kind of colour blindness.
var viridis = [9]RGB{
	{0x44, 0x01, 0x54}, {0x47, 0x2d, 0x7b}, {0x3b, 0x52, 0x8b},
	{0x2c, 0x72, 0x8e}, {0x21, 0x91, 0x8c}, {0x28, 0xae, 0x80},
	{0x5e, 0xc9, 0x62}, {0xad, 0xdc, 0x30}, {0xfd, 0xe7, 0x25},
}

// light is a colour map for paper at nine equal steps, from nearly white to a dark blue. Small
// weights take little ink, and its lightness falls evenly.
var light = [9]RGB{
	{0xf4, 0xf7, 0xfb}, {0xdd, 0xe8, 0xf3}, {0xc2, 0xd7, 0xea},
	{0xa1, 0xc3, 0xdf}, {0x7b, 0xaa, 0xd1}, {0x56, 0x8f, 0xc0},
	{0x37, 0x73, 0xab}, {0x1f, 0x56, 0x8f}, {0x0c, 0x3a, 0x6b},
}

// A Palette is a colour scale: Levels colours between nine stops.
type Palette int

// The palettes.
const (
	Viridis Palette = iota // for screens; large weights are light
	Light                  // for paper; large weights are dark
)

// Stops returns the nine colours at equal steps that the colours of the palette lie between.
func (p Palette) Stops() [9]RGB {
	if p == Light {
		return light
	}
	return viridis
}

// Color returns the colour of a level from 1 to Levels, by linear interpolation of the
// stops. Other levels get the nearest colour.
func (p Palette) Color(level uint8) RGB {
	stops := p.Stops()
	level = min(max(level, 1), Levels)
	// Level 1 is at the first of the nine stops, level Levels at the last.
	at := float64(float64(level-1) / (Levels - 1) * float64(len(stops)-1))
	i := min(int(at), len(stops)-2)
	return mixed(stops[i], stops[i+1], at-float64(i))
}

// mixed returns from + t·(to − from), for each component.
func mixed(from, to RGB, t float64) RGB {
	mix := func(a, b uint8) uint8 { return uint8(math.Round(float64(a) + float64(t*(float64(b)-float64(a))))) }
	return RGB{mix(from.R, to.R), mix(from.G, to.G), mix(from.B, to.B)}
}

// Level returns the level of a weight, proportional to weight/top: 1 for 0, Levels for
// weights of top and more. If top is not above 0, it returns 1.
func Level(weight, top float64) uint8 {
	if !(top > 0) || !(weight > 0) {
		return 1
	}
	return 1 + uint8(math.Round(min(weight/top, 1)*(Levels-1)))
}

// DarkText reports whether text on a level should be black rather than white: whichever
// has the larger contrast by WCAG 2.1, (L₁+.05)/(L₂+.05) of the relative luminances.
func (p Palette) DarkText(level uint8) bool {
	c := p.Color(level)
	l := float64(.2126*linear(c.R)) + float64(.7152*linear(c.G)) + float64(.0722*linear(c.B))
	return (l+.05)/.05 > 1.05/(l+.05)
}

// linear returns the linear intensity of an sRGB component, 0 to 1: the transfer function
// of IEC 61966-2-1, with the threshold .04045 of that standard.
func linear(v uint8) float64 {
	x := float64(v) / 255
	if x <= .04045 {
		return x / 12.92
	}
	return math.Pow((x+.055)/1.055, 2.4)
}
