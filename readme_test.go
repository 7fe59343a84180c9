package w2vattn_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/report"
)

// The function of README's section on the library.
func run(ctx context.Context) error {
	file, err := os.Open("reviews.txt") // one sentence per line
	if err != nil {
		return err
	}
	defer file.Close()
	model, err := w2vattn.Train(ctx, corpus.FromReader(file), word2vec.Default())
	if err != nil {
		return err
	}
	if err := model.Save("reviews.safetensors"); err != nil { // later: w2vattn.Open
		return err
	}
	near, err := model.MostSimilar([]string{"movie"}, nil, 5)
	if err != nil {
		return err
	}
	fmt.Println(near)
	options := w2vattn.AttendOptions{Temperature: attention.Auto}
	a, err := model.Attend("movie", "what a wonderful film", options)
	if err != nil {
		return err
	}
	return report.Write(os.Stdout, a, report.Text) // or report.HTML, report.JSON, …
}

// TestREADME checks that the code in README is the function above, and that it runs.
func TestREADME(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, code, found := strings.Cut(string(readme), "```go\n")
	code, _, closed := strings.Cut(code, "```")
	ours, err := os.ReadFile("readme_test.go")
	if err != nil {
		t.Fatal(err)
	}
	if !found || !closed || !strings.Contains(string(ours), code) {
		t.Errorf("README.md has other code:\n%s", code)
	}
	t.Chdir(t.TempDir())
	text := strings.Repeat("what a wonderful film\nthis movie is a film that i love\nthe movie was long\n", 10)
	if err := os.WriteFile("reviews.txt", []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	stdout := os.Stdout
	defer func() { os.Stdout = stdout }()
	if os.Stdout, err = os.Create("out.txt"); err != nil {
		t.Fatal(err)
	}
	if err := run(t.Context()); err != nil {
		t.Fatal(err)
	}
	out, err := os.ReadFile("out.txt")
	if err != nil || !strings.Contains(string(out), "wonderful") {
		t.Errorf("%s: %v", out, err)
	}
	if _, err := w2vattn.Open("reviews.safetensors"); err != nil {
		t.Error(err)
	}
}
