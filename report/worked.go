package report

import "github.com/w2vattn/w2vattn"

// A Worked is an attention with every step from the vectors to the context: the
// products, the scores, the maximum, the search for an automatic temperature, the
// exponentials and their sum (with sparsemax the threshold), the weights, the
// weighted values and their sum, so that each number can be redone by hand from
// those before it, to the digits that are shown. The numbers are those of
// Result, which an attention alone shows in short. A score with parameters is
// an error: how it comes about cannot be shown.
type Worked struct{ *w2vattn.Attention }

// attention returns the attention as a part.
func (w Worked) attention() *attentionPart { return (*attentionPart)(w.Attention) }

// blocks returns the facts, the replaced words and every step.
func (w Worked) blocks(lang language) []block {
	a := w.attention()
	all := append([]block{heading(a.facts(lang))}, remarks(lang.replacements(w.Replaced))...)
	for _, s := range a.steps(lang) {
		all = append(all, s)
	}
	return all
}
