package report

// This file turns numbers into sentences. Each function chooses a message of package
// message by the case that applies, and formats the numbers into the message's text
// in the language of the report. The texts themselves, with singular and plural, and
// Korean particles, are in that package.

import (
	"fmt"
	"math"
	"strings"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/internal/message"
)

// A language writes the sentences of reports in one of the languages of package message.
// The texts themselves are in that package. It has the look of the report, because all that
// writes text takes a language.
type language struct {
	message.Language
	look
}

// text returns a message as a string, with args formatted into it as by fmt.Sprintf.
func (lang language) text(m message.Message, args ...any) string {
	return m.Format(lang.Language, args...)
}

// say returns a message as a line.
func (lang language) say(m message.Message, args ...any) line { return say(lang.text(m, args...)) }

// texts returns messages as the cells of a table's header.
func (lang language) texts(all ...message.Message) []line {
	lines := make([]line, len(all))
	for i, m := range all {
		lines[i] = lang.say(m)
	}
	return lines
}

// facts returns the line that names the query, the score and the temperature.
func (a *attentionPart) facts(lang language) line {
	r := &a.Result
	return lang.say(message.Query).quoted(a.Query).text(" · " + lang.method(r.Score, r.Temperature, a.Auto, r.Sparse))
}

// method names the score, the temperature and, unless it is softmax, the normalizer.
func (lang language) method(score attention.Scorer, temperature float64, auto, sparse bool) string {
	s := formula(score) + " · " + lang.atTemperature(temperature, auto)
	if sparse {
		s += " · sparsemax"
	}
	return s
}

// atTemperature names a temperature, and whether it was found automatically.
func (lang language) atTemperature(x float64, auto bool) string {
	s := fmt.Sprintf("%s %.4g", lang.text(message.Temperature), x)
	if auto {
		s += " " + lang.text(message.Auto)
	}
	return s
}

// amount returns the line with the effective number of tokens, exp(entropy).
func (a *attentionPart) amount(lang language) string {
	return lang.text(message.EffectiveOf, a.Result.Effective, count(a.Result.Visible), a.Result.Entropy)
}

// measures returns the lines that say how much of the scores' variance the norms of
// the keys explain, in per cent, and how many tokens are unknown. The first is left
// out for scores that do not depend on the norms. The two percentages are rounded
// once and sum to 100.
func (a *attentionPart) measures(lang language) []string {
	var all []string
	if share, ok := a.Result.NormShare(); ok {
		norms := math.Round(100 * share)
		all = append(all, lang.text(message.Explained, norms, 100-norms))
	}
	return append(all, lang.missing(a.Known, a.Result.Weights))
}

// missing returns a text with the part of a sentence that is unknown and, where unknown
// tokens take part, the sum of their weights; "" if all tokens are known. weights may be
// nil.
func (lang language) missing(known []bool, weights []float32) string {
	n, weight := 0, 0.0
	for i, ok := range known {
		if !ok {
			n++
			if weights != nil {
				weight += float64(weights[i])
			}
		}
	}
	if n == 0 {
		return ""
	}
	m := message.UnknownMany
	if len(known) == 1 {
		m = message.UnknownOne
	}
	s := lang.text(m, n, len(known), 100*float64(n)/float64(len(known)))
	if weight > 0 {
		s += lang.text(message.UnknownWeight, weight)
	}
	return s
}

// missingQueries returns a text with the number of unknown queries; "" if all are known.
func (lang language) missingQueries(known []bool) string {
	if n := len(known) - count(known); n > 0 {
		return lang.text(message.UnknownQueries, n, len(known))
	}
	return ""
}

// replacements names the words whose vectors unknown tokens were given; nil if there are
// none.
func (lang language) replacements(all []w2vattn.Replacement) line {
	if len(all) == 0 {
		return nil
	}
	l := lang.say(message.Replaced)
	for i, r := range all {
		switch {
		case i == 0:
		case len(r.Words) > 1 || len(all[i-1].Words) > 1:
			l = l.text("; ")
		default:
			l = l.text(", ")
		}
		l = lang.replacement(l, r)
	}
	return l
}

// Replacements returns the line of a report that names unknown tokens and the words in
// their places, in a language, "en" or "ko"; "" if there are none.
func Replacements(all []w2vattn.Replacement, lang string) string {
	return language{Language: message.Language(lang)}.replacements(all).String()
}

// replacement appends an unknown token with the word in its place, or with the words whose
// mean is in its place.
func (lang language) replacement(l line, r w2vattn.Replacement) line {
	l = l.word(r.Token).text(" → ")
	if len(r.Words) == 1 {
		return l.word(r.Words[0])
	}
	before, after, _ := strings.Cut(message.MeanOf.In(lang.Language), "%s")
	l = l.text(before)
	for i, w := range r.Words {
		if i > 0 {
			l = l.text(", ")
		}
		l = l.word(w)
	}
	return l.text(after)
}

// absent returns the cell that explains why a token has no weight: it is unknown, or it
// is known and left out by a mask or by --exclude-self.
func (lang language) absent(known bool) cell {
	if known {
		return cell{line: lang.say(message.LeftOut), kind: absent}
	}
	return cell{line: lang.say(message.Unknown), kind: absent}
}

// nearestWords names the words nearest to the context vector; nil if they were not sought.
func (lang language) nearestWords(all []embed.Neighbour) line {
	if all == nil {
		return nil
	}
	return append(lang.say(message.Nearest), lang.neighbours(all)...)
}

// neighbours lists words with their cosines.
func (lang language) neighbours(all []embed.Neighbour) line {
	if len(all) == 0 {
		return lang.say(message.None)
	}
	var l line
	for i, n := range all {
		if i > 0 {
			l = l.text(", ")
		}
		l = l.word(n.Word).text(fmt.Sprintf(" %.3f", n.Cosine))
	}
	return l
}

// formula names a score with what it computes.
func formula(s attention.Scorer) string {
	if s, ok := s.(attention.Score); ok {
		return s.String() + " " + s.Formula()
	}
	return s.String()
}
