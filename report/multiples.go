package report

// This file draws a comparison of scores and temperatures as small multiples (Tufte
// 1983): equal little charts side by side, so that the eye compares shapes. Scores
// are the rows and temperatures the columns.

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/internal/message"
	"github.com/w2vattn/w2vattn/report/picture"
)

// Sizes of small multiples, in pixels: a panel for each score and temperature, with a bar
// for each token. A panel is, from left to right: the bars, the numbers, a gap.
const (
	panelBar   = 84
	panelWidth = panelBar + 44 + 20
	panelRow   = 18
	panelFont  = 12
)

// maxCompared is the number of tokens that small multiples show, of those with the largest
// scores. More do not fit on a page, four scores below each other.
const maxCompared = 24

// A comparedToken is a token of small multiples, or several equal ones.
type comparedToken struct {
	index int // of the first
	times int
}

// name returns the token, with the number of times if it occurs several times.
func (t comparedToken) name(tokens []string) string {
	if t.times > 1 {
		return fmt.Sprintf("%s %d ×", tokens[t.index], t.times)
	}
	return tokens[t.index]
}

// shownTokens returns the tokens of small multiples in the order of the text: equal
// ones, which have equal scores, once, and only those with the largest scores of the
// reference if there are more than maxCompared. Hidden tokens have no bar. It also
// returns how many there are in all.
func (c *comparisonPart) shownTokens() ([]comparedToken, int) {
	reference := c.Rows[0].Results[0]
	for _, row := range c.Rows {
		if row.Score == c.Reference {
			reference = row.Results[0]
		}
	}
	var all []comparedToken
	first := map[string]int{}
	for i, token := range c.Tokens {
		if !reference.Visible[i] {
			continue
		}
		if at, ok := first[token]; ok {
			all[at].times++
			continue
		}
		first[token] = len(all)
		all = append(all, comparedToken{i, 1})
	}
	n := len(all)
	if n > maxCompared {
		// Sorted twice: by score to find the tokens that stay, then back into the
		// order of the text.
		slices.SortStableFunc(all, func(a, b comparedToken) int {
			return cmp.Compare(reference.Scores[b.index], reference.Scores[a.index])
		})
		all = all[:maxCompared]
		slices.SortFunc(all, func(a, b comparedToken) int { return cmp.Compare(a.index, b.index) })
	}
	return all, n
}

// picture draws the comparison as small multiples: a row of panels for each score, a column
// for each temperature. The bars of each panel have a scale of their own, which ends at its
// largest weight; the numbers are comparable everywhere.
func (c *comparisonPart) picture(lang language) *picture.Picture {
	facts := c.facts(lang)
	if len(c.Rows) == 0 || len(c.Rows[0].Results) == 0 {
		return &picture.Picture{Width: 360, Height: 2 * margin, Title: facts.String()}
	}
	return c.multiples(lang, facts, lang.caption(facts))
}

// multiples is picture with a title and a caption; nil: none.
func (c *comparisonPart) multiples(lang language, title, caption line) *picture.Picture {
	tokens, n := c.shownTokens()
	names := make([]string, len(tokens))
	for i, t := range tokens {
		names[i] = t.name(c.Tokens)
	}
	left := margin + max(widest(names, panelFont), 40) + 10
	width := max(left+float64(panelWidth*len(c.Rows[0].Results))+margin, 360)
	d := &canvas{picture.Picture{Width: width, Title: title.String(), Description: c.description()}}
	y := d.caption(caption)
	for _, row := range c.Rows {
		y += 6
		agreement := lang.text(message.Agreement, formula(row.Score), c.Reference, row.Agreement)
		d.Marks = append(d.Marks, picture.Text{X: margin, Y: y + 14, Size: 13, Bold: true, Fill: picture.Foreground,
			S: picture.Fit(agreement, 13, width-2*margin)})
		y += 24
		for k, at := range header(row, lang) {
			d.text(left+float64(panelWidth*k), y+10, 11, picture.Muted, picture.Start, at.String())
		}
		y += 16
		for i, name := range names {
			d.text(left-8, y+panelRow/2+panelFont*.36, panelFont, picture.Foreground, picture.End, label(name, panelFont))
			for k, r := range row.Results {
				d.panelBar(left+float64(panelWidth*k), y, r.Weights[tokens[i].index], largest(r.Weights))
			}
			y += panelRow
		}
		y += 10
	}
	d.remarks(&y, c.multiplesNotes(lang, len(tokens), n)...)
	d.Height = y + margin
	return &d.Picture
}

// panelBar draws one bar of a panel, whose full length is top, and its number.
func (c *canvas) panelBar(x, y float64, weight, top float32) {
	c.Marks = append(c.Marks, picture.Rect{X: x, Y: y + 3, W: panelBar, H: panelRow - 6, Fill: picture.Track})
	if weight > 0 && top > 0 {
		length := panelBar * float64(weight/top)
		c.Marks = append(c.Marks, picture.Rect{X: x, Y: y + 3, W: length, H: panelRow - 6, Fill: picture.Accent})
	}
	c.text(x+panelBar+40, y+panelRow/2+11*.36, 11, picture.Foreground, picture.End, fmt.Sprintf("%.3f", weight))
}

// multiplesNotes returns the lines below small multiples: the scale, and how many tokens
// are shown if not all are.
func (c *comparisonPart) multiplesNotes(lang language, shown, of int) []string {
	notes := []string{lang.text(message.OwnScales)}
	if shown < of {
		notes = append(notes, lang.text(message.LargestScores, shown, of))
	}
	return append(notes, lang.missing(c.Known, nil))
}

// description names the token with the largest weight for each score, for screen readers.
// Temperatures do not change which it is.
func (c *comparisonPart) description() string {
	var out string
	for _, row := range c.Rows {
		best := bestToken(&row.Results[0])
		if best >= 0 {
			out += fmt.Sprintf("%s: %s. ", row.Score, printable(c.Tokens[best]))
		}
	}
	return out
}

// bestToken returns the index of the visible token with the largest weight, −1 if there is
// none.
func bestToken(r *attention.Result) int {
	best := -1
	for i, w := range r.Weights {
		if r.Visible[i] && (best < 0 || w > r.Weights[best]) {
			best = i
		}
	}
	return best
}

// facts returns the line that names the query and what is compared.
func (c *comparisonPart) facts(lang language) line {
	return lang.say(message.Query).quoted(c.Query).text(lang.text(message.Compared, c.Reference))
}
