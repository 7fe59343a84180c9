package picture

// This file estimates how wide a text is without a font: an SVG is drawn with the
// reader's fonts, which the program cannot know. The estimate is on the wide side, so
// that texts do not overlap.

import (
	"strings"
	"unicode"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// TextWidth estimates the width of a text in pixels at a font size, for sans-serif fonts
// and rather too wide than too narrow: too wide a guess leaves a gap, too narrow a one
// lets texts overlap. It is the sum of the widths of the grapheme clusters (UAX #29),
// without kerning.
func TextWidth(s string, size float64) float64 {
	var em float64
	for g := graphemes.FromString(s); g.Next(); {
		em += clusterWidth(g.Value())
	}
	return em * size
}

// clusterWidth returns the width of a grapheme cluster in em: that of its widest rune, so
// that a joined emoji or a decomposed syllable counts once.
func clusterWidth(cluster string) float64 {
	var em float64
	for _, r := range cluster {
		em = max(em, runeWidth(r))
	}
	return em
}

// runeWidth returns the estimated width of a rune in em. The numbers are rounded up from
// common sans-serif fonts: combining marks have no width, Hangul, Chinese characters,
// kana, full-width forms and emoji one em.
func runeWidth(r rune) float64 {
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case strings.ContainsRune("ijl.,:;'|!", r):
		return .33
	case strings.ContainsRune("mwMW@%", r):
		return .95
	case r == ' ':
		return .3
	case r >= 0x1100 && unicode.In(r, unicode.Hangul, unicode.Han, unicode.Hiragana, unicode.Katakana),
		r >= 0x3000 && r < 0x3040, r >= 0xff00 && r < 0xff61, r >= 0x1f000:
		return 1
	case unicode.IsUpper(r):
		return .72
	case r < 0x2000:
		return .6
	}
	return .8
}

// Fit returns a text that is at most width pixels wide by TextWidth: s, or the longest
// prefix of whole grapheme clusters with an ellipsis.
func Fit(s string, size, width float64) string {
	if TextWidth(s, size) <= width {
		return s
	}
	const ellipsis = "…"
	left := width/size - clusterWidth(ellipsis)
	end := 0
	for g := graphemes.FromString(s); g.Next(); {
		left -= clusterWidth(g.Value())
		if left < 0 {
			break
		}
		end = g.End()
	}
	return s[:end] + ellipsis
}
