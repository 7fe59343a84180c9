// Package prismtest prepares tests that run pipelines on Prism, the runner that
// Beam embeds.
package prismtest

import (
	"log/slog"
	"os"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"

	"github.com/w2vattn/w2vattn/beam/engine"
)

// Main runs the tests of a package for its TestMain, without Beam's log, and removes the
// temporary files. It does not return.
func Main(m *testing.M) {
	beam.Init()
	engine.Quiet(os.Stderr, slog.LevelError+1)
	remove, err := engine.Scratch()
	if err != nil {
		panic(err)
	}
	code := m.Run()
	remove()
	os.Exit(code)
}
