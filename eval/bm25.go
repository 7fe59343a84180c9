package eval

import (
	"cmp"
	"math"
	"slices"

	"github.com/w2vattn/w2vattn/search"
	"github.com/w2vattn/w2vattn/vocab"
)

// BM25 ranks sentences by the words that they share with a query, without vectors
// (Robertson and Zaragoza 2009, The Probabilistic Relevance Framework: BM25 and
// Beyond, doi.org/10.1561/1500000019). The score of a sentence is
//
//	Σ over the query's words of ln(1 + (M−m+½)/(m+½)) · n(k+1) / (n + k(1 − b + b·l/l̄))
//
// where m of the M sentences contain the word, the sentence has l words and contains
// it n times, l̄ is the mean length, k = 1.2 and b = 0.75. A BM25 is safe for
// concurrent use.
type BM25 struct {
	postings map[vocab.ID][]posting // by word, in the order of the sentences
	lengths  []float64              // known words of each sentence
	mean     float64                // of lengths
}

// A posting says how often a word occurs in a sentence. n is a number of occurrences, as
// float64 for the formula.
type posting struct {
	sentence int
	n        float64
}

// The parameters of the formula, with the values that the paper recommends.
const (
	bm25K = 1.2
	bm25B = 0.75
)

// NewBM25 returns a BM25 for the sentences of an index. Words that the model of the index
// does not contain are left out. It returns an error if the index cannot be read. Memory
// grows with the number of known tokens.
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

// Rank returns the n sentences with the highest scores for a query, highest first; equal
// scores are in the order of the sentences. A word that occurs twice in the query counts
// twice. Sentences without a word of the query are not returned. The time grows with the
// number of sentences that contain a word of the query.
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
