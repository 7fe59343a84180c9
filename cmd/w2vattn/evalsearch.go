package main

// This file evaluates search. Queries are made from the sentences of the corpus
// themselves, so no judgements of relevance are needed; package eval describes the
// tasks and rankings such as BM25 for comparison.

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/eval"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/message"
	"github.com/w2vattn/w2vattn/internal/progress"
	"github.com/w2vattn/w2vattn/search"
	"github.com/w2vattn/w2vattn/vocab"
)

// evalSearchFlags are the flags of eval --search.
type evalSearchFlags struct {
	corpora []string // files
	queries int      // number of queries
	seed    uint32   // of the choice of queries
}

// add adds the flags that apply with --search only.
func (f *evalSearchFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringArrayVar(&f.corpora, "search", nil, "search the sentences of `CORPUS`; may be repeated")
	flags.IntVar(&f.queries, "queries", 200, "with --search: number of queries")
	flags.Uint32Var(&f.seed, "seed", 1, "with --search: seed of the choice of queries")
	cli.SetTopic(cmd, cli.TopicMeasure)
}

// evalSearch evaluates search on one corpus, tokenized by the tokenizer of the model. It
// returns one result for each task of package eval. Each of the queries is one step of
// the progress, for each task and ranker.
func (a *app) evalSearch(
	ctx context.Context, m *w2vattn.Model, f *evalSearchFlags, path string,
) ([]eval.SearchResult, error) {
	src := corpus.Files([]string{path}, input.Lines(), m.Tokenizer(), corpus.Stdin(a.in))
	stopReading := progress.Reading(a.display(), src)
	ix, err := m.Index(ctx, src)
	stopReading()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	rankers, err := eval.Rankers(ix)
	if err != nil {
		return nil, err
	}
	steps := progress.NewSteps(a.display(), message.Sprintf(a.lang, "measuring search in %s", path),
		int64(len(eval.Tasks())*len(rankers)*f.queries))
	defer steps.Finish()
	// Each ranking counts as a step; the function is wrapped, so package eval needs no
	// callback.
	for i, r := range rankers {
		rankers[i].Rank = func(ctx context.Context, words []vocab.ID, n int) ([]search.Ranked, error) {
			defer steps.Step()
			return r.Rank(ctx, words, n)
		}
	}
	return eval.MeasureSearch(ctx, m.Table(), ix, rankers, path, f.queries, uint64(f.seed))
}
