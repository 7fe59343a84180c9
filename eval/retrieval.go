package eval

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/search"
	"github.com/w2vattn/w2vattn/vocab"
)

// A Task is a kind of query whose answers are known from the corpus itself. No labelled
// queries are needed, so rankers can be compared on any corpus.
type Task string

// The tasks.
const (
	// Neighbour takes a sentence as the query; the sentences before and after it, which
	// in running text have the same subject, are the answers.
	Neighbour Task = "neighbour"
	// Replaced takes a sentence as the query after one of its words was replaced by
	// the word nearest to it; the sentence itself is the answer.
	Replaced Task = "replaced"
)

// Tasks returns all tasks.
func Tasks() []Task { return []Task{Neighbour, Replaced} }

// A Ranker is a way to rank sentences. Rank may be called for many queries, one after the
// other.
type Ranker struct {
	Name string
	// Rank returns the n best sentences for a query of known words, best first.
	Rank func(ctx context.Context, words []vocab.ID, n int) ([]search.Ranked, error)
}

// Rankers returns the rankers that the command compares: BM25, means of word vectors with
// different token weights, and attention at different temperatures (spread 0.1 is the
// sharpest). It returns an error if ix cannot be read. All of them share the sentences of
// ix; each has vectors of its own.
func Rankers(ix *search.Index) ([]Ranker, error) {
	bm25, err := NewBM25(ix)
	if err != nil {
		return nil, err
	}
	all := []Ranker{{"bm25", func(_ context.Context, words []vocab.ID, n int) ([]search.Ranked, error) {
		return bm25.Rank(words, n), nil
	}}}
	none := math.Inf(1)
	for _, r := range []struct {
		name string
		o    search.Options
	}{
		{"plain mean", search.Options{Weighting: search.Even, Temperature: none}},
		{"mean, idf", search.Options{Weighting: search.IDF, Temperature: none}},
		{"mean, sif", search.Options{Weighting: search.SIF, Temperature: none}},
		{"mean, sif, common removed", search.Options{Weighting: search.SIF, Common: true, Temperature: none}},
		{"attention, even, spread 0.5", search.Options{Weighting: search.Even, Spread: .5}},
		{"attention, sif, common removed, spread 0.1", search.Options{Weighting: search.SIF, Common: true, Spread: .1}},
		{"attention, sif, common removed, spread 0.25", search.Options{Weighting: search.SIF, Common: true,
			Spread: .25}},
		{"attention, sif, common removed, spread 0.5", search.Options{Weighting: search.SIF, Common: true, Spread: .5}},
		{"attention, sif, common removed, spread 1", search.Options{Weighting: search.SIF, Common: true, Spread: 1}},
	} {
		view, err := ix.With(r.o)
		if err != nil {
			return nil, err
		}
		all = append(all, Ranker{r.name, func(ctx context.Context, words []vocab.ID, n int) ([]search.Ranked, error) {
			q, err := view.QueryWords(words)
			if err != nil {
				return nil, err
			}
			return view.Rank(ctx, q, n)
		}})
	}
	return all, nil
}

// A Retrieval says how well a ranker found the answers to queries.
type Retrieval struct {
	Queries int
	MRR     float64 // mean reciprocal rank of the first answer; 0 for ranks above 100
	At1     float64 // fraction of queries whose first sentence is an answer
	At10    float64 // fraction of queries with an answer among the first ten sentences
}

// depth is the number of sentences of a ranking among which answers count. Later sentences
// would change the MRR by less than 1/100.
const depth = 100

// A retrievalQuery is a query whose answers are known. answers may contain numbers outside
// the corpus, which no ranking has.
type retrievalQuery struct {
	words   []vocab.ID
	exclude int // the sentence that the query was taken from and that is not an answer; −1: none
	answers []int
}

// minQueryWords is the least number of known words of a sentence that becomes a query.
// Shorter sentences say too little to have answers. No measurement of other numbers is
// recorded.
const minQueryWords = 5

// Retrieve returns a Retrieval for each ranker: all of them answer the same n queries
// of a task, drawn at random with seed from the sentences of ix, or fewer if ix has
// fewer sentences of five known words. t holds the vectors that Replaced needs.
// It returns the first error of a ranker.
func Retrieve(
	ctx context.Context, t *embed.Table, ix *search.Index, rankers []Ranker, task Task, n int, seed uint64,
) ([]Retrieval, error) {
	queries, err := drawQueries(t, ix, task, n, seed)
	if err != nil {
		return nil, err
	}
	results := make([]Retrieval, len(rankers))
	for i, r := range rankers {
		for _, q := range queries {
			ranked, err := r.Rank(ctx, q.words, depth+1)
			if err != nil {
				return nil, err
			}
			results[i].add(q, ranked)
		}
		results[i].MRR /= float64(max(1, len(queries)))
		results[i].At1 /= float64(max(1, len(queries)))
		results[i].At10 /= float64(max(1, len(queries)))
	}
	return results, nil
}

// add adds the ranking of one query to the sums. Retrieve divides the sums by the number of
// queries.
func (r *Retrieval) add(q retrievalQuery, ranked []search.Ranked) {
	r.Queries++
	ranked = slices.DeleteFunc(ranked, func(x search.Ranked) bool { return x.Sentence == q.exclude })
	at := slices.IndexFunc(ranked, func(x search.Ranked) bool { return slices.Contains(q.answers, x.Sentence) })
	if at < 0 || at >= depth {
		return
	}
	r.MRR += 1 / float64(at+1)
	if at == 0 {
		r.At1++
	}
	if at < 10 {
		r.At10++
	}
}

// drawQueries draws up to n queries of a task; each sentence is used once at most. The
// draws depend on seed and the sentences alone, so all rankers get the same queries, and
// the same call gives the same queries again.
func drawQueries(t *embed.Table, ix *search.Index, task Task, n int, seed uint64) ([]retrievalQuery, error) {
	r := rand.New(rand.NewPCG(seed, 0))
	var all []retrievalQuery
	for _, i := range r.Perm(ix.Len()) {
		if len(all) == n {
			break
		}
		words, err := ix.Words(i)
		if err != nil {
			return nil, err
		}
		if len(words) < minQueryWords {
			continue
		}
		words = slices.Clone(words)
		if task == Neighbour {
			all = append(all, retrievalQuery{words, i, []int{i - 1, i + 1}})
			continue
		}
		at := r.IntN(len(words))
		near, err := t.Nearest(t.Row(words[at]), 1, words...)
		if err != nil {
			return nil, err
		}
		if len(near) > 0 {
			words[at] = near[0].ID
			all = append(all, retrievalQuery{words, -1, []int{i}})
		}
	}
	return all, nil
}
