package report

import (
	"fmt"
	"io"

	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/report/picture"
)

// A Worked is an attention with every step from the vectors to the context: the
// products, the scores, the maximum, the search for an automatic temperature, the
// exponentials and their sum (with sparsemax the threshold), the weights, the
// weighted values and their sum, so that each number can be redone by hand from
// those before it, to the digits that are shown. The numbers are those of
// Result, which an Attention alone shows in short.
type Worked struct{ *Attention }

// Worked writes every step as text; see [Worked].
func (a *Attention) Worked(w io.Writer) error {
	if len(Worked{a}.formats()) == 0 {
		return fmt.Errorf("report: the steps of the score %v cannot be shown; those of %v can", a.Result.Score, attention.Scores())
	}
	return write(w, Text, Worked{a})
}

func (w Worked) formats() []Format {
	if w.scoreSteps() == nil {
		return nil
	}
	return []Format{Text, Markdown, LaTeX, HTML}
}

func (w Worked) blocks(t *tongue) []block {
	all := []block{heading(w.facts(t))}
	if len(w.Replaced) > 0 {
		all = append(all, remark{line: t.replacements(w.Replaced)})
	}
	for _, s := range w.steps() {
		all = append(all, s)
	}
	return all
}

func (w Worked) json(*object)   { panic("report: a worked calculation as JSON") }
func (w Worked) csv(*csvWriter) { panic("report: a worked calculation as CSV") }
func (w Worked) picture(*tongue, View) *picture.Picture {
	panic("report: a picture of a worked calculation")
}
