package picture

import (
	"fmt"
	"math"
)

// An Ink is a colour: one that stands for its use, which a page may choose
// anew in the dark, or a fixed one from the scale.
type Ink struct {
	role  role
	level uint8
}

type role int

const (
	foreground role = iota
	muted
	accent
	track
	scaled
	black
	white
)

// The inks that are named for their use.
var (
	Foreground = Ink{role: foreground} // text
	Muted      = Ink{role: muted}      // text of less weight
	Accent     = Ink{role: accent}     // bars and lines
	Track      = Ink{role: track}      // what a bar runs in
	Black      = Ink{role: black}      // whatever the ground of the page
	White      = Ink{role: white}
)

// Scaled returns the ink of a level of the scale.
func Scaled(level uint8) Ink { return Ink{scaled, level} }

// An RGB is an opaque colour.
type RGB struct{ R, G, B uint8 }

// Hex writes the colour as #rrggbb.
func (c RGB) Hex() string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// RGB returns the colour of an ink on white.
func (k Ink) RGB() RGB {
	switch k.role {
	case muted:
		return RGB{0x5a, 0x5f, 0x69}
	case accent:
		return RGB{0x2c, 0x72, 0x8e}
	case track:
		return RGB{0xe6, 0xe8, 0xec}
	case scaled:
		return Color(k.level)
	case black:
		return RGB{}
	case white:
		return RGB{255, 255, 255}
	}
	return RGB{0x1a, 0x1c, 0x20}
}

// Levels is the number of colours in the scale.
const Levels = 64

// viridis is the map of Smith and van der Walt (2015, in the public domain) at
// nine equal steps. It grows evenly lighter, so that it holds in grey and for
// all kinds of colour blindness.
var viridis = [9]RGB{
	{0x44, 0x01, 0x54}, {0x47, 0x2d, 0x7b}, {0x3b, 0x52, 0x8b},
	{0x2c, 0x72, 0x8e}, {0x21, 0x91, 0x8c}, {0x28, 0xae, 0x80},
	{0x5e, 0xc9, 0x62}, {0xad, 0xdc, 0x30}, {0xfd, 0xe7, 0x25},
}

// Color returns the colour of a level from 1 to Levels.
func Color(level uint8) RGB {
	level = min(max(level, 1), Levels)
	at := float64(float64(level-1) / (Levels - 1) * float64(len(viridis)-1))
	i := min(int(at), len(viridis)-2)
	return mixed(viridis[i], viridis[i+1], at-float64(i))
}

// mixed returns the colour a share of the way from one to the other.
func mixed(from, to RGB, share float64) RGB {
	mix := func(a, b uint8) uint8 { return uint8(math.Round(float64(a) + float64(share*(float64(b)-float64(a))))) }
	return RGB{mix(from.R, to.R), mix(from.G, to.G), mix(from.B, to.B)}
}

// Level returns the level of a weight where the largest weight has the last.
func Level(weight, top float64) uint8 {
	if !(top > 0) || !(weight > 0) {
		return 1
	}
	return 1 + uint8(math.Round(min(weight/top, 1)*(Levels-1)))
}

// DarkText reports whether text on a level must be dark to be read: the one of
// black and white whose contrast (WCAG 2.1) is larger.
func DarkText(level uint8) bool {
	c := Color(level)
	l := float64(.2126*linear(c.R)) + float64(.7152*linear(c.G)) + float64(.0722*linear(c.B))
	return (l+.05)/.05 > 1.05/(l+.05)
}

// linear undoes the gamma of sRGB.
func linear(v uint8) float64 {
	x := float64(v) / 255
	if x <= .04045 {
		return x / 12.92
	}
	return math.Pow((x+.055)/1.055, 2.4)
}
