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

// A Task asks for sentences whose place in a corpus is known.
type Task string

// The tasks.
const (
	// Neighbour asks with a sentence for the one before or after it, which in
	// running text is about the same.
	Neighbour Task = "neighbour"
	// Replaced asks for a sentence of which one word was replaced by the word
	// that is nearest to it.
	Replaced Task = "replaced"
)

// Tasks lists them.
func Tasks() []Task { return []Task{Neighbour, Replaced} }

// A Ranker is a way to rank sentences.
type Ranker struct {
	Name string
	Rank func(ctx context.Context, words []vocab.ID, n int) ([]search.Ranked, error)
}

// Rankers returns the ways that are compared: BM25, the plain mean of vectors and
// better ones, and attention from flat to sharp.
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
		{"attention, sif, common removed, spread 0.25", search.Options{Weighting: search.SIF, Common: true, Spread: .25}},
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

// A Retrieval says how well a ranker found what was asked for.
type Retrieval struct {
	Queries int
	MRR     float64 // mean of 1/rank of the first right sentence, 0 beyond depth
	At1     float64 // share of queries whose first sentence is right
	At10    float64 // share with a right one among the first ten
}

// depth is how many sentences are looked at.
const depth = 100

// A retrievalQuery is a query whose answers are known.
type retrievalQuery struct {
	words   []vocab.ID
	asked   int // a sentence that is no answer; −1: none
	answers []int
}

// fewest is the number of known words that a sentence must have to ask with it.
const fewest = 5

// Retrieve lets each ranker answer the same n queries of a task, drawn by seed.
func Retrieve(ctx context.Context, t *embed.Table, ix *search.Index, rankers []Ranker, task Task, n int, seed uint64) ([]Retrieval, error) {
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

// add counts the answer to a query.
func (r *Retrieval) add(q retrievalQuery, ranked []search.Ranked) {
	r.Queries++
	ranked = slices.DeleteFunc(ranked, func(x search.Ranked) bool { return x.Sentence == q.asked })
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

// drawQueries draws sentences to ask with, each once.
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
		if len(words) < fewest {
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
