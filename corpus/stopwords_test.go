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
	"github.com/w2vattn/w2vattn/vocab"
)

// stopFile writes a file of stop words.
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
	got, err := corpus.ReadStopWords(stopFile(t, "\ufeffThe\r\n\n  Of \n\u1100\u1161"), folder)
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
	for text, want := range map[string]string{"the\nof the\n": `line 2: "of the" is not one word; give one a line`, "a\n" + strings.Repeat("x", 1<<17): "line 2: "} {
		path := stopFile(t, text)
		if _, err := corpus.ReadStopWords(path, folder); err == nil || !strings.HasPrefix(err.Error(), path+", "+want) {
			t.Errorf("%.20q: %v, want %q", text, err, want)
		}
	}
}

// TestCountPhrases: words and figures are those of the corpus with its phrases
// joined, in memory and on disk.
func TestCountPhrases(t *testing.T) {
	text := strings.Repeat("she flew to new york\n", 5) + strings.Repeat("a new book\nold york\n", 5)
	c := corpus.PhraseConfig{Score: corpus.NPMI, Threshold: .4, MinCount: 5, Passes: 1, Pairs: 1 << 20}
	keep := func(word string) bool { return word != "to" }
	_, want, _ := joinIn(t, text, c, 1<<20, keep)
	for _, memory := range []int64{0, 1 << 20} {
		words := new(vocab.Counter)
		figures, found, err := corpus.CountPhrases(t.Context(), stdin(text, corpus.Lines()), words, c, keep, memory)
		if err != nil || figures.Sentences != 15 || figures.Tokens != words.Total() || found.Len() == 0 {
			t.Errorf("%+v, %d phrases, %v", figures, found.Len(), err)
		}
		for word, n := range words.All() {
			if n != want[word] {
				t.Errorf("%s: %d, want %d", word, n, want[word])
			}
		}
	}
	c.Passes = 0
	if _, _, err := corpus.CountPhrases(t.Context(), stdin(text, corpus.Lines()), new(vocab.Counter), c, keep, 1<<20); err == nil {
		t.Error("no pass is accepted")
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
