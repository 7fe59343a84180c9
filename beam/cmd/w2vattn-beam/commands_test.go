package main

import (
	"io"
	"testing"

	"github.com/w2vattn/w2vattn/internal/commandpages"
)

// TestCommandPages compares docs/commands and docs/man with the definitions of the
// commands. UPDATE=1 writes them.
func TestCommandPages(t *testing.T) {
	a := &app{out: io.Discard, err: io.Discard}
	commandpages.Check(t, "../../..", a.newRoot())
}
