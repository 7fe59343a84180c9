package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A pythonBlock is what a block of Python of a page shows when it is executed.
type pythonBlock struct {
	Text  string   // on standard output
	Types []string // media types of the outputs, sorted
}

// framed matches a report in a frame, as nbconvert writes it.
var framed = regexp.MustCompile(`<iframe [^>]*srcdoc="&lt;!DOCTYPE html`)

// TestPeerFromPython executes the Python of docs/from-python.md as a Jupyter notebook, and
// compares what it prints with the page. UPDATE=1 writes the output into the page. tools/setup
// peers installs Jupyter and the libraries.
func TestPeerFromPython(t *testing.T) {
	root := repository(t)
	page := filepath.Join(root, "docs", "from-python.md")
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	blocks := executePage(t, root, page, dir)
	same(t, page, withOutputs(t, string(text), blocks), string(text))
	for _, want := range []string{"image/svg+xml", "text/html"} {
		if !slices.ContainsFunc(blocks, func(b pythonBlock) bool { return slices.Contains(b.Types, want) }) {
			t.Errorf("no block shows %s", want)
		}
	}
	rendered, err := os.ReadFile(filepath.Join(dir, "page.html"))
	if err != nil || !framed.Match(rendered) {
		t.Errorf("the rendered notebook has no report (%v)", err)
	}
}

// executePage executes a page in the folder dir, with the program on PATH, and writes
// page.ipynb and page.html there.
func executePage(t *testing.T, root, page, dir string) []pythonBlock {
	t.Helper()
	python := filepath.Join(root, ".peers", "bin", "python")
	const installed = "from importlib.util import find_spec as find; [find(m).name for m in " +
		"('gensim', 'ipykernel', 'model2vec', 'nbconvert', 'pandas', 'pyarrow', 'sentence_transformers')]"
	if err := exec.Command(python, "-c", installed).Run(); err != nil {
		t.Skipf("skipped: %s lacks Jupyter or a library: tools/setup peers", python)
	}
	if out, err := exec.Command("go", "build", "-o", filepath.Join(dir, "w2vattn"), ".").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	script := filepath.Join(root, "cmd/w2vattn/testdata/python/execute.py")
	cmd := exec.Command(python, script, page, "page.ipynb", "page.html")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "PATH="+dir+string(os.PathListSeparator)+os.Getenv("PATH"),
		"IPYTHONDIR="+dir, "JUPYTER_CONFIG_DIR="+dir, "JUPYTER_RUNTIME_DIR="+dir)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, stderr.String())
	}
	var blocks []pythonBlock
	if err := json.Unmarshal(out, &blocks); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return blocks
}

// withOutputs returns a page with the output of its blocks of Python. A block that prints is
// followed by a block of text, and one that does not print is not.
func withOutputs(t *testing.T, text string, blocks []pythonBlock) string {
	t.Helper()
	n, pending := 0, ""
	page := fenced.ReplaceAllStringFunc(text, func(block string) string {
		if strings.HasPrefix(block, "```python\n") && n < len(blocks) {
			if pending != "" {
				t.Errorf("the output of block %d is not on the page: %s", n, pending)
			}
			pending = blocks[n].Text
			n++
		} else if strings.HasPrefix(block, "```text\n") {
			block, pending = "```text\n"+pending+"```", ""
		}
		return block
	})
	if n != len(blocks) || pending != "" {
		t.Errorf("%d of %d blocks are on the page, and this output is not: %q", n, len(blocks), pending)
	}
	return page
}

// TestWithOutputs: outputs follow their blocks.
func TestWithOutputs(t *testing.T) {
	page := "a\n```python\nx = 1\n```\n```python\nprint(x)\n```\n\n```text\nold\n```\nb\n"
	want := strings.Replace(page, "old", "1", 1)
	if got := withOutputs(t, page, []pythonBlock{{}, {Text: "1\n"}}); got != want {
		t.Errorf("got %q", got)
	}
}
