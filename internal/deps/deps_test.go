package deps

import (
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

const (
	module = "github.com/w2vattn/w2vattn/"
	root   = "w2vattn" // what the module's root package is called here
)

// short returns the path of a package in the module, and whether it is of it.
func short(path string) (string, bool) {
	if path+"/" == module {
		return root, true
	}
	return strings.CutPrefix(path, module)
}

// policy lists, for each package, what it may import: packages of this module
// by their path in it, packages of others by the beginning of theirs. A package
// that is not listed may import nothing. A path that ends with /... stands for the
// packages below it that are not listed themselves. The standard library is free, but for
// what forbidden says. Arrows go down: what stands lower may not import what
// stands higher.
const policy = `
internal/numpy: gonum.org/v1/gonum/mathext/prng
internal/deps:
internal/documents:
internal/commandpages: github.com/jedib0t/go-pretty/v6 github.com/spf13/cobra github.com/spf13/pflag
internal/contract: corpus corpus/input corpus/phrases data embed embed/packed embed/word2vec tokenize tokenize/korean gonum.org/v1/gonum/blas
internal/simd: golang.org/x/sys/cpu
internal/mmap:
internal/splitmix:
internal/compression:
internal/linalg: gonum.org/v1/gonum/blas
internal/pca: embed vocab gonum.org/v1/gonum/mat gonum.org/v1/gonum/stat
internal/english:
internal/markdown:
internal/version:
internal/jsonline:
internal/pipeline:
internal/message: golang.org/x/text/language
internal/cli: internal/atomicfile internal/english internal/message vocab github.com/jedib0t/go-pretty/v6 github.com/spf13/cobra github.com/spf13/pflag golang.org/x/term
internal/decompress: internal/compression internal/pipeline github.com/klauspost/compress github.com/ulikunitz/xz
internal/leaktest: go.uber.org/goleak
internal/terminaltest: golang.org/x/sys
internal/atomicfile: github.com/google/renameio/v2 golang.org/x/sys
data:
vocab:
tokenize: golang.org/x/text/unicode/norm github.com/clipperhouse/uax29/v2
tokenize/korean: tokenize golang.org/x/text/unicode/norm github.com/clipperhouse/uax29/v2 github.com/ikawaha/kagome-dict github.com/ikawaha/kagome-dict-ko
corpus/input: tokenize internal/compression internal/decompress internal/english internal/pipeline golang.org/x/text github.com/go-json-experiment/json
corpus: corpus/input tokenize vocab internal/pipeline
corpus/cooccur: corpus internal/pipeline vocab
corpus/newwords: tokenize tokenize/korean internal/pipeline golang.org/x/text/unicode/norm
corpus/phrases: corpus tokenize vocab
attention: internal/linalg internal/simd gonum.org/v1/gonum/blas
embed/internal/binfile: internal/mmap internal/simd
embed/internal/float16:
embed/internal/mapped: internal/linalg internal/mmap gonum.org/v1/gonum/blas
embed/internal/safetensors: embed/internal/binfile embed/internal/float16
embed/internal/subword: embed/internal/mapped internal/linalg gonum.org/v1/gonum/blas
embed/internal/format: embed/internal/mapped embed/internal/subword vocab gonum.org/v1/gonum/blas
embed/internal/textlines: embed/internal/format internal/pipeline
embed/internal/npy: embed/internal/binfile embed/internal/float16
embed/internal/pickle: embed/internal/binfile embed/internal/npy
embed/internal/format/...: embed/internal/binfile embed/internal/float16 embed/internal/format embed/internal/mapped embed/internal/npy
	embed/internal/pickle embed/internal/safetensors
	embed/internal/subword embed/internal/textlines internal/atomicfile internal/linalg internal/mmap internal/pipeline vocab gonum.org/v1/gonum/blas
embed: embed/internal/format embed/internal/format/... embed/internal/mapped embed/internal/pickle embed/internal/subword vocab
	internal/atomicfile internal/compression internal/linalg internal/mmap internal/simd gonum.org/v1/gonum/blas
embed/sentencetransformers: embed internal/atomicfile tokenize vocab
embed/parquet: embed embed/internal/float16 embed/internal/format internal/atomicfile internal/linalg internal/pca internal/version vocab gonum.org/v1/gonum/blas
	github.com/parquet-go/parquet-go
embed/sqlite: embed embed/internal/binfile embed/internal/format internal/atomicfile internal/linalg modernc.org/sqlite
embed/packed: internal/compression internal/decompress github.com/klauspost/compress/zstd
embed/train: corpus corpus/phrases embed tokenize vocab internal/atomicfile internal/simd internal/version gonum.org/v1/gonum/blas
embed/internal/traintest: corpus corpus/cooccur embed/train internal/leaktest internal/simd
embed/glove: corpus/cooccur embed embed/internal/strata embed/train internal/linalg internal/simd internal/splitmix vocab gonum.org/v1/gonum/blas
embed/internal/sampling: internal/splitmix vocab
embed/internal/strata: internal/splitmix
embed/lexvec: corpus corpus/cooccur embed embed/internal/sampling embed/internal/strata embed/train internal/linalg internal/simd internal/splitmix vocab gonum.org/v1/gonum/blas
embed/word2vec: corpus corpus/phrases embed embed/internal/sampling embed/train tokenize vocab internal/linalg internal/numpy internal/simd internal/splitmix gonum.org/v1/gonum/blas
doctor: corpus corpus/input embed/train embed/word2vec internal/english internal/message internal/splitmix tokenize vocab github.com/jedib0t/go-pretty/v6 golang.org/x/text
internal/progress: embed/train internal/cli internal/english internal/message github.com/schollz/progressbar/v3
w2vattn: attention corpus corpus/input embed embed/glove embed/packed embed/train embed/word2vec internal/english internal/linalg internal/markdown internal/message search tokenize tokenize/korean vocab gonum.org/v1/gonum/blas
eval: embed internal/english internal/markdown internal/message search vocab github.com/jedib0t/go-pretty/v6 gonum.org/v1/gonum/stat
internal/corpusflags: w2vattn corpus corpus/input corpus/phrases internal/cli internal/english tokenize tokenize/korean vocab github.com/spf13/cobra
internal/trainflags: corpus/cooccur embed/glove embed/lexvec embed/train embed/word2vec internal/cli github.com/spf13/cobra
report: w2vattn attention embed internal/jsonline internal/linalg internal/message report/picture search tokenize github.com/jedib0t/go-pretty/v6 golang.org/x/text/unicode/bidi gonum.org/v1/gonum/blas
report/png: report/picture github.com/go-text/typesetting golang.org/x/image
report/picture: github.com/clipperhouse/uax29/v2
internal/console: w2vattn attention embed internal/message report tokenize
story: w2vattn attention corpus data embed/word2vec internal/message report tokenize
notebook: w2vattn attention corpus data embed embed/word2vec internal/jsonline internal/message report story tokenize gonum.org/v1/gonum/blas
notebook/jupyter: w2vattn attention data embed internal/message notebook report story tokenize vocab gonum.org/v1/gonum/blas
search: corpus embed tokenize vocab internal/atomicfile internal/mmap internal/pipeline internal/simd internal/linalg gonum.org/v1/gonum/blas gonum.org/v1/gonum/mat
serve: w2vattn attention embed internal/jsonline internal/linalg internal/message internal/pca report report/picture report/png search tokenize vocab gonum.org/v1/gonum/blas
	github.com/go-json-experiment/json github.com/klauspost/compress/gzhttp github.com/prometheus/client_golang/prometheus
cmd/w2vattn: w2vattn attention corpus corpus/cooccur corpus/input corpus/newwords doctor embed embed/glove embed/lexvec embed/packed embed/parquet embed/sentencetransformers embed/sqlite embed/train embed/word2vec eval internal/atomicfile internal/cli internal/console internal/corpusflags internal/english internal/jsonline internal/message internal/pipeline internal/progress internal/trainflags internal/version notebook notebook/jupyter report report/picture report/png search serve story tokenize tokenize/korean vocab
	github.com/peterh/liner github.com/spf13/cobra github.com/spf13/pflag
`

// forbidden lists packages of the standard library and who alone may use them.
const forbidden = `
net/http: serve
os/exec:
os/signal: internal/cli
log:
flag:
unsafe: internal/simd internal/mmap
`

// light lists packages whose dependencies, all the way down, hold none of heavy.
var (
	light = []string{"embed", "attention", "vocab"}
	heavy = []string{"net/http", "database/sql", "github.com/parquet-go", "modernc.org", "github.com/spf13", "golang.org/x/text", "github.com/jedib0t", "github.com/go-text",
		"golang.org/x/image", "github.com/clipperhouse", "github.com/schollz", "github.com/ikawaha"}
)

// parse reads a policy text: a name, a colon, and names until the next line
// that begins without a tab.
func parse(text string) map[string][]string {
	rules := map[string][]string{}
	for rule := range strings.SplitSeq(strings.ReplaceAll(text, "\n\t", " "), "\n") {
		if name, allowed, ok := strings.Cut(rule, ":"); ok {
			rules[name] = strings.Fields(allowed)
		}
	}
	return rules
}

// violations returns the imports of a package that break the rules, as text.
func violations(name string, imports []string, rules, restricted map[string][]string) []string {
	allowed, listed := rules[name]
	if below := path.Dir(name) + "/..."; !listed {
		allowed, listed = rules[below]
	}
	var bad []string
	for _, imported := range imports {
		inside, ours := short(imported)
		standard := !strings.Contains(strings.SplitN(imported, "/", 2)[0], ".")
		ok := listed && slices.ContainsFunc(allowed, func(a string) bool {
			return ours && (inside == a || path.Dir(inside)+"/..." == a) || !ours &&
				(imported == a || strings.HasPrefix(imported, a+"/"))
		})
		if standard {
			users, limited := restricted[imported]
			ok = !limited || slices.Contains(users, name)
		}
		if !ok {
			bad = append(bad, fmt.Sprintf("%s imports %s", name, imported))
		}
	}
	return bad
}

type pkg struct {
	ImportPath string
	Imports    []string
	Deps       []string
}

func list(t *testing.T) map[string]pkg {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports,Deps", module+"...")
	cmd.Dir = "../.."
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]pkg{}
	d := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p pkg
		if err := d.Decode(&p); err == io.EOF {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		name, _ := short(p.ImportPath)
		all[name] = p
	}
}

func TestPolicy(t *testing.T) {
	rules, restricted := parse(policy), parse(forbidden)
	all := list(t)
	if len(all) < 10 {
		t.Fatalf("only %d packages", len(all))
	}
	for name, p := range all {
		for _, bad := range violations(name, p.Imports, rules, restricted) {
			t.Error(bad)
		}
	}
	for name := range rules {
		if _, ok := all[name]; !ok && !strings.HasSuffix(name, "/...") {
			t.Errorf("the policy names %s, which is not there", name)
		}
	}
}

func TestLight(t *testing.T) {
	all := list(t)
	for _, name := range light {
		for _, dep := range all[name].Deps {
			if slices.ContainsFunc(heavy, func(h string) bool { return dep == h || strings.HasPrefix(dep, h+"/") }) {
				t.Errorf("%s depends on %s", name, dep)
			}
		}
	}
}

// TestViolationsAreSeen: violations reports each kind of violation.
func TestViolationsAreSeen(t *testing.T) {
	rules, restricted := parse(policy), parse(forbidden)
	for _, bad := range [][2]string{
		{"attention", module + "embed"}, {"embed", "net/http"}, {"vocab", "github.com/spf13/cobra"},
		{"unlisted", module + "vocab"}, {"corpus", "unsafe"}, {"embed", module + "embed/word2vec"},
		{"embed/internal/format/glove", module + "embed"}, {"embed/internal/format/glove", module +
			"embed/internal/format/wego"},
	} {
		if len(violations(bad[0], bad[1:], rules, restricted)) != 1 {
			t.Errorf("%s importing %s is allowed", bad[0], bad[1])
		}
	}
	if got := violations("corpus", []string{"io", module + "vocab"}, rules, restricted); got != nil {
		t.Errorf("not allowed: %v", got)
	}
}
