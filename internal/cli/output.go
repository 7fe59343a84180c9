package cli

import (
	"os"

	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// OnTerminal reports whether a stream is a terminal.
func OnTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// TextOrJSON adds --format to a command whose result is text or JSON.
func TextOrJSON(cmd *cobra.Command, format *string) {
	AddChoice(cmd, format, "format", "text", "format of the result", "text", "json")
	SetTopic(cmd, TopicOutput)
}
