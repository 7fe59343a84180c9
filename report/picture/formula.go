package picture

// This file finds the formula symbols in a text. Fonts with Hangul draw √ and ‖ as
// wide as a syllable, so these get fonts of their own; and what a radical covers gets
// a line above, as in print.

import "strings"

// A Piece is a part of a text in one font, with or without the line of a radical above.
type Piece struct {
	S       string
	Formula bool // formula symbols, which fonts with Hangul draw too wide
	Root    bool // what a radical sign before it covers
}

// formulaSymbols are the symbols for which fonts of formulas come before those with Hangul.
const formulaSymbols = "√‖"

// Pieces cuts a text into formula symbols, letters and digits below a radical, and all
// else: "q·k/√D" is "q·k/", "√" and "D". Together the pieces are the text.
func Pieces(s string) []Piece {
	var all []Piece
	for s != "" {
		at := strings.IndexAny(s, formulaSymbols)
		if at < 0 {
			return append(all, Piece{S: s})
		}
		if at > 0 {
			all = append(all, Piece{S: s[:at]})
			s = s[at:]
		}
		n := len(s) - len(strings.TrimLeft(s, formulaSymbols))
		all = append(all, Piece{S: s[:n], Formula: true})
		root := strings.HasSuffix(s[:n], "√")
		s = s[n:]
		if covered := len(s) - len(strings.TrimLeftFunc(s, underRoot)); root && covered > 0 {
			all = append(all, Piece{S: s[:covered], Root: true})
			s = s[covered:]
		}
	}
	return all
}

// underRoot reports whether a radical sign covers a rune: a letter of ASCII, a digit or a
// decimal point.
func underRoot(r rune) bool {
	return r == '.' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
}
