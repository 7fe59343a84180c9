package tokenize

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// innerMarks are the marks that are no boundary between two letters in UAX #29: those of
// the classes MidLetter, MidNumLet and Single_Quote. The last one is a letter by Unicode,
// the vowel arae-a, but modern text writes it as a middle dot.
const innerMarks = ":\u00b7\u0387\u055f\u05f4\u2027\ufe13\ufe55\uff1a" +
	".\u2018\u2019\u2024\ufe52\uff07\uff0e" + "'" + string(araea)

const araea = '\u318d'

// markBesideHangul returns the position of the first mark of innerMarks in a segment that
// has Hangul before or after it, or -1. Combining marks between the two are ignored.
func markBesideHangul(segment string) int {
	for from := 0; ; {
		i := strings.IndexAny(segment[from:], innerMarks)
		if i < 0 {
			return -1
		}
		i += from
		rest := afterMark(segment[i:])
		before, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(segment[:i], isCombining))
		after, _ := utf8.DecodeRuneInString(rest)
		if isHangul(before) || isHangul(after) {
			return i
		}
		from = len(segment) - len(rest)
	}
}

// afterMark returns a text without the mark at its beginning and without the combining
// marks that follow the mark.
func afterMark(text string) string {
	_, width := utf8.DecodeRuneInString(text)
	return strings.TrimLeftFunc(text[width:], isCombining)
}

// isCombining reports whether UAX #29 ignores r: combining marks and joiners.
func isCombining(r rune) bool { return r >= 0x300 && unicode.In(r, unicode.M, unicode.Cf) }

// isHangul reports whether r is a letter of Hangul.
func isHangul(r rune) bool { return unicode.Is(unicode.Hangul, r) && r != araea }

// closingMarks are quotation marks and brackets after which a particle can follow.
const closingMarks = "’”'\"」』》〉)]〕】＞>〞＂＇）］"

// particleAfterQuote reports whether token is a particle that follows the closing
// quotation mark or bracket after the word before: ‘기생충’은. text is the text of both.
func (r *particleRules) particleAfterQuote(text string, before, token Token) bool {
	between := text[before.End:token.Start]
	if between == "" || strings.Trim(between, closingMarks) != "" {
		return false
	}
	f, ok := r.table[token.Text]
	return ok && f&fitOf(before.Text) != 0
}

// withoutQuotedParticles returns the words of a text without the particles that follow a
// closing quotation mark or bracket. It reuses the memory of words.
func (r *particleRules) withoutQuotedParticles(words []Token, text string) []Token {
	kept := words[:0]
	for i, w := range words {
		if i == 0 || !r.particleAfterQuote(text, words[i-1], w) {
			kept = append(kept, w)
		}
	}
	return kept
}
