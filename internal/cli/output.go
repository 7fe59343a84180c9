package cli

import (
	"encoding/json"
	"io"
	"os"

	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// WriteJSON writes v as one line of JSON, in which <, > and & stand as they are.
func WriteJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// OnTerminal reports whether a stream is a terminal.
func OnTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// TextOrJSON adds --format to a command whose result is text or JSON.
func TextOrJSON(cmd *cobra.Command, format *string) {
	AddChoice(cmd, format, "format", "text", "form of the result", "text", "json")
	SetTopic(cmd, TopicOutput)
}
