package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/embed"
)

func (a *app) newSimilar() *cobra.Command {
	var model modelFlags
	var format string
	var n int
	cmd := &cobra.Command{
		Use:   "similar -m MODEL WORD…",
		Short: "Words with the nearest vectors",
		Long: `The words whose vectors have the largest cosine with that of WORD, the nearest
first. Of several words the mean of the unit vectors is taken.`,
		Example: `  w2vattn similar -m model.safetensors cat
  w2vattn similar -m model.safetensors -n 20 --format json 고양이`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, words []string) error {
			if err := checkFormat(format); err != nil {
				return err
			}
			if n < 1 {
				return usagef("-n is %d, must be at least 1", n)
			}
			table, err := a.open(&model)
			if err != nil {
				return err
			}
			defer table.Close() //nolint:errcheck // only read from
			near, err := similar(table, words, n)
			if err != nil {
				return err
			}
			if format == "json" {
				return a.json(near)
			}
			return writeNeighbours(a.out, near)
		},
	}
	model.add(cmd)
	cmd.Flags().IntVarP(&n, "n", "n", 10, "how many")
	textOrJSON(cmd, &format)
	return cmd
}

// similar returns the words nearest to the mean direction of words, which are
// left out themselves.
func similar(table *embed.Table, words []string, n int) ([]embed.Neighbour, error) {
	l, err := lookupOf(table)
	if err != nil {
		return nil, err
	}
	ids, err := l.ids(words)
	if err != nil {
		return nil, err
	}
	return table.Nearest(table.Direction(ids...), n, ids...), nil
}

// writeNeighbours writes words and cosines in two columns.
func writeNeighbours(w io.Writer, all []embed.Neighbour) error {
	width := 0
	for _, n := range all {
		width = max(width, text.StringWidth(n.Word))
	}
	var b strings.Builder
	for _, n := range all {
		fmt.Fprintf(&b, "%s  %.4f\n", text.Pad(n.Word, width, ' '), n.Cosine)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
