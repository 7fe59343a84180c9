package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/eval"
	"github.com/w2vattn/w2vattn/internal/english"
)

// evalFlags are the flags of eval.
type evalFlags struct {
	modelFlags
	analogies, similarity []string
	options               eval.Options
	method, format        string
	search                evalSearchFlags
	given                 func(flag string) bool
}

func (a *app) newEval() *cobra.Command {
	f := evalFlags{options: eval.Default()}
	cmd := &cobra.Command{
		Use:   "eval -m MODEL [--analogies FILE]… [--similarity FILE]… [--search CORPUS]…",
		Short: "Measure a model by analogies and word similarity",
		Long: `Measure a model by analogies (four words a line, sections as ": name") and by
word similarity (two words and a score a line, by tab, comma or space). What
changes the score is as in gensim: the words of a question are no answers to it,
only the first --restrict-vocab words count, case is ignored unless
--lower=false, and questions with unknown words are skipped and counted.`,
		Example: "  w2vattn eval -m model.safetensors --analogies questions-words.txt --similarity wordsim353.tsv",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.runEval(cmd.Context(), &f)
		},
	}
	f.add(cmd)
	flags := cmd.Flags()
	f.given = flags.Changed
	flags.StringArrayVar(&f.analogies, "analogies", nil, "`FILE` of analogies; may be repeated")
	flags.StringArrayVar(&f.similarity, "similarity", nil, "`FILE` of word pairs; may be repeated")
	flags.IntVar(&f.options.RestrictVocab, "restrict-vocab", f.options.RestrictVocab, "only the first N words; 0: all")
	addChoice(cmd, &f.method, "method", string(embed.Add), "how analogies are asked", string(embed.Add)+"\t3CosAdd", string(embed.Multiply)+"\t3CosMul")
	flags.BoolVar(&f.options.FoldCase, "lower", true, "compare words without case")
	f.search.add(cmd)
	textOrJSON(cmd, &f.format)
	return cmd
}

// The JSON form of the results.
type (
	evalResult struct {
		Analogies  []analogyResult    `json:"analogies"`
		Similarity []similarityResult `json:"similarity"`
		Search     []retrievalResult  `json:"search,omitempty"`
	}
	analogyResult struct {
		File string `json:"file"`
		tallyResult
		Sections []sectionResult `json:"sections"`
	}
	sectionResult struct {
		Name string `json:"name"`
		tallyResult
	}
	tallyResult struct {
		Correct  int     `json:"correct"`
		Total    int     `json:"total"`
		Skipped  int     `json:"skipped"`
		Accuracy float64 `json:"accuracy"`
	}
	similarityResult struct {
		File     string   `json:"file"`
		Spearman *float64 `json:"spearman"` // null if there is none
		Pairs    int      `json:"pairs"`
		Skipped  int      `json:"skipped"`
	}
)

func resultOf(t eval.Tally) tallyResult {
	return tallyResult{t.Correct, t.Total, t.Skipped, t.Accuracy()}
}

func (a *app) runEval(ctx context.Context, f *evalFlags) error {
	var err error
	if f.options.Method, err = embed.ParseMethod(f.method); err != nil {
		return usageError{err}
	}
	if f.options.RestrictVocab < 0 {
		return usagef("--restrict-vocab is %d, must be 0 or more", f.options.RestrictVocab)
	}
	if f.search.queries < 1 {
		return usagef("--queries is %d, must be 1 or more", f.search.queries)
	}
	if len(f.analogies)+len(f.similarity)+len(f.search.corpora) == 0 {
		return usagef("nothing to measure with: give --analogies FILE, --similarity FILE or --search FILE")
	}
	if err := f.refuseIdle(f.given); err != nil {
		return err
	}
	m, err := a.openModel(&f.modelFlags)
	if err != nil {
		return err
	}
	defer m.Close() //nolint:errcheck // only read from
	table := m.Table()
	r := evalResult{Analogies: []analogyResult{}, Similarity: []similarityResult{}}
	for _, path := range f.analogies {
		one, err := evalAnalogies(ctx, table, path, f.options)
		if err != nil {
			return err
		}
		r.Analogies = append(r.Analogies, one)
	}
	for _, path := range f.similarity {
		one, err := evalSimilarity(table, path, f.options)
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
	text := retrievalText(r.Search)
	if len(r.Analogies)+len(r.Similarity) > 0 {
		text += evalText(r, f.options)
	}
	_, err = io.WriteString(a.out, text)
	return err
}

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

func evalAnalogies(ctx context.Context, t *embed.Table, path string, o eval.Options) (analogyResult, error) {
	r := analogyResult{File: path, Sections: []sectionResult{}}
	sections, err := readTest(path, eval.ReadAnalogies)
	if err != nil {
		return r, err
	}
	tallies, err := eval.Analogies(ctx, t, sections, o)
	if err != nil {
		return r, err
	}
	var all eval.Tally
	for i, s := range sections {
		all.Correct += tallies[i].Correct
		all.Total += tallies[i].Total
		all.Skipped += tallies[i].Skipped
		r.Sections = append(r.Sections, sectionResult{s.Name, resultOf(tallies[i])})
	}
	r.tallyResult = resultOf(all)
	return r, nil
}

func evalSimilarity(t *embed.Table, path string, o eval.Options) (similarityResult, error) {
	pairs, err := readTest(path, eval.ReadPairs)
	if err != nil {
		return similarityResult{}, err
	}
	c := eval.Similarity(t, pairs, o)
	r := similarityResult{File: path, Pairs: c.Pairs, Skipped: c.Skipped}
	if !math.IsNaN(c.Spearman) {
		r.Spearman = &c.Spearman
	}
	return r, nil
}

// evalText shows the results, and the four choices that change them.
func evalText(r evalResult, o eval.Options) string {
	var b strings.Builder
	for _, f := range r.Analogies {
		t := newPlainTable()
		for _, s := range append(f.Sections, sectionResult{"in all", f.tallyResult}) {
			t.AppendRow([]any{s.Name, fmt.Sprintf("%.4f", s.Accuracy), fmt.Sprintf("%d of %d", s.Correct, s.Total), fmt.Sprintf("%d skipped", s.Skipped)})
		}
		fmt.Fprintf(&b, "%s: analogies answered\n%s\n", f.File, t.Render())
	}
	for _, f := range r.Similarity {
		spearman := "none"
		if f.Spearman != nil {
			spearman = fmt.Sprintf("%.4f", *f.Spearman)
		}
		fmt.Fprintf(&b, "%s: Spearman %s over %s, %d skipped\n", f.File, spearman, english.Plural(int64(f.Pairs), "pair"), f.Skipped)
	}
	restricted, folded := "all words", "with case"
	if o.RestrictVocab > 0 {
		restricted = "the first " + english.Plural(int64(o.RestrictVocab), "word")
	}
	if o.FoldCase {
		folded = "without case"
	}
	fmt.Fprintf(&b, "a question's own words are no answers · %s · compared %s · unknown words skip the question\n", restricted, folded)
	return b.String()
}
