package main

import (
	"io"
	"testing"

	"github.com/w2vattn/w2vattn/internal/commandpages"
	"github.com/w2vattn/w2vattn/internal/message"
)

// TestCommandPages compares docs/commands and docs/man with the definitions of the
// commands. UPDATE=1 writes them.
func TestCommandPages(t *testing.T) {
	a := &app{out: io.Discard, err: io.Discard}
	commandpages.Check(t, "../../..", a.newRoot())
}

// TestKoreanHelp: help is Korean as a whole with --lang ko, and fits terminals.
func TestKoreanHelp(t *testing.T) {
	a := &app{out: io.Discard, err: io.Discard, lang: message.Korean}
	root := a.newRoot()
	root.SetContext(message.WithLanguage(t.Context(), message.Korean))
	commandpages.CheckKorean(t, root)
}
