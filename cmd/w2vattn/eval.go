package main

// This file evaluates a model by files of questions. Text is a table for each file,
// JSON is {"analogies":[…],"similarity":[…],"search":[…]}. The rules are gensim's, so
// that numbers can be compared with those that others have published.

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/eval"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/tokenize"
)

// evalFlags are the flags of eval.
type evalFlags struct {
	modelFlags
	analogies, similarity []string // files
	options               eval.Options
	format                string // text or json
	search                evalSearchFlags
	given                 func(flag string) bool // whether a flag is given
}

// newEval returns the command eval: analogies and word similarity by the rules of gensim,
// and with --search rankings of sentences. Results of several files are in one report, in
// the order of the flags.
func (a *app) newEval() *cobra.Command {
	f := evalFlags{options: eval.Default()}
	cmd := &cobra.Command{
		Use:   "eval -m MODEL [--analogies FILE]… [--similarity FILE]… [--search CORPUS]…",
		Short: "Evaluate a model by analogies and word similarity",
		Long: `Evaluate a model by analogies (four words per line, sections as ": name") and by
word similarity (two words and a score per line, separated by tab, comma or
space). The rules are those of gensim: the words of a question are not its
answer, only the first --restrict-vocab words count, case is ignored unless
--lower=false, and questions with unknown words are skipped and counted. With
--search, compare rankings of the sentences of a corpus.`,
		Example: "  w2vattn eval -m model.safetensors --analogies questions-words.txt --similarity wordsim353.tsv",
		Args:    cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.runEval(cmd.Context(), &f)
		},
	}
	f.add(cmd)
	flags := cmd.Flags()
	f.given = flags.Changed
	flags.StringArrayVar(&f.analogies, "analogies", nil, "`FILE` of analogies; may be repeated")
	flags.StringArrayVar(&f.similarity, "similarity", nil, "`FILE` of word pairs; may be repeated")
	flags.IntVar(&f.options.RestrictVocab, "restrict-vocab", f.options.RestrictVocab, "use only the first N words; "+
		"0: all")
	cli.AddChoice(cmd, &f.options.Method, "method", embed.Add, "method of analogies",
		string(embed.Add)+"\t3CosAdd", string(embed.Multiply)+"\t3CosMul")
	flags.BoolVar(&f.options.FoldCase, "lower", true, "ignore the case of words")
	f.search.add(cmd)
	cli.TextOrJSON(cmd, &f.format)
	return cmd
}

// runEval carries out eval. Lists of results are empty, not nil, so that JSON has [] for
// them. JSON has the lists "analogies", "similarity" and "search", with an element for
// each file; see docs/json.md.
func (a *app) runEval(ctx context.Context, f *evalFlags) error {
	if f.options.RestrictVocab < 0 {
		return cli.Usagef("--restrict-vocab is %d, must be 0 or more", f.options.RestrictVocab)
	}
	if f.search.queries < 1 {
		return cli.Usagef("--queries is %d, must be 1 or more", f.search.queries)
	}
	if len(f.analogies)+len(f.similarity)+len(f.search.corpora) == 0 {
		return cli.Usagef("nothing to evaluate: give --analogies FILE, --similarity FILE or --search FILE")
	}
	if err := f.refuseUnused(f.given); err != nil {
		return err
	}
	m, err := a.openModel(&f.modelFlags)
	if err != nil {
		return err
	}
	defer m.Close() //nolint:errcheck // only read from
	table := m.Table()
	if m.TokenizerConfig().Name == tokenize.KoreanName {
		f.options.Lemma = m.Lookup().Fold
	}
	r := eval.Results{Analogies: []eval.AnalogyResult{}, Similarity: []eval.SimilarityResult{}}
	for _, path := range f.analogies {
		one, err := eval.MeasureAnalogies(ctx, table, path, f.options)
		if err != nil {
			return err
		}
		r.Analogies = append(r.Analogies, one)
	}
	for _, path := range f.similarity {
		one, err := eval.MeasureSimilarity(table, path, f.options)
		if err != nil {
			return err
		}
		r.Similarity = append(r.Similarity, one)
	}
	for _, path := range f.search.corpora {
		both, err := a.evalSearch(ctx, m, &f.search, path)
		if err != nil {
			return err
		}
		r.Search = append(r.Search, both...)
	}
	if f.format == "json" {
		return a.json(r)
	}
	return r.WriteTextIn(a.out, f.options, string(a.lang))
}
