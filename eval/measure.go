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

// Results holds the results of all tests of a model. Its JSON is the output of the command
// eval --format json.
type Results struct {
	Analogies  []AnalogyResult    `json:"analogies"`
	Similarity []SimilarityResult `json:"similarity"`
	Search     []SearchResult     `json:"search,omitempty"`
}

// An AnalogyResult is the score of a file of analogies, in total and by section.
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

// A Score is a Result with its accuracy.
type Score struct {
	Correct  int     `json:"correct"`
	Total    int     `json:"total"`
	Skipped  int     `json:"skipped"`
	Accuracy float64 `json:"accuracy"`
	// Collapsed counts the skipped questions whose words have the same lemma: see Result.
	Collapsed int `json:"collapsed,omitempty"`
}

// A SimilarityResult is the correlation of a file of word pairs.
type SimilarityResult struct {
	File     string   `json:"file"`
	Spearman *float64 `json:"spearman"` // nil if it is not defined: see Correlation
	Pairs    int      `json:"pairs"`
	Skipped  int      `json:"skipped"`
}

// A SearchResult compares rankers by a task on a corpus.
type SearchResult struct {
	File    string         `json:"file"` // the name of the corpus
	Task    Task           `json:"task"`
	Queries int            `json:"queries"`
	Rankers []RankerResult `json:"rankers"`
}

// A RankerResult is the Retrieval of one ranker. The fields are those of Retrieval.
type RankerResult struct {
	Name string  `json:"name"` // that of a Ranker
	MRR  float64 `json:"mrr"`
	At1  float64 `json:"at1"`
	At10 float64 `json:"at10"`
}

// scoreOf returns the score of a result. Skipped questions do not lower the accuracy.
func scoreOf(t Result) Score { return Score{t.Correct, t.Total, t.Skipped, t.Accuracy(), t.Collapsed} }

// readTest reads a test file with read. Errors name the file. A file that cannot be opened
// is the error of os.Open, which names it too.
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

// MeasureAnalogies measures a table by a file of analogies, in the format of ReadAnalogies.
// Errors are those of reading the file, with its path, and of Analogies. Sections are in
// the order of the file.
func MeasureAnalogies(ctx context.Context, t *embed.Table, path string, o Options) (AnalogyResult, error) {
	r := AnalogyResult{File: path, Sections: []SectionResult{}}
	sections, err := readTest(path, ReadAnalogies)
	if err != nil {
		return r, err
	}
	results, err := Analogies(ctx, t, sections, o)
	if err != nil {
		return r, err
	}
	var all Result
	for i, s := range sections {
		all.add(results[i])
		r.Sections = append(r.Sections, SectionResult{s.Name, scoreOf(results[i])})
	}
	r.Score = scoreOf(all)
	return r, nil
}

// MeasureSimilarity measures a table by a file of word pairs, in the format of
// ReadPairs. Errors are those of reading the file, with its path, and of Similarity.
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

// MeasureSearch compares rankers by all Tasks on the corpus of ix, as Retrieve does: all
// rankers answer the same n queries, drawn at random with seed. name is the File of the
// results. The results of one task have the rankers in their order. Errors are those of
// Retrieve.
func MeasureSearch(
	ctx context.Context, t *embed.Table, ix *search.Index, rankers []Ranker, name string, n int, seed uint64,
) ([]SearchResult, error) {
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
