package main

// This file shows the version. --format json adds what a report of a fault needs: the
// commit, the version of Go, the system, and the kernel by which this machine trains.

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/version"
)

// A versionInfo describes this program.
type versionInfo struct {
	Version string `json:"version"`
	Commit  string `json:"commit"` // "" if the Go command did not record it
	Date    string `json:"date"`   // of the commit, as in RFC 3339; "" like Commit
	Go      string `json:"go"`
	Kernel  string `json:"kernel"` // the fastest of this machine
	OS      string `json:"os"`
	Arch    string `json:"arch"`
}

// thisVersion returns the version of the program and what the Go command recorded in it.
// Commit and date are recorded when the program is built in a clone of the repository, not with
// go install MODULE@VERSION.
func thisVersion() versionInfo {
	v := versionInfo{
		Version: version.Version, Go: runtime.Version(), Kernel: word2vec.BestKernel(),
		OS: runtime.GOOS, Arch: runtime.GOARCH,
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return v
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			v.Commit = s.Value
		case "vcs.time":
			v.Date = s.Value
		}
	}
	return v
}

// String returns the version on one line, with commit and day if they are known.
func (v versionInfo) String() string {
	if v.Commit == "" {
		return "w2vattn version " + v.Version
	}
	return fmt.Sprintf("w2vattn version %s (commit %.12s, %.10s)", v.Version, v.Commit, v.Date)
}

// newVersion returns the command version.
func (a *app) newVersion() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:     "version",
		Short:   "Show the version",
		Example: "  w2vattn version\n  w2vattn version --format json",
		Args:    cli.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			v := thisVersion()
			if format == "json" {
				return a.json(v)
			}
			_, err := fmt.Fprintln(a.out, v)
			return err
		},
	}
	cli.TextOrJSON(cmd, &format)
	return cmd
}
