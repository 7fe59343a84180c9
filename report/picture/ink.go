package picture

import (
	"fmt"
	"math"
)

// An Ink is a colour. It is named for its use, so that a page can choose another colour
// in dark mode, or it is a fixed colour of the scale.
type Ink struct {
	role  role
	level uint8 // of the scale, for role scaled
}

// A role is the use of a colour. The roles before scaled are classes of a page's style;
// their order is that of the class names in svg.paint.
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

// The inks that are named for their use, and two that are the same in dark mode.
var (
	Foreground = Ink{role: foreground} // text
	Muted      = Ink{role: muted}      // less important text
	Accent     = Ink{role: accent}     // bars and lines
	Track      = Ink{role: track}      // the background of a bar
	Black      = Ink{role: black}
	White      = Ink{role: white}
)

// Scaled returns the ink of a level of the scale, 1 to Levels.
func Scaled(level uint8) Ink { return Ink{scaled, level} }

// An RGB is an opaque colour in sRGB.
type RGB struct{ R, G, B uint8 }

// Hex returns the colour as #rrggbb.
func (c RGB) Hex() string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// RGB returns the colour of an ink on a white background. The colours of texts have a
// contrast of 4.5:1 or more to white, as WCAG 2.1 requires (success criterion 1.4.3).
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

// Color returns the colour of a level from 1 to Levels, by linear interpolation of the
// map. Other levels get the nearest colour.
func Color(level uint8) RGB {
	level = min(max(level, 1), Levels)
	at := float64(float64(level-1) / (Levels - 1) * float64(len(viridis)-1))
	i := min(int(at), len(viridis)-2)
	return mixed(viridis[i], viridis[i+1], at-float64(i))
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
func DarkText(level uint8) bool {
	c := Color(level)
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
