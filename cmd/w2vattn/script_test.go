package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/w2vattn/w2vattn/internal/cli"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"w2vattn": func() { os.Exit(run()) }})
}

// TestScripts runs the scenarios in testdata/script, one for each command. With UPDATE=1
// it rewrites the outputs that they contain.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: os.Getenv("UPDATE") != "",
		Setup:         binaryFiles,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"keys": keys, "seconds": seconds,
			"effects": effects},
	})
}

// keys checks that each line of standard output is a JSON object with exactly
// the keys that are named.
func keys(ts *testscript.TestScript, _ bool, want []string) {
	for line := range strings.Lines(ts.ReadFile("stdout")) {
		var object map[string]json.RawMessage
		if err := json.Unmarshal([]byte(line), &object); err != nil {
			ts.Fatalf("%s: %v", line, err)
		}
		for _, k := range want {
			if _, ok := object[k]; !ok {
				ts.Fatalf("no key %q in %s", k, line)
			}
			delete(object, k)
		}
		if len(object) > 0 {
			ts.Fatalf("keys nobody asked for: %v", object)
		}
	}
}

// effects runs each command of a table, which must be a usage error that the pattern
// beside it matches.
func effects(ts *testscript.TestScript, _ bool, args []string) {
	for line := range strings.Lines(ts.ReadFile(args[0])) {
		command, pattern, ok := strings.Cut(strings.TrimSpace(line), " | ")
		if !ok {
			ts.Fatalf("%s: no | in it", line)
		}
		var stderr bytes.Buffer
		a := &app{in: strings.NewReader(""), out: io.Discard, err: &stderr}
		words := strings.Fields(command)
		for i, w := range words {
			if strings.Contains(w, ".") && !strings.HasPrefix(w, "-") {
				if _, err := os.Stat(ts.MkAbs(w)); err == nil {
					words[i] = ts.MkAbs(w)
				}
			}
		}
		code := a.run(context.Background(), words)
		if match := regexp.MustCompile(pattern).MatchString(stderr.String()); code != cli.ExitUsage || !match {
			ts.Check(fmt.Errorf("%s: exit code %d, %s", command, code, stderr.String()))
		}
	}
}

// seconds writes standard output to a file with times and speeds, which differ
// from run to run, replaced by a dash.
func seconds(ts *testscript.TestScript, _ bool, args []string) {
	text := regexp.MustCompile(`[\d.]+ s \([\d.]+ s in all\), [\d,]+ words/s`).ReplaceAllString(ts.ReadFile("stdout"),
		"-")
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o600))
}
