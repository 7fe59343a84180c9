package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"net/http/httptest"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/internal/contract"
	"github.com/w2vattn/w2vattn/serve"
)

var update = flag.Bool("update", false, "rewrite the answers of internal/contract")

// automatic is what --compare says of the temperature that it finds itself, which
// is not part of the contract.
var automatic = regexp.MustCompile(`,?\{"temperature":[^}]*"auto":true[^}]*\}`)

// commandAnswer returns the answer of the command to a case.
func commandAnswer(t *testing.T, c contract.Case, path func(string) string) contract.Answer {
	t.Helper()
	var out, errs bytes.Buffer
	a := &app{in: strings.NewReader(""), out: &out, err: &errs}
	code := a.run(t.Context(), c.Args(path))
	answer := contract.Answer{Name: c.Name, Failed: code != 0, Output: automatic.ReplaceAllString(out.String(), "")}
	if code != 0 {
		for _, w := range slices.Concat(c.Words, strings.Fields(c.To), strings.Fields(c.Text)) {
			if strings.Contains(errs.String(), strconv.Quote(w)) && !slices.Contains(answer.Names, w) {
				answer.Names = append(answer.Names, w)
			}
		}
	}
	return answer
}

// TestContract: the command and the server give the recorded answers, byte for byte.
func TestContract(t *testing.T) {
	if runtime.GOARCH != "amd64" {
		t.Skip("the answers were made on amd64; elsewhere the last digit of exponentials may differ")
	}
	dir := t.TempDir()
	if err := contract.Train(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	if *update {
		updateAnswers(t, contract.Path(dir))
		return
	}
	want, err := contract.Answers()
	if err != nil {
		t.Fatal(err)
	}
	if n := len(contract.Cases()); n < 200 || len(want) != n {
		t.Fatalf("%d questions, %d answers", n, len(want))
	}
	t.Run("command", func(t *testing.T) { askCommand(t, contract.Path(dir), want) })
	t.Run("server", func(t *testing.T) { askServer(t, contract.Path(dir), want) })
}

func askCommand(t *testing.T, path func(string) string, want map[string]contract.Answer) {
	t.Helper()
	for _, c := range contract.Cases() {
		if got := commandAnswer(t, c, path); !equalAnswers(got, want[c.Name]) {
			t.Errorf("%s: %q\n got %+v\nwant %+v", c.Name, c.Args(path), got, want[c.Name])
		}
	}
}

// contractServer returns a server of the models of the contract.
func contractServer(t *testing.T, path func(string) string) *serve.Server {
	t.Helper()
	f := serveFlags{}
	f.Add(&cobra.Command{})
	for _, m := range contract.Models() {
		f.models = append(f.models, m+"="+path(m))
	}
	models, err := (&app{err: io.Discard}).servedModels(&f)
	t.Cleanup(func() { closeAll(models) })
	if err != nil {
		t.Fatal(err)
	}
	s, err := serve.New(serve.Config{Models: models})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// askServer compares the server's answers to the cases that the API supports. Errors name
// the unknown words there too.
func askServer(t *testing.T, path func(string) string, want map[string]contract.Answer) {
	t.Helper()
	s := contractServer(t, path)
	asked := 0
	for _, c := range contract.Cases() {
		method, target, body, ok := c.Request()
		if !ok {
			continue
		}
		asked++
		w := httptest.NewRecorder()
		s.ServeHTTP(w, httptest.NewRequest(method, target, strings.NewReader(body)))
		answer := want[c.Name]
		if failed := w.Code != 200; failed != answer.Failed || !failed && w.Body.String() != answer.Output {
			t.Errorf("%s: %s %s: status %d\n got %s\nwant %s", c.Name, target, body, w.Code, w.Body, answer.Output)
		}
	}
	if asked < 150 {
		t.Errorf("only %d questions were put to the server", asked)
	}
}

// TestMeanOfWords: the command and the server compute the same mean of several words, bit
// for bit, and give the same answers.
func TestMeanOfWords(t *testing.T) {
	dir := t.TempDir()
	if err := contract.Train(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	s := contractServer(t, contract.Path(dir))
	words := []string{"cat", "dog", "book", "reads", "library", "kitten", "about"}
	for n := 1; n <= len(words); n++ {
		c := contract.Case{Kind: "attend", Model: "en", Words: words[:n], Text: "The cat reads a book about a dog.",
			Score: "dot", Temperature: "1", OOV: "skip", ExcludeSelf: n%2 == 0}
		want := commandAnswer(t, c, contract.Path(dir))
		method, target, body, _ := c.Request()
		w := httptest.NewRecorder()
		s.ServeHTTP(w, httptest.NewRequest(method, target, strings.NewReader(body)))
		if w.Code != 200 || want.Failed || w.Body.String() != want.Output {
			t.Errorf("%d words: status %d\n got %s\nwant %s", n, w.Code, w.Body, want.Output)
		}
	}
}

func equalAnswers(a, b contract.Answer) bool {
	return a.Failed == b.Failed && a.Output == b.Output && slices.Equal(a.Names, b.Names)
}

func updateAnswers(t *testing.T, path func(string) string) {
	t.Helper()
	var all bytes.Buffer
	e := json.NewEncoder(&all)
	e.SetEscapeHTML(false)
	for _, c := range contract.Cases() {
		if err := e.Encode(commandAnswer(t, c, path)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile("../../internal/contract/testdata/answers.jsonl", all.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}
