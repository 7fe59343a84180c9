package sentencetransformers_test

import (
	"encoding/json"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/sentencetransformers"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// stream returns three words with counts.
func stream(t *testing.T, words ...string) *embed.Stream {
	t.Helper()
	counts := make([]int64, len(words))
	for i := range counts {
		counts[i] = int64(10 - i)
	}
	v, err := vocab.New(words, counts)
	if err != nil {
		t.Fatal(err)
	}
	return &embed.Stream{Words: v, Dim: 2, Rows: func(yield func([]float32, error) bool) {
		for i := range words {
			if !yield([]float32{float32(i + 1), float32(-i)}, nil) {
				return
			}
		}
	}}
}

var options = sentencetransformers.Options{Tokenizer: tokenize.Default(), Card: "## Corpus\n\nThree words.\n"}

func TestWrite(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "folder")
	o := options
	o.SIF = 0.5
	if err := sentencetransformers.Write(dir, stream(t, "a", "고양이", `"quoted"`), o); err != nil {
		t.Fatal(err)
	}
	table, err := embed.Open(dir) // as model2vec, which multiplies by the weights
	if err != nil {
		t.Fatal(err)
	}
	defer table.Close()
	if table.Len() != 4 || table.Dim() != 2 {
		t.Fatalf("%d words of %d numbers", table.Len(), table.Dim())
	}
	for word, want := range map[string][]float64{"[UNK]": {0, 0}, "a": {1, 0}, "고양이": {2, -1}, `"quoted"`: {3, -2}} {
		got, err := table.Vector(word)
		if err != nil {
			t.Error(err)
			continue
		}
		weight := 1.0
		if count := map[string]float64{"a": 10, "고양이": 9, `"quoted"`: 8}[word]; count > 0 {
			weight = 0.5 / (0.5 + count/27)
		}
		for i, x := range got {
			if math.Abs(float64(x)-weight*want[i]) > 1e-6 {
				t.Errorf("%s: %v, want %g times %v", word, got, weight, want)
			}
		}
	}
	card, err := os.ReadFile(filepath.Join(dir, "README.md"))
	if text := string(card); err != nil || !strings.Contains(text, "Three words.") ||
		!strings.Contains(text, "3 words × 2 numbers") {
		t.Errorf("README.md: %s, %v", card, err)
	}
}

func TestTokenizerJSON(t *testing.T) {
	for _, c := range []struct {
		name string
		o    sentencetransformers.Options
		want string // a part of the description
	}{
		{"words", options, `"type":"Lowercase"`},
		{"words with marks", options, `"behavior":"Removed"`},
		{"space", sentencetransformers.Options{Tokenizer: tokenize.DefaultOf("space")}, `"pre_tokenizer":{"type":"WhitespaceSplit"}`},
		{"as written", sentencetransformers.Options{Tokenizer: tokenize.Config{Name: "space", Normalize: tokenize.None}},
			`"normalizer":null`},
		{"pretokenized", sentencetransformers.Options{Tokenizer: tokenize.DefaultOf("korean"), Pretokenized: true},
			`"normalizer":null`},
	} {
		dir := filepath.Join(t.TempDir(), "folder")
		if err := sentencetransformers.Write(dir, stream(t, "a", "b"), c.o); err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, "tokenizer.json"))
		if err != nil || !strings.Contains(string(text), c.want) {
			t.Errorf("%s: %s lacks %s (%v)", c.name, text, c.want, err)
		}
		var parsed struct {
			Model struct{ Vocab map[string]int }
		}
		if err := json.Unmarshal(text, &parsed); err != nil || len(parsed.Model.Vocab) != 3 || parsed.Model.Vocab["b"] != 2 {
			t.Errorf("%s: vocabulary %v (%v)", c.name, parsed.Model.Vocab, err)
		}
	}
}

func TestRefused(t *testing.T) {
	for name, change := range map[string]func(*tokenize.Config){
		"its tokens are not parts of the text": func(c *tokenize.Config) {
			*c = tokenize.DefaultOf("korean")
			c.Collapse = false
		},
		"it shortens repeated letters": func(c *tokenize.Config) { *c = tokenize.DefaultOf("josa") },
		"its tokens can be emoji":      func(c *tokenize.Config) { c.Emoji = true },
		"it joins phrases":             func(c *tokenize.Config) { c.Phrases = tokenize.Phrases{{}} },
	} {
		o := options
		change(&o.Tokenizer)
		dir := filepath.Join(t.TempDir(), "folder")
		err := sentencetransformers.Write(dir, stream(t, "a"), o)
		var wrong *sentencetransformers.TokenizerError
		if !errors.As(err, &wrong) || !strings.Contains(err.Error(), name) {
			t.Errorf("%v, want %q", err, name)
		}
		if _, err := os.Stat(dir); err == nil {
			t.Errorf("%s: there is a folder", name)
		}
	}
}

func TestFolder(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "folder")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := sentencetransformers.Write(dir, stream(t, "a"), options); err != nil {
		t.Errorf("an empty folder is refused: %v", err)
	}
	if err := sentencetransformers.Write(dir, stream(t, "a"), options); !errors.Is(err, sentencetransformers.ErrExists) {
		t.Errorf("a full folder: %v", err)
	}
	if err := sentencetransformers.Write(filepath.Join(parent, "other"), stream(t, "a", "[UNK]"), options); err == nil ||
		!strings.Contains(err.Error(), "[UNK]") {
		t.Errorf("the word [UNK]: %v", err)
	}
	broken := stream(t, "a", "b")
	broken.Rows = func(yield func([]float32, error) bool) { yield(nil, errors.New("cut off")) }
	if err := sentencetransformers.Write(filepath.Join(parent, "broken"), broken, options); err == nil {
		t.Error("an error of the vectors is lost")
	}
	if entries, _ := os.ReadDir(parent); len(entries) != 1 {
		t.Errorf("files are left: %v", entries)
	}
	uncounted := stream(t, "a")
	uncounted.Words, _ = vocab.New([]string{"a"}, nil)
	o := options
	o.SIF = 1e-3
	if err := sentencetransformers.Write(filepath.Join(parent, "uncounted"), uncounted, o); err == nil {
		t.Error("weights without counts")
	}
}
