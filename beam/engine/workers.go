package engine

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/options/jobopts"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners"

	"github.com/w2vattn/w2vattn/beam/pool"
)

// WorkCommand is what a program that calls Run is called with where it is to be a
// worker: WORK and the arguments of pool.Parse. It has to call pool.Work then.
const WorkCommand = "work"

// workers finishes what Beam's flags say of those who carry out the work, for one
// pipeline, until release is called. Beam itself would compile this program anew,
// whose source a user need not have, and its loopback serves one task manager
// alone.
func workers(ctx context.Context) (release func(), err error) {
	kind, config, binary := *jobopts.EnvironmentType, *jobopts.EnvironmentConfig, *jobopts.WorkerBinary
	restore := func() {
		*jobopts.EnvironmentType, *jobopts.EnvironmentConfig, *jobopts.WorkerBinary = kind, config, binary
	}
	if byPrism() || binary != "" {
		return func() {}, nil
	}
	switch strings.ToUpper(kind) {
	case "LOOPBACK":
		p, err := pool.Listen(0, pool.Self(WorkCommand))
		if err != nil {
			return nil, fmt.Errorf("workers of this program: %w", err)
		}
		go func() { _ = p.Serve(ctx) }()
		*jobopts.EnvironmentType, *jobopts.EnvironmentConfig, *jobopts.WorkerBinary = "EXTERNAL", p.Address(),
			os.DevNull
		return func() { restore(); p.Close() }, nil
	case "EXTERNAL":
		*jobopts.WorkerBinary = os.DevNull // the pool has it
		return restore, nil
	}
	*jobopts.WorkerBinary, err = os.Executable()
	return restore, err
}

// byPrism says whether the runner is that of this process, which sets flags
// itself and has its workers here too.
func byPrism() bool {
	switch strings.ToLower(*runners.Runner) {
	case "", "prism", "prismrunner", "direct":
		return true
	}
	return false
}
