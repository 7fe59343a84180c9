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

// Endpoints are what a worker needs to know of its runner: the name that it was
// given, and where services listen. Provision may be empty.
type Endpoints struct{ Worker, Control, Logging, Provision string }

// endpoints are those of a runner's request.
func endpoints(r *fnpb.StartWorkerRequest) (Endpoints, error) {
	for _, s := range []*pipepb.ApiServiceDescriptor{r.GetControlEndpoint(), r.GetLoggingEndpoint()} {
		switch {
		case s.GetUrl() == "":
			return Endpoints{}, fmt.Errorf("worker %q is asked for without an address to work for", r.GetWorkerId())
		case s.GetAuthentication() != nil:
			return Endpoints{}, fmt.Errorf("worker %q is to authenticate itself at %s, which Beam's SDK for Go cannot",
				r.GetWorkerId(), s.GetUrl())
		}
	}
	return Endpoints{r.GetWorkerId(), r.GetControlEndpoint().GetUrl(), r.GetLoggingEndpoint().GetUrl(),
		r.GetProvisionEndpoint().GetUrl()}, nil
}

// Self returns the command of a worker that is this program: it is called with
// name and the arguments that Parse takes, and says on standard error what this
// program says there.
func Self(name string) func(Endpoints) *exec.Cmd {
	return func(e Endpoints) *exec.Cmd {
		self, err := os.Executable()
		cmd := exec.Command(self, name, e.Worker, e.Control, e.Logging, e.Provision)
		cmd.Err = errors.Join(cmd.Err, err)
		cmd.Stderr = os.Stderr
		return cmd
	}
}

// Parse returns what Self has given as arguments.
func Parse(args []string) (Endpoints, error) {
	if len(args) != 4 {
		return Endpoints{}, fmt.Errorf("a worker has four arguments, its name and where control, logging and "+
			"provision listen, not %q", args)
	}
	return Endpoints{args[0], args[1], args[2], args[3]}, nil
}

// Work works for a runner until that lets go, or dies, or life ends: what a
// worker of Self has as its standard input.
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
