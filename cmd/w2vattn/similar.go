package main

import (
	"slices"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/report"
)

// neighbourFlags are those of the commands that answer with near words.
type neighbourFlags struct {
	modelFlags
	format string
	method embed.Method
	oov    embed.Policy
	n      int
}

func (f *neighbourFlags) add(cmd *cobra.Command) {
	f.modelFlags.add(cmd)
	cli.AddChoice(cmd, &f.method, "method", embed.Add, "how words are combined", string(embed.Add)+"\t3CosAdd", string(embed.Multiply)+"\t3CosMul")
	cli.SetTopic(cmd, cli.TopicQuery)
	cmd.Flags().IntVarP(&f.n, "n", "n", 10, "how many words")
	cli.SetTopic(cmd, cli.TopicOutput)
	addOOV(cmd, &f.oov)
	cli.TextOrJSON(cmd, &f.format)
}

// answer finds the words near to plus and far from minus and writes them.
func (a *app) answer(f *neighbourFlags, plus, minus []string) error {
	if f.n < 1 {
		return cli.Usagef("-n is %d, must be at least 1", f.n)
	}
	m, err := a.openModel(&f.modelFlags)
	if err != nil {
		return err
	}
	defer m.Close() //nolint:errcheck // only read from
	near, err := m.Neighbours(plus, minus, w2vattn.NeighbourOptions{N: f.n, Method: f.method, Unknown: f.oov})
	if err != nil {
		return err
	}
	if err := a.noteReplacedWords(m, slices.Concat(plus, minus), f.oov); err != nil {
		return err
	}
	switch {
	case f.format == "json" && f.method == embed.Multiply:
		return a.json(scoredOf(near))
	case f.format == "json":
		return a.json(near)
	}
	return report.WriteNeighbours(a.out, near, f.method)
}

// A scoredNeighbour is a neighbour by --method mul, which ranks by the score.
type scoredNeighbour struct {
	Word   string  `json:"word"`
	Score  float64 `json:"score"`
	Cosine float64 `json:"cosine"`
}

func scoredOf(near []embed.Neighbour) []scoredNeighbour {
	all := make([]scoredNeighbour, len(near))
	for i, n := range near {
		all[i] = scoredNeighbour{n.Word, n.Score, n.Cosine}
	}
	return all
}

func (a *app) newSimilar() *cobra.Command {
	var f neighbourFlags
	var minus []string
	cmd := &cobra.Command{
		Use:   "similar -m MODEL WORD…",
		Short: "Words with the nearest vectors",
		Long: `The words whose vectors have the largest cosine with that of WORD, the nearest
first. Several words are added up, those of --minus subtracted, each divided by
its length.`,
		Example: `  w2vattn similar -m model.safetensors cat
  w2vattn similar -m model.safetensors king woman --minus man
  w2vattn similar -m model.safetensors -n 20 --format json 고양이`,
		Args: cli.AtLeast(1, "WORD"),
		RunE: func(_ *cobra.Command, words []string) error { return a.answer(&f, words, minus) },
	}
	f.add(cmd)
	cmd.Flags().StringArrayVar(&minus, "minus", nil, "`WORD` to subtract; may be repeated")
	cli.SetTopic(cmd, cli.TopicQuery)
	return cmd
}

func (a *app) newAnalogy() *cobra.Command {
	var f neighbourFlags
	cmd := &cobra.Command{
		Use:     "analogy -m MODEL A B C",
		Short:   "A is to B as C is to ?",
		Example: "  w2vattn analogy -m model.safetensors man king woman",
		Args:    cli.Exactly("A", "B", "C"),
		RunE: func(_ *cobra.Command, w []string) error {
			return a.answer(&f, []string{w[1], w[2]}, []string{w[0]})
		},
	}
	f.add(cmd)
	return cmd
}
