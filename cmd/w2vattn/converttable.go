package main

// This file converts vectors to tables of other programs: Parquet.

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/packed"
	"github.com/w2vattn/w2vattn/embed/parquet"
	"github.com/w2vattn/w2vattn/internal/cli"
)

// tableFlags are the flags of convert that only these formats have.
type tableFlags struct {
	withMap bool
}

// add adds the flags to cmd.
func (f *tableFlags) add(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.withMap, "map", false, "parquet: positions on a map and the ten nearest words")
}

// check returns an error for flags that the format does not have.
func (f *tableFlags) check(format embed.Format) error {
	if f.withMap && format != parquet.Name {
		return cli.Usagef("--map is for %s, not for %s", parquet.Name, format)
	}
	return nil
}

// write writes a stream in a format of package embed, or in one of those that have flags.
func (f *tableFlags) write(ctx context.Context, out string, format embed.Format, s *embed.Stream) error {
	if format == parquet.Name {
		return parquet.Write(ctx, out, s, parquet.Options{Map: f.withMap})
	}
	return embed.WriteStream(out, format, s, embed.Pack(packed.Writer))
}
