package main

import (
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners/universal/extworker"
	"github.com/spf13/cobra"
)

func (a *app) newWorker() *cobra.Command {
	var port int
	cmd := &cobra.Command{
		Use:   "worker --port PORT",
		Short: "Serve a runner on this machine as a pool of workers",
		Long: `Serve a runner on this machine as a pool of workers, until it is interrupted. Pipelines
find the pool by --environment_type EXTERNAL --environment_config localhost:PORT: the
address is that of the runner's machine, so each machine of a cluster has a pool.`,
		Example: `  w2vattn-beam worker --port 50000`,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			pool, err := extworker.StartLoopback(cmd.Context(), port)
			if err != nil {
				return err
			}
			a.note("workers at %s", pool.EnvironmentConfig(cmd.Context()))
			<-cmd.Context().Done()
			return pool.Stop(cmd.Context())
		},
	}
	cmd.Flags().IntVar(&port, "port", 50000, "where the pool listens")
	return cmd
}
