package main

import (
	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/message"
	"github.com/w2vattn/w2vattn/notebook"
)

func (a *app) newNotebook() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "notebook",
		Short: "Repeat a notebook's experiments and compare the numbers",
		Long: `Repeat every experiment of a teaching notebook that explains Query, Key and
Value as finding books in a library, step by step, with each printed number
beside ours. Exit code 1 if a number differs by more than half a unit of its
last printed digit and float32 rounding.`,
		Example: "  w2vattn notebook\n  w2vattn notebook --format json",
		Args:    cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			outcomes, err := notebook.Run(cmd.Context())
			if err != nil {
				return err
			}
			if format == "json" {
				err = notebook.WriteJSON(a.out, outcomes)
			} else {
				err = notebook.WriteText(cmd.Context(), a.out, outcomes, string(a.lang))
			}
			if err == nil && !notebook.OK(outcomes) {
				err = message.NotebookDiffers.Errorf()
			}
			return err
		},
	}
	cli.TextOrJSON(cmd, &format)
	return cmd
}
