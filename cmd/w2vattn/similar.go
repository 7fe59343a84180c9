package main

// This file lists nearest words, for similar and analogy. Both are the same query, a
// sum of unit vectors:
//
//	direction = Σ plus/‖plus‖ − Σ minus/‖minus‖        3CosAdd (Mikolov et al. 2013)
//	score     = Π cos(w, plus) / (Π cos(w, minus) + ε)   3CosMul (Levy and Goldberg 2014)
//
// The words of the query are not among the answers.

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/report"
)

// neighbourFlags are the flags of commands that list nearest words: similar and analogy.
type neighbourFlags struct {
	modelFlags
	format string       // text or json
	method embed.Method // 3CosAdd or 3CosMul
	oov    embed.Policy // vector of unknown words
	n      int          // number of words
	table  bool         // as a table with a header
}

// add adds the flags.
func (f *neighbourFlags) add(cmd *cobra.Command) {
	f.modelFlags.add(cmd)
	cli.AddChoice(cmd, &f.method, "method", embed.Add, "how vectors are combined",
		string(embed.Add)+"\t3CosAdd", string(embed.Multiply)+"\t3CosMul")
	cli.SetTopic(cmd, cli.TopicQuery)
	cmd.Flags().IntVarP(&f.n, "n", "n", 10, "number of words")
	cli.SetTopic(cmd, cli.TopicOutput)
	addOOV(cmd, &f.oov)
	cli.TextOrJSON(cmd, &f.format)
	cmd.Flags().BoolVar(&f.table, "table", false, "show a table of rank, word and similarity")
	cli.SetTopic(cmd, cli.TopicOutput)
}

// answer finds the words nearest to the sum of plus minus the sum of minus and writes
// them as text or JSON:
//
//	[{"word":"queen","cosine":0.7},…]     with "score" for --method mul
//
// With --oov nearest the result names the replaced words.
func (a *app) answer(f *neighbourFlags, plus, minus []string) error {
	if f.n < 1 {
		return cli.Usagef("-n is %d, must be at least 1", f.n)
	}
	if f.table && f.format == "json" {
		return cli.Usagef("--table has no effect with --format json")
	}
	m, err := a.openModel(&f.modelFlags)
	if err != nil {
		return err
	}
	defer m.Close() //nolint:errcheck // only read from
	f.oov = wordPolicy(m, f.oov)
	near, err := m.Neighbours(plus, minus, w2vattn.NeighbourOptions{N: f.n, Method: f.method, Unknown: f.oov})
	if err != nil {
		return err
	}
	queried := slices.Concat(plus, minus)
	words, err := replaced(m, queried, f.oov)
	if err != nil {
		return err
	}
	a.noteForms(m, queried)
	a.noteReplaced(words, queried)
	if f.format == "json" {
		return a.json(neighboursJSON(near, f.method, words))
	}
	if err := a.writeNeighbours(f, near); err != nil {
		return err
	}
	if line := words.line(a.lang, queried); line != "" {
		_, err = fmt.Fprintln(a.out, line)
	}
	return err
}

// writeNeighbours writes nearest words as text.
func (a *app) writeNeighbours(f *neighbourFlags, near []embed.Neighbour) error {
	if f.table {
		return report.WriteNeighboursTable(a.out, near, f.method, string(a.lang))
	}
	return report.WriteNeighbours(a.out, near, f.method)
}

// A neighbourJSON is a nearest word in JSON. Replaced is the same in each word of a list,
// because a list of JSON has no place for what belongs to the whole.
type neighbourJSON struct {
	Word     string        `json:"word"`
	Score    *float64      `json:"score,omitempty"` // of --method mul, which ranks by it
	Cosine   float64       `json:"cosine"`
	Replaced replacedWords `json:"replaced,omitempty"`
}

// neighboursJSON returns nearest words for JSON. The score of 3CosAdd is the cosine, so
// only 3CosMul has one of its own.
func neighboursJSON(near []embed.Neighbour, method embed.Method, replaced replacedWords) []neighbourJSON {
	all := make([]neighbourJSON, len(near))
	for i, n := range near {
		all[i] = neighbourJSON{Word: n.Word, Cosine: n.Cosine, Replaced: replaced}
		if method == embed.Multiply {
			all[i].Score = &near[i].Score
		}
	}
	return all
}

// newSimilar returns the command similar, which ranks words by 3CosAdd or 3CosMul.
//
// A query compares with all V words and reads the whole table, V·D numbers, once: 79 ms
// for a mapped file of 1,000,000 × 300; see docs/benchmarks.md, section Queries of large
// tables.
func (a *app) newSimilar() *cobra.Command {
	var f neighbourFlags
	var minus []string
	cmd := &cobra.Command{
		Use:   "similar -m MODEL WORD…",
		Short: "List the words nearest to a word",
		Long: `List the words whose vectors have the largest cosine similarity to that of WORD,
nearest first. With several words, the query is a sum: each vector is divided by
its norm, and then those of WORD are added and those of --minus are subtracted.
With --method mul, cosines are multiplied and divided instead of added and
subtracted.`,
		Example: `  w2vattn similar -m model.safetensors cat
  w2vattn similar -m model.safetensors king woman --minus man
  w2vattn similar -m model.safetensors -n 20 --format json 고양이
  w2vattn similar -m model.safetensors --table cat`,
		Args: cli.AtLeast(1, "WORD"),
		RunE: func(_ *cobra.Command, words []string) error { return a.answer(&f, words, minus) },
	}
	f.add(cmd)
	cmd.Flags().StringArrayVar(&minus, "minus", nil, "`WORD` to subtract; may be repeated")
	cli.SetTopic(cmd, cli.TopicQuery)
	return cmd
}

// newAnalogy returns the command analogy, which is similar B C --minus A: A is to B as C
// is to the word nearest to B − A + C.
func (a *app) newAnalogy() *cobra.Command {
	var f neighbourFlags
	cmd := &cobra.Command{
		Use:     "analogy -m MODEL A B C",
		Short:   "Solve an analogy: A is to B as C is to ?",
		Example: "  w2vattn analogy -m model.safetensors man king woman",
		Args:    cli.Exactly("A", "B", "C"),
		RunE: func(_ *cobra.Command, w []string) error {
			return a.answer(&f, []string{w[1], w[2]}, []string{w[0]})
		},
	}
	f.add(cmd)
	return cmd
}
