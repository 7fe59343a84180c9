package deps

import (
	"bufio"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The compiler may make one instruction of a product and a sum, x*y + z, which rounds
// once instead of twice. It does so on arm64, ppc64le, riscv64, s390x and with
// GOAMD64=v3, across statements too, and does not where the product is converted
// explicitly: float64(x*y) + z. (The Go specification, "Floating-point operators".)

// fusable lists the functions in which fusion changes no result, by the reason. All
// others round every product that they add to something.
var fusable = map[string][]string{
	"products of two float32, or of small whole numbers, are exact in float64": {
		"attention/blocks.go entropy", "attention/gradient.go pullBack", "attention/score.go dot",
		"doctor/distribution.go distribution",
		"embed/quantize.go exactCosine", "compare.go kendall", "internal/linalg/linalg.go Dot",
		"internal/pca/pca.go setUnit", "internal/simd/fused.go fused", "internal/simd/fused.go fusedExactly",
	},
	"products with powers of two, or 0, are exact": {
		"attention/auto.go addBounds", "embed/internal/format/check.go finite", "embed/word2vec/owners.go assign",
		"embed/word2vec/gensim.go randomVector",
		"report/png/text.go inOrder", "report/png/text.go text", "report/drawing.go linkPicture",
	},
	"fused, or exact in float64": {"internal/simd/sums.go addProducts", "internal/simd/sums.go addProduct"},
	"bounds with a margin: what lies within it is computed again": {
		"embed/int8.go roundRow", "embed/int8.go query", "embed/int8.go excludes", "embed/scan.go collectEstimates",
		"embed/scan.go bound", "search/scan.go score",
	},
}

// An instruction is a fused multiply-add in a source file of the module.
type instruction struct {
	file string
	line int
	name string
}

// fusedPattern matches a fused multiply-add in the compiler's listing for arm64.
// Where it must be one, unfusedPattern matches a product that is none.
var (
	fusedPattern   = regexp.MustCompile(`\((\S+\.go):(\d+)\)\t(FN?M(?:ADD|SUB)[SD])\t`)
	unfusedPattern = regexp.MustCompile(`\((\S+/simd/sums\.go):(\d+)\)\t(FN?MUL[SD])\t`)
)

// fusedIn returns the fused multiply-adds of a listing, each once. Paths are relative
// to root; files elsewhere are left out.
func fusedIn(listing io.Reader, root string) ([]instruction, error) {
	found := map[instruction]bool{}
	lines := bufio.NewReader(listing)
	for {
		line, err := lines.ReadSlice('\n')
		m := fusedPattern.FindSubmatch(line)
		if m == nil {
			m = unfusedPattern.FindSubmatch(line)
		}
		if m != nil {
			file, inside := strings.CutPrefix(string(m[1]), root+string(filepath.Separator))
			if n, err := strconv.Atoi(string(m[2])); inside && err == nil {
				found[instruction{filepath.ToSlash(file), n, string(m[3])}] = true
			}
		}
		switch {
		case errors.Is(err, io.EOF):
			return slices.SortedFunc(maps.Keys(found),
				func(a, b instruction) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) }), nil
		case err != nil && !errors.Is(err, bufio.ErrBufferFull): // data in the form of numbers has long lines
			return nil, err
		}
	}
}

// functionAt returns the name of the function that a line of a Go file lies in.
func functionAt(path string, line int) (string, error) {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
	if err != nil {
		return "", err
	}
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && set.Position(f.Pos()).Line <= line && line <= set.Position(f.End()).Line {
			return f.Name.Name, nil
		}
	}
	return "", nil
}

// listing compiles the module for arm64 and returns the compiler's listing of its
// packages. What is compiled already comes from the build cache.
func listing(t *testing.T, root string) *os.File {
	t.Helper()
	out, err := os.Create(filepath.Join(t.TempDir(), "listing"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { out.Close() })
	cmd := exec.Command("go", "list", "-export", "-gcflags="+module+"...=-S", module+"...")
	cmd.Dir, cmd.Stderr = root, out
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH=arm64", "GOFLAGS=")
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	if _, err := out.Seek(0, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestFusedMultiplyAdds: no result depends on whether the machine has the instruction.
func TestFusedMultiplyAdds(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped with -short: compiles the module for arm64")
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	found, err := fusedIn(listing(t, root), root)
	if err != nil {
		t.Fatal(err)
	}
	allowed := map[string]bool{} // whether it was needed
	for _, functions := range fusable {
		for _, f := range functions {
			allowed[f] = false
		}
	}
	for _, i := range found {
		name, err := functionAt(filepath.Join(root, i.file), i.line)
		if err != nil {
			t.Fatal(err)
		}
		_, ok := allowed[i.file+" "+name]
		switch {
		case strings.Contains(i.name, "MUL"):
			t.Errorf("%s:%d: %s: arm64 has %s here instead of a fused multiply-add", i.file, i.line, name, i.name)
		case ok:
			allowed[i.file+" "+name] = true
		default:
			t.Errorf("%s:%d: %s: arm64 has %s here, which rounds once where amd64 rounds twice: convert the product "+
				"explicitly, float64(x*y) + z", i.file, i.line, name, i.name)
		}
	}
	for f, needed := range allowed {
		if !needed {
			t.Errorf("%s has no fused multiply-add: remove it from fusable", f)
		}
	}
}

// TestFusedIn reads a listing as the compiler writes it.
func TestFusedIn(t *testing.T) {
	const text = "\t0x0004 00004 (/m/a/b.go:12)\tFMADDS\tF0, F1, F2, F3\n" +
		"\t0x0008 00008 (/m/a/b.go:12)\tFMADDS\tF0, F1, F2, F3\n" +
		"\t0x000c 00012 (/m/a/b.go:9)\tFNMSUBD\tF0, F1, F2, F3\n" +
		"\t0x0010 00016 (/m/a/b.go:13)\tFADDS\tF0, F1, F2\n" +
		"\t0x0010 00016 (/m/a/b.go:14)\tFMULS\tF0, F1, F2\n" +
		"\t0x0010 00016 (/m/simd/sums.go:7)\tFMULS\tF0, F1, F2\n" +
		"\t0x0014 00020 (/usr/go/src/math/exp.go:13)\tFMSUBD\tF0, F1, F2\n"
	got, err := fusedIn(strings.NewReader(text+strings.Repeat("0", 100_000)+"\n\t(/m/c.go:1)\tFMSUBS\tF0"), "/m")
	want := []instruction{{"a/b.go", 12, "FMADDS"}, {"a/b.go", 9, "FNMSUBD"}, {"c.go", 1, "FMSUBS"},
		{"simd/sums.go", 7, "FMULS"}}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
}

func TestFunctionAt(t *testing.T) {
	name, err := functionAt("fused_test.go", 30)
	if err != nil || name != "" {
		t.Errorf("line 30 lies in %q, %v", name, err)
	}
	path := filepath.Join(t.TempDir(), "x.go")
	if err := os.WriteFile(path, []byte("package x\n\nfunc (t T) F() {\n\t_ = 1\n}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if name, err = functionAt(path, 4); err != nil || name != "F" {
		t.Errorf("line 4 lies in %q, %v", name, err)
	}
}
