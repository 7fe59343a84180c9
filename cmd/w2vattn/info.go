package main

// This file describes a model file: its format, V and D, how it was trained, and its
// checksum.

import (
	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/internal/cli"
)

// newInfo returns the command info. A native file is mapped, not read, so the command
// takes milliseconds at any size; --verify reads all of it and compares the checksum.
func (a *app) newInfo() *cobra.Command {
	var model modelFlags
	var format string
	var verify bool
	cmd := &cobra.Command{
		Use:     "info MODEL",
		Short:   "Describe a model file",
		Example: "  w2vattn info model.safetensors",
		Args:    cli.Exactly("MODEL"),
		RunE: func(_ *cobra.Command, args []string) error {
			model.path = args[0]
			file, err := model.read(verify)
			if err != nil {
				return err
			}
			defer file.Table.Close() //nolint:errcheck // only read from
			info := w2vattn.Describe(file, model.path)
			info.Verified = verify // model.read has checked everything
			if format == "json" {
				return a.json(info)
			}
			return info.WriteTextIn(a.out, string(a.lang))
		},
	}
	model.addFrom(cmd)
	cmd.Flags().BoolVar(&verify, "verify", false, "read and check the whole file")
	cli.TextOrJSON(cmd, &format)
	return cmd
}
