package commandpages

import (
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// TestPages: a page has title, audience, flags and links; hidden commands have none.
func TestPages(t *testing.T) {
	program := &cobra.Command{Use: "tool", Short: "Does things"}
	run := &cobra.Command{Use: "run FILE", Short: "Run a file", Run: func(*cobra.Command, []string) {}}
	run.Flags().Int("workers", 7, "goroutines")
	hidden := &cobra.Command{Use: "secret", Hidden: true, Run: func(*cobra.Command, []string) {}}
	program.AddCommand(run, hidden)
	pages, err := Pages(program)
	if err != nil || len(pages) != 6 { // tool, run and help, each as Markdown and for man
		t.Fatalf("%d pages, want 6: %v, %v", len(pages), pages, err)
	}
	page := pages["commands/tool_run.md"]
	for _, want := range []string{
		"# tool run\n\nFor everyone who uses `tool run`.", "(default all CPUs)", "[tool](tool.md): Does things",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is not in %s", want, page)
		}
	}
	if man := pages["man/tool-run.1"]; !strings.Contains(man, `.TH "TOOL-RUN" "1" "" "tool" "tool"`) {
		t.Errorf("the manual page is %s", man)
	}
}
