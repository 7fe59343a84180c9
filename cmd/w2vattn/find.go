package main

import (
	"cmp"
	"math"
	"slices"

	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/report"
)

// find ranks the library's sentences by the cosine between the query and the
// context that the query's attention makes of each sentence.
func (l *library) find(query string, n int) []report.Found {
	q, err := l.model.Table.Vector(query)
	if err != nil {
		return nil
	}
	var all []report.Found
	for _, s := range l.sentences {
		r, err := l.attend(query, s, attention.Scaled, attention.Auto)
		if err == nil {
			all = append(all, report.Found{Cosine: float64(attention.Cosine.Of(q, r.Result.Context)), Text: s, Attention: r})
		}
	}
	slices.SortStableFunc(all, func(a, b report.Found) int { return cmp.Compare(b.Cosine, a.Cosine) })
	for i := range all {
		all[i].Cosine = math.Round(all[i].Cosine*1e6) / 1e6
	}
	return all[:min(n, len(all))]
}
