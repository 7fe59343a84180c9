package eval

// This file reads results that the command eval wrote, and writes them for a model card.

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/w2vattn/w2vattn/internal/english"
	"github.com/w2vattn/w2vattn/internal/markdown"
)

// maxResults is the largest size of a file of results, in bytes. A section takes about 100.
const maxResults = 1 << 20

// ErrNoResults reports a file that is not the output of eval --format json.
var ErrNoResults = errors.New("not the output of w2vattn eval --format json")

// ReadResults reads results in JSON, as the command eval --format json writes them. It is strict,
// because the results are meant for a model card, which is published. Other
// JSON, results without a test, and impossible numbers are an ErrNoResults.
func ReadResults(r io.Reader) (Results, error) {
	var results Results
	limited := &io.LimitedReader{R: r, N: maxResults}
	d := json.NewDecoder(limited)
	d.DisallowUnknownFields()
	if err := d.Decode(&results); err != nil {
		if limited.N == 0 {
			err = fmt.Errorf("more than %d bytes", maxResults)
		}
		return Results{}, fmt.Errorf("%w: %w", ErrNoResults, err)
	}
	if _, err := d.Token(); err != io.EOF {
		return Results{}, fmt.Errorf("%w: something follows the results", ErrNoResults)
	}
	return results, results.check()
}

// check returns an error for results without a test or with impossible numbers.
func (r Results) check() error {
	if len(r.Analogies)+len(r.Similarity)+len(r.Search) == 0 {
		return fmt.Errorf("%w: there is no test in it", ErrNoResults)
	}
	for _, a := range r.Analogies {
		if a.Correct < 0 || a.Total < a.Correct || a.Skipped < 0 || a.Accuracy < 0 || a.Accuracy > 1 {
			return fmt.Errorf("%w: the numbers of %s are impossible", ErrNoResults, a.File)
		}
	}
	for _, s := range r.Similarity {
		if s.Pairs < 0 || s.Skipped < 0 || s.Spearman != nil && !(*s.Spearman >= -1 && *s.Spearman <= 1) {
			return fmt.Errorf("%w: the numbers of %s are impossible", ErrNoResults, s.File)
		}
	}
	return nil
}

// WriteMarkdown writes the results as a table of Markdown in English, with a row for each
// test, and for each ranker of a search. Files are named without their folders, whichever system
// wrote the paths. Values have four decimals; an accuracy is from 0 to 1, a correlation from −1
// to 1. The error is that of w.
func (r Results) WriteMarkdown(w io.Writer) error {
	var rows [][]string
	add := func(file, measure, value, on string, skipped int) {
		name := path.Base(strings.ReplaceAll(file, `\`, "/"))
		rows = append(rows, []string{name, measure, value, on, english.Thousands(int64(skipped))})
	}
	for _, a := range r.Analogies {
		add(a.File, "accuracy of analogies", fmt.Sprintf("%.4f", a.Accuracy),
			english.Plural(int64(a.Total), "question"), a.Skipped)
	}
	for _, s := range r.Similarity {
		value := "not defined"
		if s.Spearman != nil {
			value = fmt.Sprintf("%.4f", *s.Spearman)
		}
		add(s.File, "Spearman's correlation of similarity", value, english.Plural(int64(s.Pairs), "pair"), s.Skipped)
	}
	for _, s := range r.Search {
		queries := english.Thousands(int64(s.Queries)) + " " + english.Agree(int64(s.Queries), "query", "queries")
		for _, ranker := range s.Rankers {
			add(s.File, "mean reciprocal rank of "+ranker.Name, fmt.Sprintf("%.4f", ranker.MRR), queries, 0)
		}
	}
	_, err := io.WriteString(w, markdown.Table(
		[]string{"test", "measure", "value", "measured on", "skipped as unknown"}, rows))
	return err
}
