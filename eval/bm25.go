package eval

import (
	"cmp"
	"math"
	"slices"

	"github.com/w2vattn/w2vattn/search"
	"github.com/w2vattn/w2vattn/vocab"
)

// BM25 ranks sentences by the words that they share with a query (Robertson and
// Zaragoza 2009, doi.org/10.1561/1500000019), whatever these mean:
//
//	Σ over the query's words of ln(1 + (M−m+½)/(m+½)) · n(k+1) / (n + k(1 − b + b·l/l̄))
//
// where m of M sentences hold the word, the sentence n times among its l words,
// l̄ being the mean length; k = 1.2, b = 0.75.
type BM25 struct {
	postings map[vocab.ID][]posting
	lengths  []float64
	mean     float64
}

type posting struct {
	sentence int
	n        float64
}

const (
	bm25K = 1.2
	bm25B = 0.75
)

// NewBM25 reads the sentences of an index, as far as its model knows their words.
func NewBM25(ix *search.Index) (*BM25, error) {
	b := &BM25{postings: map[vocab.ID][]posting{}, lengths: make([]float64, ix.Len())}
	for i := range ix.Len() {
		ids, err := ix.Words(i)
		if err != nil {
			return nil, err
		}
		b.lengths[i] = float64(len(ids))
		b.mean += float64(len(ids)) / float64(ix.Len())
		for _, id := range ids {
			p := b.postings[id]
			if n := len(p); n > 0 && p[n-1].sentence == i {
				p[n-1].n++
				continue
			}
			b.postings[id] = append(p, posting{i, 1})
		}
	}
	return b, nil
}

// Rank returns the n best sentences for a query of known words. A word that
// stands twice in the query counts twice.
func (b *BM25) Rank(words []vocab.ID, n int) []search.Ranked {
	scores := map[int]float64{}
	for _, id := range words {
		all := b.postings[id]
		m := float64(len(all))
		rare := math.Log1p((float64(len(b.lengths)) - m + .5) / (m + .5))
		for _, p := range all {
			length := 1 - bm25B + float64(bm25B*b.lengths[p.sentence]/b.mean)
			scores[p.sentence] += rare * p.n * (bm25K + 1) / (p.n + float64(bm25K*length))
		}
	}
	ranked := make([]search.Ranked, 0, len(scores))
	for sentence, score := range scores {
		ranked = append(ranked, search.Ranked{Sentence: sentence, Score: score})
	}
	slices.SortFunc(ranked, func(x, y search.Ranked) int {
		return cmp.Or(cmp.Compare(y.Score, x.Score), cmp.Compare(x.Sentence, y.Sentence))
	})
	return ranked[:min(n, len(ranked))]
}
