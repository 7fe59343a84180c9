package main

import (
	"cmp"
	"math"
	"slices"

	"github.com/w2vattn/w2vattn/attention"
)

// A found sentence, and the cosine of its context with the query.
type found struct {
	sentence string
	cosine   float64
}

// find ranks the library's sentences by the cosine between the query and the
// context that the query's attention makes of each sentence.
func (l *library) find(query string, n int) []found {
	q, err := l.model.Table.Vector(query)
	if err != nil {
		return nil
	}
	var all []found
	for _, s := range l.sentences {
		r, err := l.attend(query, s, attention.Scaled, attention.Auto)
		if err == nil {
			all = append(all, found{s, float64(attention.Cosine.Of(q, r.Result.Context))})
		}
	}
	slices.SortStableFunc(all, func(a, b found) int { return cmp.Compare(b.cosine, a.cosine) })
	for i := range all {
		all[i].cosine = math.Round(all[i].cosine*1e6) / 1e6
	}
	return all[:min(n, len(all))]
}
