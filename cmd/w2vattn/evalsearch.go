package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/eval"
	"github.com/w2vattn/w2vattn/internal/english"
	"github.com/w2vattn/w2vattn/search"
	"github.com/w2vattn/w2vattn/vocab"
)

// evalSearchFlags are the flags of eval --search.
type evalSearchFlags struct {
	corpora []string
	queries int
	seed    uint32
}

func (f *evalSearchFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringArrayVar(&f.corpora, "search", nil, "`CORPUS` to find sentences in; may be repeated")
	flags.IntVar(&f.queries, "queries", 200, "with --search: how many sentences ask")
	flags.Uint32Var(&f.seed, "seed", 1, "with --search: seed of the draw of sentences")
	setTopic(cmd, topicMeasure)
}

// retrievalResult is how the rankers did in a task.
type retrievalResult struct {
	File    string         `json:"file"`
	Task    eval.Task      `json:"task"`
	Queries int            `json:"queries"`
	Rankers []rankerResult `json:"rankers"`
}

type rankerResult struct {
	Name string  `json:"name"`
	MRR  float64 `json:"mrr"`
	At1  float64 `json:"at1"`
	At10 float64 `json:"at10"`
}

// evalSearch measures search on one corpus, with the tokenizer of the model.
func (a *app) evalSearch(ctx context.Context, m *w2vattn.Model, f *evalSearchFlags, path string) ([]retrievalResult, error) {
	src := corpus.Files([]string{path}, corpus.Lines(), m.Tokenizer(), corpus.Stdin(a.in))
	reading := &progress{app: a, src: src}
	reading.watchReading()
	ix, err := m.Index(ctx, src)
	reading.stopReading()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	rankers, err := eval.Rankers(ix)
	if err != nil {
		return nil, err
	}
	steps := a.newStepCounter("measuring search in "+path, int64(len(eval.Tasks())*len(rankers)*f.queries))
	defer steps.finish()
	for i, r := range rankers {
		rankers[i].Rank = func(ctx context.Context, words []vocab.ID, n int) ([]search.Ranked, error) {
			defer steps.step()
			return r.Rank(ctx, words, n)
		}
	}
	var all []retrievalResult
	for _, task := range eval.Tasks() {
		results, err := eval.Retrieve(ctx, m.Table(), ix, rankers, task, f.queries, uint64(f.seed))
		if err != nil {
			return nil, err
		}
		r := retrievalResult{File: path, Task: task}
		for i, one := range results {
			r.Queries = one.Queries
			r.Rankers = append(r.Rankers, rankerResult{rankers[i].Name, one.MRR, one.At1, one.At10})
		}
		all = append(all, r)
	}
	return all, nil
}

// retrievalText shows the results as tables.
func retrievalText(all []retrievalResult) string {
	var b strings.Builder
	for _, r := range all {
		t := newPlainTable()
		t.AppendRow([]any{"", "MRR", "at 1", "at 10"})
		for _, one := range r.Rankers {
			t.AppendRow([]any{one.Name, fmt.Sprintf("%.3f", one.MRR), fmt.Sprintf("%.3f", one.At1), fmt.Sprintf("%.3f", one.At10)})
		}
		fmt.Fprintf(&b, "%s: %s, %s\n%s\n", r.File, r.Task, queries(r.Queries), t.Render())
	}
	return b.String()
}

func queries(n int) string {
	return english.Thousands(int64(n)) + english.Agree(int64(n), " query", " queries")
}
