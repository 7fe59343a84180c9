package jupyter_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestPeerJupyter validates the notebooks with nbformat, renders them with nbconvert, and
// executes them: every cell shows what is stored. tools/setup peers installs the packages.
func TestPeerJupyter(t *testing.T) {
	python, err := filepath.Abs("../../.peers/bin/python")
	if err != nil {
		t.Fatal(err)
	}
	if err := exec.Command(python, "-c", "import nbclient, nbconvert, nbformat, ipykernel").Run(); err != nil {
		t.Skipf("skipped: %s has no nbformat, nbconvert and ipykernel: tools/setup peers", python)
	}
	dir := t.TempDir()
	build := exec.Command("go", "build", "-o", filepath.Join(dir, "w2vattn"), "../../cmd/w2vattn")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	all := outcomes(t)
	for lang, want := range map[string]string{"en": "31 of 31 quantities agree", "ko": "항목 31개 중 31개가"} {
		file, page := filepath.Join(dir, lang+".ipynb"), filepath.Join(dir, lang+".html")
		if err := os.WriteFile(file, written(t, all, lang), 0o600); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(python, "testdata/check.py", file, page)
		cmd.Env = append(os.Environ(), "PATH="+dir+string(os.PathListSeparator)+os.Getenv("PATH"),
			"IPYTHONDIR="+dir, "JUPYTER_CONFIG_DIR="+dir, "JUPYTER_RUNTIME_DIR="+dir)
		if out, err := cmd.CombinedOutput(); err != nil || !strings.Contains(string(out), " cells executed") {
			t.Errorf("%s: %v: %s", lang, err, out)
		}
		text, err := os.ReadFile(page)
		pictures := strings.Count(string(text), ` src="data:image/svg+xml;base64,`)
		if err != nil || !strings.Contains(string(text), want) || pictures != 13 {
			t.Errorf("%s: the page lacks %q, or has %d pictures (%v)", lang, want, pictures, err)
		}
	}
}
