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

// WorkCommand is the first argument of a program that calls Run when it is started as a
// worker; the arguments of pool.Parse follow. The program must then call pool.Work.
const WorkCommand = "work"

// workers sets Beam's flags so that this program provides the workers of one pipeline,
// until release is called, which restores them. By default Beam would compile this
// program again, which needs its source, and its loopback mode serves only one task
// manager.
//
//	Prism, or --worker_binary     nothing to do
//	LOOPBACK                      a pool in this process, on this machine
//	EXTERNAL                      pools that run already, such as w2vattn-beam worker
//	any other                     the runner gets this program's file
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

// byPrism reports whether the runner is Prism in this process, which sets the flags
// itself and runs its workers here.
func byPrism() bool {
	switch strings.ToLower(*runners.Runner) {
	case "", "prism", "prismrunner", "direct":
		return true
	}
	return false
}
