package main

import (
	"cmp"
	"math"
	"slices"

	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/report"
)

// find ranks the library's sentences with the query, but for the question itself,
// by the cosine between the context that the query's attention made of the
// question and the one that it makes of each sentence.
func (l *library) find(query string, question *report.Attention, n int) []report.Found {
	var all []report.Found
	for _, s := range l.sentences {
		r, err := l.attend(query, s, attention.Scaled, attention.Auto)
		if err == nil && slices.Contains(r.Tokens, query) && !slices.Equal(r.Tokens, question.Tokens) {
			all = append(all, report.Found{Cosine: float64(attention.Cosine.Of(question.Result.Context, r.Result.Context)), Text: s, Attention: r})
		}
	}
	slices.SortStableFunc(all, func(a, b report.Found) int { return cmp.Compare(b.Cosine, a.Cosine) })
	for i := range all {
		all[i].Cosine = math.Round(all[i].Cosine*1e6) / 1e6
	}
	return all[:min(n, len(all))]
}
