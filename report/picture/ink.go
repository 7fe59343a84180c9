package picture

// This file names the inks of drawings by what they are for, so that a page can give
// them other colours in its dark theme.

import "fmt"

// An Ink is a colour that is named for its use, so that a page can choose another one in
// dark mode. The colours of weights are those of a [Palette].
type Ink struct{ role role }

// A role is the use of a colour. The roles before black are classes of a page's style;
// their order is that of the class names in svg.paint.
type role int

const (
	foreground role = iota
	muted
	accent
	track
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
	case black:
		return RGB{}
	case white:
		return RGB{255, 255, 255}
	}
	return RGB{0x1a, 0x1c, 0x20}
}
