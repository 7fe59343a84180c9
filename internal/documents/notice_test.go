package documents

import (
	"os"
	"os/exec"
	"path"
	"strings"
	"testing"
)

// TestNotice checks that NOTICE has the licences of all modules that the program is linked
// with on any of its platforms, and of no other.
func TestNotice(t *testing.T) {
	listed := map[string]bool{}
	for line := range strings.Lines(read(t, "NOTICE")) {
		if heading, ok := strings.CutPrefix(line, "## "); ok {
			name, _, _ := strings.Cut(heading, ":")
			listed[name] = true
		}
	}
	linked := map[string]bool{}
	for _, platform := range []string{"linux", "darwin", "windows"} {
		for _, module := range modules(t, platform) {
			linked[module] = true
		}
	}
	if len(linked) < 15 {
		t.Fatalf("only %d modules are linked", len(linked))
	}
	for module := range linked {
		found := false
		for name := range listed {
			found = found || name == module || strings.HasPrefix(name, module+"/")
		}
		if !found {
			t.Errorf("NOTICE has no licence of %s: make notice", module)
		}
	}
	for name := range listed {
		module := name
		for module != "." && !linked[module] {
			module = path.Dir(module)
		}
		if module == "." && !strings.HasPrefix(name, "Go, ") {
			t.Errorf("NOTICE has a licence of %s, which is not part of the program: make notice", name)
		}
	}
}

// modules returns the paths of the other modules that the program is linked with.
func modules(t *testing.T, platform string) []string {
	t.Helper()
	cmd := exec.Command("go", "list", "-deps",
		"-f", "{{with .Module}}{{if not .Main}}{{.Path}}{{end}}{{end}}", "./cmd/w2vattn")
	cmd.Dir = "../.."
	cmd.Env = append(os.Environ(), "GOOS="+platform, "CGO_ENABLED=0")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	return strings.Fields(string(out))
}
