package main

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/notebook"
	"github.com/w2vattn/w2vattn/notebook/jupyter"
)

// notebookFlags are the flags of notebook.
type notebookFlags struct {
	output string // file; "": standard output
	format string // "": by the extension of output
}

// newNotebook returns the command notebook. All results are written before the error: the
// exit code is 1 if a number differs from the printed one, so that the command is also a
// test.
func (a *app) newNotebook() *cobra.Command {
	var f notebookFlags
	cmd := &cobra.Command{
		Use:   "notebook",
		Short: "Repeat the experiments of a teaching notebook",
		Long: `Repeat every experiment of a teaching notebook that explains query, key and
value with books in a library. Each number that the notebook prints is shown
beside the computed one. Exit code 1: a number differs by more than half a unit
of its last printed digit and float32 rounding.

With -o experiments.ipynb the result is a Jupyter notebook, with tables, heat
maps, and code that runs w2vattn; --lang selects its language.`,
		Example: "  w2vattn notebook\n  w2vattn notebook --format json\n  w2vattn notebook -o experiments.ipynb\n" +
			"  w2vattn notebook --lang ko -o experiments.ko.ipynb",
		Args: cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := f.check(); err != nil {
				return err
			}
			return a.runNotebook(cmd.Context(), &f)
		},
	}
	cmd.Flags().StringVarP(&f.output, "output", "o", "", "write to `FILE`: .ipynb, .json or .txt")
	cli.AddChoice(cmd, &f.format, "format", "", "format (default: by -o)", "text", "json", "ipynb")
	cli.SetTopic(cmd, cli.TopicOutput)
	return cmd
}

// notebookFormats are the formats by extension.
var notebookFormats = map[string]string{".ipynb": "ipynb", ".json": "json", ".txt": "text"}

// check sets the format, and returns an error for an output whose format is not known or
// that cannot be written.
func (f *notebookFlags) check() error {
	byName, known := notebookFormats[strings.ToLower(filepath.Ext(f.output))]
	switch {
	case f.output == "":
		byName = "text"
	case known && f.format != "" && f.format != byName:
		return cli.Usagef("--format %s contradicts -o %s, whose extension stands for %s", f.format, f.output, byName)
	case !known && f.format == "":
		return cli.Usagef("-o %s: unknown extension; use one of %s, or name the format with --format",
			f.output, cli.OrList([]string{".ipynb", ".json", ".txt"}))
	}
	if f.format == "" {
		f.format = byName
	}
	return cli.CheckOutputs(nil, cli.Output{Flag: "-o", Path: f.output})
}

// runNotebook carries out notebook.
func (a *app) runNotebook(ctx context.Context, f *notebookFlags) error {
	outcomes, err := notebook.Run(ctx)
	if err != nil {
		return err
	}
	err = a.writeTo(f.output, func(w io.Writer) error {
		switch f.format {
		case "json":
			return notebook.WriteJSON(w, outcomes)
		case "ipynb":
			return jupyter.Write(ctx, w, outcomes, string(a.lang))
		}
		return notebook.WriteText(ctx, w, outcomes, string(a.lang))
	})
	if err == nil && !notebook.OK(outcomes) {
		err = errors.New("a number differs from the notebook's")
	}
	return err
}
