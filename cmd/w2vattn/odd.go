package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/internal/cli"
)

// newOdd returns the command odd. Unknown words are an error that names similar spellings.
//
// With u₁ … u_n the vectors divided by their norms and m = Σ uᵢ / n their mean, the
// answer is the word with the smallest uᵢ·m / ‖m‖, as in gensim's doesnt_match.
func (a *app) newOdd() *cobra.Command {
	var model modelFlags
	var format string
	cmd := &cobra.Command{
		Use:   "odd -m MODEL WORD…",
		Short: "Find the word that does not belong to the others",
		Long: `Find the word whose vector has the smallest cosine with the mean of all vectors,
each divided by its norm.`,
		Example: "  w2vattn odd -m model.safetensors breakfast cereal dinner lunch",
		Args:    cli.AtLeast(2, "WORD"),
		RunE: func(_ *cobra.Command, words []string) error {
			return a.runOdd(&model, words, format)
		},
	}
	model.add(cmd)
	cli.TextOrJSON(cmd, &format)
	return cmd
}

// runOdd carries out odd. JSON has the word and the cosine of each word with the mean;
// text is the word alone.
func (a *app) runOdd(model *modelFlags, words []string, format string) error {
	m, err := a.openModel(model)
	if err != nil {
		return err
	}
	defer m.Close() //nolint:errcheck // only read from
	odd, cosines, err := m.Odd(words...)
	if err != nil {
		return err
	}
	a.noteForms(m, words)
	if format == "json" {
		// encoding/json writes maps in the order of their keys, so the output is always the same.
		byWord := map[string]float64{}
		for i, w := range words {
			byWord[w] = cosines[i]
		}
		return a.json(struct {
			Word    string             `json:"word"`
			Cosines map[string]float64 `json:"cosines"`
		}{words[odd], byWord})
	}
	_, err = fmt.Fprintln(a.out, words[odd])
	return err
}
