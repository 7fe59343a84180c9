package main

// This file defines the commands of workers: worker runs a pool that serves runners,
// and work, which is hidden, is one worker of it.

import (
	"os"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/beam/engine"
	"github.com/w2vattn/w2vattn/beam/pool"
	"github.com/w2vattn/w2vattn/internal/cli"
)

// newWorker returns the command worker, which runs a pool until the context ends.
func (a *app) newWorker() *cobra.Command {
	var port int
	cmd := &cobra.Command{
		Use:   "worker --port PORT",
		Short: "Serve a runner on this machine as a pool of workers",
		Long: `Serve a runner on this machine as a pool of workers, until it is interrupted. Pipelines
find the pool by --environment_type EXTERNAL --environment_config localhost:PORT: the
address is that of the runner's machine, so each machine of a cluster has a pool. Each
worker is a process of its own; the runner asks for another when one is lost.`,
		Example: `  w2vattn-beam worker --port 50000`,
		Args:    cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			p, err := pool.Listen(port, pool.Self(engine.WorkCommand))
			if err != nil {
				return err
			}
			a.note("workers at %s", p.Address())
			return p.Serve(cmd.Context())
		},
	}
	cmd.Flags().IntVar(&port, "port", 50000, "where the pool listens; 0: a port that is free")
	return cmd
}

// newWork returns the command of a worker, which a pool starts: see pool.Self. It is not
// for users, so help does not list it.
func (a *app) newWork() *cobra.Command {
	return &cobra.Command{
		Use:    engine.WorkCommand + " NAME CONTROL LOGGING PROVISION",
		Hidden: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			e, err := pool.Parse(args)
			if err != nil {
				return cli.UsageError{Err: err}
			}
			return pool.Work(cmd.Context(), e, os.Stdin)
		},
	}
}
