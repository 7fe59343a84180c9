package embed

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestSaveAndOpen(t *testing.T) {
	dir := t.TempDir()
	for name, format := range map[string]Format{"a.safetensors": Safetensors, "a.txt": Word2VecText,
		"a.vec": Word2VecText, "a.BIN": Word2VecBinary} {
		path := filepath.Join(dir, name)
		if err := sample(t).Table.Save(path); err != nil {
			t.Fatal(err)
		}
		f, err := ReadFile(path)
		if err != nil || f.Format != format || !same(f, sample(t)) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := Open(path, From(format)); err != nil {
			t.Error(err)
		}
	}
	if err := sample(
		t,
	).Table.Save(
		filepath.Join(dir, "a.pdf"),
	); err == nil ||
		!strings.Contains(err.Error(), ".safetensors") {
		t.Errorf("got %v", err)
	}
	for _, bad := range []string{dir, filepath.Join(dir, "none.bin")} {
		if _, err := Open(bad); err == nil || !strings.Contains(err.Error(), bad) {
			t.Errorf("%s: got %v", bad, err)
		}
	}
	if _, err := ParseFormat("pickle"); err == nil {
		t.Error("an unknown format has no error")
	}
}

// TestGensimFiles checks that gensim's files are read, and written again byte for byte.
func TestGensimFiles(t *testing.T) {
	text, err := ReadFile("testdata/gensim.txt")
	if err != nil || text.Format != Word2VecText {
		t.Fatal(text, err)
	}
	binary, err := ReadFile("testdata/gensim.bin")
	if err != nil || binary.Format != Word2VecBinary {
		t.Fatal(binary, err)
	}
	if !same(text, binary) {
		t.Error("the text and the binary file differ")
	}
	want, err := os.ReadFile("testdata/gensim.txt")
	if err != nil {
		t.Fatal(err)
	}
	if got := encoded(t, Word2VecText, binary); !bytes.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestOtherProjectsFiles reads files of other programs, which are not part of this project.
func TestOtherProjectsFiles(t *testing.T) {
	dir := "../../shared/formats"
	if _, err := os.Stat(dir); err != nil {
		t.Skip("skipped: there is no folder of other programs' files beside the project")
	}
	sizes := map[string]string{
		"gensim__toy-model.vec":          "22×5",
		"gensim__toy-model.bin":          "22×5",
		"gensim__high_precision.kv.bin":  "2×2",
		"gensim__high_precision.kv.txt":  "2×2",
		"finalfusion__similarity.bin":    "41×100",
		"finalfusion__similarity.txt":    "41×100",
		"finalfusion__similarity.nodims": "41×100",
		"gensim__lee_fasttext.vec":       "1762×10",
		"gensim__test_glove.txt":         "76×50",
	}
	for name, want := range sizes {
		f, err := ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Error(err)
		} else if got := fmt.Sprintf("%d×%d", f.Table.Len(), f.Table.Dim()); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	for _, pair := range [][2]string{{"finalfusion__similarity.txt", "finalfusion__similarity.nodims"},
		{"finalfusion__similarity.txt", "finalfusion__similarity.bin"}} {
		a, err1 := ReadFile(filepath.Join(dir, pair[0]))
		b, err2 := ReadFile(filepath.Join(dir, pair[1]))
		if err1 == nil && err2 == nil && !same(a, b) {
			t.Errorf("%v differ", pair)
		}
	}
	for _, broken := range []string{"finalfusion__utf8-incomplete.bin", "finalfusion__utf8-incomplete.txt"} {
		if f, err := ReadFile(filepath.Join(dir, broken)); err != nil || f.Repaired != 1 {
			t.Errorf("%s: got %v, %v", broken, f, err)
		}
	}
}

// TestCheckWrite checks that CheckWrite refuses what WriteFile refuses, and writes nothing.
func TestCheckWrite(t *testing.T) {
	for _, test := range []struct {
		name   string
		format Format
		ok     bool
	}{{"m.safetensors", Safetensors, true}, {"m.safetensors.gz", Safetensors, false}, {"m.txt.gz", Word2VecText,
		false}, {"m.bin", "unheard-of", false}} {
		path := filepath.Join(t.TempDir(), test.name)
		checked := CheckWrite(path, test.format)
		if _, err := os.Stat(path); err == nil || (checked == nil) != test.ok {
			t.Errorf("%s: got %v", test.name, checked)
		}
		if written := WriteFile(
			path,
			test.format,
			sample(t),
		); (written == nil) != test.ok ||
			written != nil && written.Error() != checked.Error() {
			t.Errorf("%s: CheckWrite returns %v, WriteFile %v", test.name, checked, written)
		}
	}
}
