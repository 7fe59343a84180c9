package main

// This file converts vectors to tables of other programs: Parquet and SQLite.

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/packed"
	"github.com/w2vattn/w2vattn/embed/parquet"
	"github.com/w2vattn/w2vattn/embed/sqlite"
	"github.com/w2vattn/w2vattn/internal/cli"
)

// tableFlags are the flags of convert that only these formats have.
type tableFlags struct {
	withMap               bool
	normalized, overwrite bool
}

// add adds the flags to cmd.
func (f *tableFlags) add(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.withMap, "map", false, "parquet: positions on a map and the ten nearest words")
	cmd.Flags().BoolVar(&f.normalized, "normalized", false, "sqlite: scale the vectors to length 1")
	cmd.Flags().BoolVar(&f.overwrite, "overwrite", false, "sqlite: replace a database that exists")
}

// check returns an error for flags that the format does not have.
func (f *tableFlags) check(format embed.Format) error {
	if f.withMap && format != parquet.Name {
		return cli.Usagef("--map is for %s, not for %s", parquet.Name, format)
	}
	if f.normalized && format != sqlite.Name {
		return cli.Usagef("--normalized is for %s, not for %s", sqlite.Name, format)
	}
	if f.overwrite && format != sqlite.Name {
		return cli.Usagef("--overwrite is for %s: files in the format %s are always replaced", sqlite.Name, format)
	}
	return nil
}

// checkWrite is embed.CheckWrite, but with --overwrite a database may exist.
func (f *tableFlags) checkWrite(out string, format embed.Format) error {
	err := embed.CheckWrite(out, format, embed.Pack(packed.Writer))
	if f.overwrite && errors.Is(err, sqlite.ErrExists) {
		return nil
	}
	return err
}

// write writes a stream in a format of package embed, or in one of those that have flags.
func (f *tableFlags) write(ctx context.Context, out string, format embed.Format, s *embed.Stream) error {
	switch format {
	case parquet.Name:
		return parquet.Write(ctx, out, s, parquet.Options{Map: f.withMap})
	case sqlite.Name:
		return sqlite.Write(ctx, out, s, sqlite.Options{Normalized: f.normalized, Overwrite: f.overwrite})
	}
	return embed.WriteStream(out, format, s, embed.Pack(packed.Writer))
}
