package main

import (
	"errors"
	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/notebook"
)

// newNotebook returns the command notebook. All results are written before the error: the
// exit code is 1 if a number differs from the printed one, so that the command is also a
// test.
func (a *app) newNotebook() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "notebook",
		Short: "Repeat the experiments of a teaching notebook",
		Long: `Repeat every experiment of a teaching notebook that explains query, key and
value with books in a library. Each number that the notebook prints is shown
beside the computed one. Exit code 1: a number differs by more than half a unit
of its last printed digit and float32 rounding.`,
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
				err = errors.New("a number differs from the notebook's")
			}
			return err
		},
	}
	cli.TextOrJSON(cmd, &format)
	return cmd
}
