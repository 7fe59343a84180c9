package eval

import (
	"context"
	"fmt"
	"io"
	"math"
	"os"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/search"
)

// Results are what the measurements of a model gave. Their JSON is that of the
// command
type Results struct {
	Analogies  []AnalogyResult    `json:"analogies"`
	Similarity []SimilarityResult `json:"similarity"`
	Search     []SearchResult     `json:"search,omitempty"`
}

// An AnalogyResult is the score of a file of analogies and of its sections.
type AnalogyResult struct {
	File string `json:"file"`
	Score
	Sections []SectionResult `json:"sections"`
}

// A SectionResult is the score of a section.
type SectionResult struct {
	Name string `json:"name"`
	Score
}

// A Score is a Tally with its accuracy.
type Score struct {
	Correct  int     `json:"correct"`
	Total    int     `json:"total"`
	Skipped  int     `json:"skipped"`
	Accuracy float64 `json:"accuracy"`
}

// A SimilarityResult is the correlation of a file of word pairs.
type SimilarityResult struct {
	File     string   `json:"file"`
	Spearman *float64 `json:"spearman"` // null if there is none
	Pairs    int      `json:"pairs"`
	Skipped  int      `json:"skipped"`
}

// A SearchResult says how well rankers did a task on a corpus.
type SearchResult struct {
	File    string         `json:"file"`
	Task    Task           `json:"task"`
	Queries int            `json:"queries"`
	Rankers []RankerResult `json:"rankers"`
}

// A RankerResult is the Retrieval of one ranker.
type RankerResult struct {
	Name string  `json:"name"`
	MRR  float64 `json:"mrr"`
	At1  float64 `json:"at1"`
	At10 float64 `json:"at10"`
}

func scoreOf(t Tally) Score { return Score{t.Correct, t.Total, t.Skipped, t.Accuracy()} }

// readTest reads a test file with read; errors name it.
func readTest[T any](path string, read func(io.Reader) ([]T, error)) ([]T, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // only read from
	all, err := read(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return all, nil
}

// MeasureAnalogies measures a table by a file of analogies, which ReadAnalogies reads.
func MeasureAnalogies(ctx context.Context, t *embed.Table, path string, o Options) (AnalogyResult, error) {
	r := AnalogyResult{File: path, Sections: []SectionResult{}}
	sections, err := readTest(path, ReadAnalogies)
	if err != nil {
		return r, err
	}
	tallies, err := Analogies(ctx, t, sections, o)
	if err != nil {
		return r, err
	}
	var all Tally
	for i, s := range sections {
		all.add(tallies[i])
		r.Sections = append(r.Sections, SectionResult{s.Name, scoreOf(tallies[i])})
	}
	r.Score = scoreOf(all)
	return r, nil
}

// MeasureSimilarity measures a table by a file of word pairs, which ReadPairs reads.
func MeasureSimilarity(t *embed.Table, path string, o Options) (SimilarityResult, error) {
	pairs, err := readTest(path, ReadPairs)
	if err != nil {
		return SimilarityResult{}, err
	}
	c, err := Similarity(t, pairs, o)
	if err != nil {
		return SimilarityResult{}, err
	}
	r := SimilarityResult{File: path, Pairs: c.Pairs, Skipped: c.Skipped}
	if !math.IsNaN(c.Spearman) {
		r.Spearman = &c.Spearman
	}
	return r, nil
}

// MeasureSearch lets each of rankers answer the same n queries of each task on the
// corpus in ix, drawn by seed. name stands for the corpus in the results.
func MeasureSearch(ctx context.Context, t *embed.Table, ix *search.Index, rankers []Ranker, name string, n int, seed uint64) ([]SearchResult, error) {
	var all []SearchResult
	for _, task := range Tasks() {
		results, err := Retrieve(ctx, t, ix, rankers, task, n, seed)
		if err != nil {
			return nil, err
		}
		r := SearchResult{File: name, Task: task}
		for i, one := range results {
			r.Queries = one.Queries
			r.Rankers = append(r.Rankers, RankerResult{rankers[i].Name, one.MRR, one.At1, one.At10})
		}
		all = append(all, r)
	}
	return all, nil
}
