package report

import "github.com/w2vattn/w2vattn"

// A Worked is an attention that is shown with every step from the vectors to the context
// vector: the products, the scores, their maximum, the search for an automatic
// temperature, the exponentials and their sum (with sparsemax the threshold), the weights,
// the weighted values and their sum. Each number can be computed by hand from those before
// it, to the digits that are shown. A score with parameters is an error, because its steps
// cannot be shown.
//
// Of vectors of more than 16 numbers, and of their sums of products, the first four and
// the last are shown, unless Full is set: a step with 300 numbers for each token is too
// long to read.
type Worked struct {
	*w2vattn.Attention
	Full bool // whether long vectors are shown as a whole
}

// attention returns the attention as a part.
func (w Worked) attention() *attentionPart { return (*attentionPart)(w.Attention) }

// blocks returns the facts, the replaced words and every step.
func (w Worked) blocks(lang language) []block {
	a := w.attention()
	all := append([]block{heading(a.facts(lang))}, remarks(lang.replacements(w.Replaced))...)
	lang.full = w.Full
	return append(all, calculation(a.steps(lang)))
}
