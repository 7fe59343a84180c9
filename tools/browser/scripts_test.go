package browser

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// tool returns the path of a program that npm has installed here, or skips.
func tool(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join("node_modules", ".bin", name))
	if err == nil {
		_, err = os.Stat(path)
	}
	if err != nil {
		t.Skipf("skipped: there is no %s here; tools/setup installs it", name)
	}
	return path
}

// succeeds runs a program in a folder and fails the test with its output if it fails.
func succeeds(t *testing.T, dir, program string, args ...string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), program, args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%s: %v\n%s", filepath.Base(program), err, out)
	}
}

// TestTypes: the types of the page's scripts, in their comments, are right.
func TestTypes(t *testing.T) { succeeds(t, ".", tool(t, "tsc"), "-p", ".") }

// TestLint: the linter finds no problem in the page's scripts, and each of them is checked
// for types.
func TestLint(t *testing.T) {
	scripts, err := filepath.Glob("../../serve/page/*.js")
	if err != nil || len(scripts) < 10 {
		t.Fatalf("%q, %v", scripts, err)
	}
	for _, path := range scripts {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(string(text), "// @ts-check\n") && filepath.Base(path) != "palette.js" { // it is generated
			t.Errorf("%s does not begin with // @ts-check", path)
		}
	}
	// The folder of the linter is that of the module, because it ignores files outside.
	succeeds(t, "../..", tool(t, "eslint"), "-c", "tools/browser/eslint.config.mjs", "serve/page")
}

// TestUnits runs the tests of the functions that need no browser, in folder unit. They are
// copied beside the scripts that they import, into a package of modules.
func TestUnits(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("skipped: there is no node here; on Debian: apt install nodejs")
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "package.json"), []byte(`{"type": "module"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, pattern := range []string{"../../serve/page/*.js", "unit/*.test.mjs"} {
		paths, err := filepath.Glob(pattern)
		if err != nil || len(paths) == 0 {
			t.Fatalf("%s: %q, %v", pattern, paths, err)
		}
		for _, path := range paths {
			text, err := os.ReadFile(path)
			if err == nil {
				err = os.WriteFile(filepath.Join(dir, filepath.Base(path)), text, 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	succeeds(t, dir, node, "--test")
}
