package story

// This file finds the sentences of the story: those with the query word whose context
// vectors are nearest to that of the question.

import (
	"cmp"
	"math"
	"slices"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/report"
)

// find compares the context vector of the question with the context vectors of the
// sentences that contain the query word. The context vector of a sentence is the result
// of the query's attention over it. find returns the n sentences with the largest cosine
// similarities, largest first and equal ones in the order of the corpus, without the
// question itself. Cosines are rounded to six decimals.
func (l *Library) find(query string, question *w2vattn.Attention, n int) ([]report.StorySentence, error) {
	at, err := l.Model.Attender([]string{query}, w2vattn.AttendOptions{Temperature: attention.Auto, Spans: true})
	if err != nil {
		return nil, err
	}
	attended, err := at.AttendAll(l.Sentences)
	if err != nil {
		return nil, err
	}
	var all []report.StorySentence
	for i, a := range attended {
		if slices.Contains(a.Tokens, query) && !slices.Equal(a.Tokens, question.Tokens) {
			cosine := float64(attention.Cosine.Of(question.Result.Context, a.Result.Context))
			all = append(all, report.StorySentence{Cosine: cosine, Text: l.Sentences[i], Attention: a})
		}
	}
	slices.SortStableFunc(all, func(a, b report.StorySentence) int { return cmp.Compare(b.Cosine, a.Cosine) })
	for i := range all {
		all[i].Cosine = math.Round(all[i].Cosine*1e6) / 1e6
	}
	return all[:min(n, len(all))], nil
}
