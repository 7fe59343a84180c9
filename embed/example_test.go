package embed_test

import (
	"fmt"
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"log"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/vocab"
)

// animals returns the table of most examples.
func animals() *embed.Table {
	words, err := vocab.New([]string{"cat", "kitten", "dog", "book"}, []int64{40, 12, 30, 9})
	if err != nil {
		log.Fatal(err)
	}
	table, err := embed.New(words, blas32.General{Rows: 4, Cols: 2, Stride: 2, Data: []float32{
		1, 0,
		3, 1,
		1, 1,
		0, 2,
	}})
	if err != nil {
		log.Fatal(err)
	}
	return table
}

// inFolder runs an example with a temporary folder.
func inFolder(do func(dir string) error) {
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	if err := do(dir); err != nil {
		fmt.Println(strings.ReplaceAll(err.Error(), dir+string(filepath.Separator), ""))
	}
}

func words(all []embed.Neighbour) string {
	var w []string
	for _, n := range all {
		w = append(w, n.Word)
	}
	return strings.Join(w, " ")
}

// TestExamples checks that every exported function and method has an example.
func TestExamples(t *testing.T) {
	paths, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	files, set := []*ast.File{}, token.NewFileSet()
	for _, path := range paths {
		f, err := parser.ParseFile(set, path, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name.Name == "embed" && !strings.HasSuffix(path, "_test.go") || f.Name.Name == "embed_test" {
			files = append(files, f)
		}
	}
	p, err := doc.NewFromFiles(set, files, "embed")
	if err != nil {
		t.Fatal(err)
	}
	check := func(owner string, all []*doc.Func) {
		for _, f := range all {
			if len(f.Examples) == 0 {
				t.Errorf("%s%s has no example", owner, f.Name)
			}
		}
	}
	check("", p.Funcs)
	for _, typ := range p.Types {
		check("", typ.Funcs)
		check(typ.Name+".", typ.Methods)
	}
}

// must returns result, and panics on an error, which no caller here expects.
func must[T any](result T, err error) T {
	if err != nil {
		panic(err)
	}
	return result
}
