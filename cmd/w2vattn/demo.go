package main

// This file is the command demo, which the README names first: it works as soon as
// the program is there.

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/report"
	"github.com/w2vattn/w2vattn/story"
)

// newDemo returns the command demo. It trains on the corpus of package data, which is
// part of the program, and shows the story of package story. It needs no file and no
// network.
func (a *app) newDemo() *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Show training and attention on a small corpus",
		Long: `Train on the small corpus that the program contains, ask for a book about a cat,
show the attention over the question, and find the sentences that answer it.
With -o page.html the result is a page; .md and .tex are written too.`,
		Example: "  w2vattn demo\n  w2vattn demo --lang ko\n  w2vattn demo -o page.html",
		Args:    cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.runDemo(cmd.Context(), output)
		},
	}
	cmd.Flags().StringVarP(&output, "output", "o", "", "write to `FILE`: .html, .md, .tex or .txt")
	cli.SetTopic(cmd, cli.TopicOutput)
	return cmd
}

// runDemo carries out demo. The format is checked before the model is trained.
func (a *app) runDemo(ctx context.Context, file string) error {
	format, err := reportFormat("", file)
	if err != nil {
		return err
	}
	if err := report.Takes(&report.Story{}, format); err != nil {
		return cli.Usagef("demo -o %s: %w", file, err)
	}
	if err := cli.CheckOutputs(nil, cli.Output{Flag: "-o", Path: file}); err != nil {
		return err
	}
	s, err := story.New(ctx, string(a.lang))
	if err != nil {
		return err
	}
	return a.writeTo(file, func(w io.Writer) error {
		out := report.NewWriter(w, format, report.Options{
			Color: a.useColor(file), Language: string(a.lang), Title: story.Title(string(a.lang)),
		})
		if err := out.Add(s); err != nil {
			return err
		}
		return out.Close()
	})
}
