package search_test

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/search"
)

// TestSentenceVectors: without attention, the score of a sentence is the cosine of the query
// with its vector. With the common direction removed, it is that cosine times a factor which
// is the same for all sentences.
func TestSentenceVectors(t *testing.T) {
	m, all := random(t, 50, 8, 200)
	query, _ := m.Table.Vector("w3")
	for _, o := range []search.Options{
		{Weighting: search.Even, Temperature: math.Inf(1)}, {Weighting: search.SIF, Temperature: math.Inf(1)},
		{Weighting: search.IDF, Common: true, Temperature: math.Inf(1)},
	} {
		ix := build(t, m, all, o)
		scores := map[int]float64{}
		hits, err := ix.Search(context.Background(), query, len(all))
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range hits {
			scores[h.Line] = h.Score
		}
		n, factor := 0, 1.0
		for s, err := range ix.SentenceVectors() {
			if err != nil || s.Text != all[s.Line-1] || s.File != "lines" {
				t.Fatal(s, err)
			}
			cosine := float64(attention.Cosine.Of(query, s.Vector))
			if o.Common && n == 0 {
				factor = scores[s.Line] / cosine
			}
			if math.Abs(scores[s.Line]-factor*cosine) > 1e-4 {
				t.Errorf("%+v, line %d: the score is %v, the cosine %v", o, s.Line, scores[s.Line], factor*cosine)
			}
			n++
		}
		if n != len(scores) || n != ix.Len()-ix.Statistics().Silent {
			t.Errorf("%d sentences, %d scores", n, len(scores))
		}
	}
}

// TestSentenceVectorsUnknown: sentences without a known word are left out, and the loop may
// end early.
func TestSentenceVectorsUnknown(t *testing.T) {
	m, _ := random(t, 5, 3, 1)
	ix := build(t, m, lines{"x", "w1 w1", "", "w2"}, search.Options{Weighting: search.Even})
	var texts []string
	for s := range ix.SentenceVectors() {
		texts = append(texts, s.Text)
		if want, _ := m.Table.Vector("w1"); s.Line == 2 && !slices.Equal(s.Vector, want) {
			t.Errorf("the vector is %v, want %v", s.Vector, want)
		}
	}
	if got := strings.Join(texts, "|"); got != "w1 w1|w2" {
		t.Error(got)
	}
	for range ix.SentenceVectors() {
		break
	}
}
