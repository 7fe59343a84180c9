package pool

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"

	"github.com/apache/beam/sdks/v2/go/container/tools"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/runtime/harness"
	fnpb "github.com/apache/beam/sdks/v2/go/pkg/beam/model/fnexecution_v1"
	pipepb "github.com/apache/beam/sdks/v2/go/pkg/beam/model/pipeline_v1"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/util/grpcx"
)

// Endpoints are the name of a worker and the addresses of the services of its runner.
// Provision may be empty.
type Endpoints struct{ Worker, Control, Logging, Provision string }

// endpoints returns the endpoints of a runner's request. A request without control or
// logging address, or that requires authentication, is an error, which the runner shows.
func endpoints(r *fnpb.StartWorkerRequest) (Endpoints, error) {
	for _, s := range []*pipepb.ApiServiceDescriptor{r.GetControlEndpoint(), r.GetLoggingEndpoint()} {
		switch {
		case s.GetUrl() == "":
			return Endpoints{}, fmt.Errorf("the runner requests worker %q without an address of its services", r.GetWorkerId())
		case s.GetAuthentication() != nil:
			return Endpoints{}, fmt.Errorf("worker %q must authenticate at %s, which Beam's SDK for Go does not support",
				r.GetWorkerId(), s.GetUrl())
		}
	}
	return Endpoints{r.GetWorkerId(), r.GetControlEndpoint().GetUrl(), r.GetLoggingEndpoint().GetUrl(),
		r.GetProvisionEndpoint().GetUrl()}, nil
}

// Self returns the command that starts this program as a worker, with the arguments name
// and those of Parse. The worker shares the program's standard error.
func Self(name string) func(Endpoints) *exec.Cmd {
	return func(e Endpoints) *exec.Cmd {
		self, err := os.Executable()
		cmd := exec.Command(self, name, e.Worker, e.Control, e.Logging, e.Provision)
		cmd.Err = errors.Join(cmd.Err, err)
		cmd.Stderr = os.Stderr
		return cmd
	}
}

// Parse parses the arguments that Self passes after the name. Another number of
// arguments is an error.
func Parse(args []string) (Endpoints, error) {
	if len(args) != 4 {
		return Endpoints{}, fmt.Errorf("a worker has four arguments, its name and the addresses of control, logging and "+
			"provision, not %q", args)
	}
	return Endpoints{args[0], args[1], args[2], args[3]}, nil
}

// Work serves a runner until the runner closes the connection or dies, or until life
// ends, which for a worker started by Self is its standard input. It returns nil if ctx
// or life ended, and else the error of Beam's harness.
func Work(ctx context.Context, e Endpoints, life io.Reader) error {
	ctx, cancel := context.WithCancel(grpcx.WriteWorkerID(ctx, e.Worker))
	defer cancel()
	go func() {
		_, _ = io.Copy(io.Discard, life)
		cancel()
	}()
	var o harness.Options
	if e.Provision != "" {
		info, err := tools.ProvisionInfo(ctx, e.Provision)
		if err != nil {
			return fmt.Errorf("worker %q: what the runner provides: %w", e.Worker, err)
		}
		o.StatusEndpoint, o.RunnerCapabilities = info.GetStatusEndpoint().GetUrl(), info.GetRunnerCapabilities()
	}
	err := harness.MainWithOptions(ctx, e.Logging, e.Control, o)
	if ctx.Err() != nil {
		return nil
	}
	return err
}
