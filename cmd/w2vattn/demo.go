package main

// This file is the command demo, which the README names first: it works as soon as
// the program is there.

import (
	"context"
	"io"
	"time"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/packed"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/report"
	"github.com/w2vattn/w2vattn/story"
)

// newDemo returns the command demo. It trains on the corpus of package data, which is
// part of the program, and shows the story of package story. It needs no file and no
// network.
func (a *app) newDemo() *cobra.Command {
	var output, save string
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Show training and attention on a small corpus",
		Long: `Train on the small corpus that the program contains, ask for a book about a cat,
show the attention over the question, and find the sentences that answer it.
With -o page.html the result is a page; .md and .tex are written too. With
--save, the trained model is kept, to try other commands on it.`,
		Example: "  w2vattn demo\n  w2vattn demo --lang ko\n  w2vattn demo -o page.html\n" +
			"  w2vattn demo --save library.safetensors",
		Args: cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.runDemo(cmd.Context(), output, save)
		},
	}
	cmd.Flags().StringVarP(&output, "output", "o", "", "write to `FILE`: .html, .md, .tex or .txt")
	cmd.Flags().StringVar(&save, "save", "", "also write the trained model to `MODEL`")
	cli.SetTopic(cmd, cli.TopicOutput)
	return cmd
}

// runDemo carries out demo. The formats are checked before the model is trained. file is
// where the story goes, "" for standard output, and save where the model goes, "" if it is not
// kept.
func (a *app) runDemo(ctx context.Context, file, save string) error {
	format, err := reportFormat("", file)
	if err != nil {
		return err
	}
	if err := report.Takes(&report.Story{}, format); err != nil {
		return cli.Usagef("demo -o %s: %w", file, err)
	}
	if err := checkSave(save); err != nil {
		return err
	}
	outputs := []cli.Output{{Flag: "-o", Path: file}, {Flag: "--save", Path: save}}
	if err := cli.CheckOutputs(nil, outputs...); err != nil {
		return err
	}
	begin := time.Now()
	library, err := story.Train(ctx, string(a.lang))
	if err != nil {
		return err
	}
	s, err := library.Story(time.Since(begin))
	if err != nil {
		return err
	}
	if save != "" {
		if err := library.Model.Save(save); err != nil {
			return err
		}
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

// checkSave returns an error for a path of --save, "" if the model is not kept, whose extension
// is not that of a format that is written.
func checkSave(path string) error {
	if path == "" {
		return nil
	}
	format, err := formatOf("--save", path)
	if err == nil {
		err = embed.CheckWrite(path, format, embed.Pack(packed.Writer))
	}
	if err != nil {
		return cli.UsageError{Err: err}
	}
	return nil
}
