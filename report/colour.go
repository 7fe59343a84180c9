package report

// This file paints the text of reports in terminals. Whether it does so is decided by
// the command: colours go to a terminal only, and never where NO_COLOR is set.

import (
	"fmt"

	"github.com/w2vattn/w2vattn/report/picture"
)

// colours writes text in colour with the escape sequences of terminals, if it is on. The
// colours are of the 256 that nearly all terminals have.
type colours struct{ on bool }

// paint puts escape sequences around a text.
func (c colours) paint(codes, s string) string {
	if !c.on || s == "" {
		return s
	}
	return "\x1b[" + codes + "m" + s + "\x1b[0m"
}

// The codes of bar, heading, dim and advice are SGR parameters: a blue of the 256 colours,
// bold, faint, and yellow.
func (c colours) bar(s string) string { return c.paint("38;5;38", s) }

// heading returns s in bold.
func (c colours) heading(s string) string { return c.paint("1", s) }

// dim returns s in faint characters.
func (c colours) dim(s string) string { return c.paint("2", s) }

// advice returns s in yellow.
func (c colours) advice(s string) string { return c.paint("33", s) }

// cell returns a text on the colour of its weight, in black or white, whichever contrasts
// more.
func (c colours) cell(s string, weight, top float32) string {
	level := picture.Level(float64(weight), float64(top))
	text := 15
	if picture.Viridis.DarkText(level) {
		text = 16
	}
	return c.paint(fmt.Sprintf("38;5;%d;48;5;%d", text, cube(picture.Viridis.Color(level))), s)
}

// cube returns the number of the nearest colour of the 6×6×6 cube of xterm, 16 to
// 231. The cube has the intensities 0, 95, 135, 175, 215 and 255; 48 and 115 are
// half-way between the first three. From 95 on the steps are 40 wide, so (v − 35) /
// 40 rounds to the nearest: 135 gives 2, 154 gives 2, 155 gives 3. A colour with the
// steps r, g and b has the number 16 + 36 r + 6 g + b. Nearly all terminals have
// these 256 colours; fewer have 24-bit colours.
func cube(c picture.RGB) int {
	step := func(v uint8) int {
		if v < 48 {
			return 0
		} else if v < 115 {
			return 1
		}
		return (int(v) - 35) / 40
	}
	return 16 + 36*step(c.R) + 6*step(c.G) + step(c.B)
}
