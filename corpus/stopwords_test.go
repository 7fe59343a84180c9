package corpus_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/tokenize"
)

// stopFile writes a file of stop words and returns its path.
func stopFile(t testing.TB, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "stop.txt")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestReadStopWords(t *testing.T) {
	folder, err := tokenize.NewFolder(true, tokenize.NFC)
	if err != nil {
		t.Fatal(err)
	}
	got, err := corpus.ReadStopWords(stopFile(t, "\ufeffThe\t500863\r\n\n  Of \n\u1100\u1161"), folder)
	if want := []string{"the", "", "of", "가"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%q, %v; want %q", got, err, want)
	}
	plain, err := tokenize.NewFolder(false, tokenize.None)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := corpus.ReadStopWords(stopFile(t, "The"), plain); err != nil || !slices.Equal(got, []string{"The"}) {
		t.Errorf("unfolded: %q, %v", got, err)
	}
	if _, err := corpus.ReadStopWords("none.txt", folder); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	for text, want := range map[string]string{
		"the\nof the\n":                    `line 2: "of the" is not one word; write one word per line`,
		"the\tof\n":                        `line 1: "the\tof" is not one word; write one word per line`,
		"a\n" + strings.Repeat("x", 1<<17): "line 2: ",
	} {
		path := stopFile(t, text)
		if _, err := corpus.ReadStopWords(path, folder); err == nil || !strings.HasPrefix(err.Error(), path+", "+want) {
			t.Errorf("%.20q: %v, want %q", text, err, want)
		}
	}
}

func ExampleReadStopWords() {
	dir, err := os.MkdirTemp("", "corpus")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "stop.txt")
	if err := os.WriteFile(path, []byte("The\nOF\n"), 0o600); err != nil {
		panic(err)
	}
	folder, err := tokenize.NewFolder(true, tokenize.NFC)
	if err != nil {
		panic(err)
	}
	fmt.Println(corpus.ReadStopWords(path, folder))
	// Output: [the of] <nil>
}
