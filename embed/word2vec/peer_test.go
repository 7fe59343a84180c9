package word2vec

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/data"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/tokenize"
)

// python is an interpreter with gensim: the one that W2VATTN_PYTHON names, or else
// Debian's.
var python = cmp.Or(os.Getenv("W2VATTN_PYTHON"), "/usr/bin/python3")

// TestPeerGensim trains with gensim and with the gensim trainer on the same text, at
// dimensions of real use. The sums of dot products are rounded in another order, so a
// difference of 1e-3 is allowed. Most models are equal; the largest difference that was seen is
// 2.4e-4, with skip-gram, hierarchical softmax, negative samples and gensim 4.4.
func TestPeerGensim(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: -short")
	}
	if err := exec.Command(python, "-c", "import gensim").Run(); err != nil {
		t.Skipf("skipped: %s has no gensim; on Debian: apt install python3-gensim", python)
	}
	for name, text := range peerTexts(t) {
		path := filepath.Join(t.TempDir(), "text.txt")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, p := range []map[string]any{
			{"vector_size": 16}, {"vector_size": 100}, {"vector_size": 64, "sg": 1},
			{"vector_size": 32, "hs": 1, "negative": 0},
			{"vector_size": 50, "hs": 1, "cbow_mean": 0}, {"vector_size": 100, "sg": 1, "hs": 1, "negative": 3},
		} {
			p["epochs"], p["min_count"] = 2, 3
			t.Run(fmt.Sprint(name, p), func(t *testing.T) { comparePeer(t, path, p) })
		}
	}
}

// peerTexts returns some thousand lines of real text, where they are available, and the
// sample corpora.
func peerTexts(t *testing.T) map[string]string {
	texts := map[string]string{}
	for _, lang := range []string{"en", "ko"} {
		text, err := data.Library(lang)
		if err != nil {
			t.Fatal(err)
		}
		texts["library-"+lang] = text
	}
	for _, name := range []string{"en_wiki_100mb", "ko_wiki_60mb", "ko_nsmc"} {
		out, err := exec.Command("sh", "-c",
			"zstd -dcq ../../../shared/corpora/"+name+".txt.zst 2>/dev/null | head -n 3000").Output()
		if err != nil || len(out) == 0 {
			t.Logf("without %s: it, or zstd, is not here", name)
			continue
		}
		texts[name] = string(out)
	}
	return texts
}

func comparePeer(t *testing.T, path string, p map[string]any) {
	arguments, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "gensim.bin")
	cmd := exec.Command(python, "testdata/gensim_peer.py", path, out, string(arguments))
	cmd.Env = append(os.Environ(), "OPENBLAS_CORETYPE=Prescott", "OPENBLAS_NUM_THREADS=1")
	version, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var params params
	if err := json.Unmarshal(arguments, &params); err != nil {
		t.Fatal(err)
	}
	order := Order42
	if strings.HasPrefix(string(version), "4.4") {
		order = Order44
	}
	m, err := Train(t.Context(), corpus.Files([]string{path}, input.Lines(), tokenize.Space()), params.config(order))
	if err != nil {
		t.Fatal(err)
	}
	want, err := embed.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	if largest := difference(t, m.Table, want); largest > 1e-3 {
		t.Errorf("the largest difference is %.2g", largest)
	} else {
		t.Logf("%d words, largest difference %.2g", want.Len(), largest)
	}
}

// difference checks that two tables have the same words in the same order, and returns the
// largest difference between their vectors.
func difference(t *testing.T, got, want *embed.Table) float64 {
	t.Helper()
	if got.Len() != want.Len() {
		t.Fatalf("%d words, want %d", got.Len(), want.Len())
	}
	largest := 0.0
	for id, word := range want.Vocab().All() {
		if got.Vocab().Word(id) != word {
			t.Fatalf("word %d is %q, want %q", id, got.Vocab().Word(id), word)
		}
		for d, x := range want.Row(id) {
			largest = max(largest, math.Abs(float64(x)-float64(got.Row(id)[d])))
		}
	}
	return largest
}
