package embed_test

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/packed"
	"github.com/w2vattn/w2vattn/vocab"
)

// close6 reports whether vectors differ by at most 1e-6 in each number.
func close6(got []float32, want []float64) bool {
	if len(got) != len(want) {
		return false
	}
	for i, x := range want {
		if math.Abs(float64(got[i])-x) > 1e-6 {
			return false
		}
	}
	return true
}

// sameVectors checks that a table has the words and, within 1e-6, the vectors of want.
func sameVectors(t *testing.T, name string, table *embed.Table, want map[string][]float64) {
	t.Helper()
	if len(want) == 0 || table.Len() != len(want) {
		t.Errorf("%s: %d words, want %d", name, table.Len(), len(want))
	}
	for word, vector := range want {
		if got, err := table.Vector(word); err != nil || !close6(got, vector) {
			t.Fatalf("%s: %q is %v, %v; want %v", name, word, got, err, vector)
		}
	}
}

// sameNearest checks that the ten words nearest to 50 words of a table are those that gensim
// finds in the file at path. Words whose cosines differ by at most 1e-6 may change places.
func sameNearest(t *testing.T, path string, table *embed.Table) {
	t.Helper()
	var queries []string
	for id := range vocab.ID(50) {
		queries = append(queries, table.Vocab().Word(id*vocab.ID(table.Len())/50))
	}
	answers := theirs(t, append([]string{"nearest", path}, queries...)...)
	if len(answers) != len(queries) {
		t.Fatalf("%s: %d answers", path, len(answers))
	}
	for _, word := range queries {
		near, err := table.Similar(word, 10)
		if err != nil || len(near) != 10 {
			t.Fatalf("%s: %s has %d neighbours, %v", path, word, len(near), err)
		}
		for i, n := range near {
			id, cosine := vocab.ID(answers[word][2*i]), answers[word][2*i+1]
			if math.Abs(n.Cosine-cosine) > 1e-6 {
				t.Errorf("%s: neighbour %d of %s has the cosine %v, want %v", path, i+1, word, n.Cosine, cosine)
			}
			if id == n.ID {
				continue
			}
			if theirs, err := table.Similar(word, table.Len()); err != nil || !tied(theirs, id, n.Cosine) {
				t.Errorf("%s: neighbour %d of %s is %s, want %s (%v)", path, i+1, word, table.Vocab().Word(n.ID),
					table.Vocab().Word(id), err)
			}
		}
	}
}

// tied reports whether the word id has a cosine that differs by at most 1e-6.
func tied(all []embed.Neighbour, id vocab.ID, cosine float64) bool {
	for _, n := range all {
		if n.ID == id {
			return math.Abs(n.Cosine-cosine) <= 1e-6
		}
	}
	return false
}

// TestPeerGensimFiles reads what gensim saves, in all protocols of pickle, with arrays in the
// pickle and beside it, and compares vectors and neighbours. gensim then finds the same in
// the word2vec files that are written of them.
func TestPeerGensimFiles(t *testing.T) {
	dir := t.TempDir()
	theirs(t, "save", dir, filepath.Join("..", "data", "library.en.txt"))
	for _, name := range []string{"m.model", "large.model", "m.kv", "large.kv", "packed.kv.gz", "f.model", "f.kv",
		"protocol0.model", "protocol1.model", "protocol2.model", "protocol3.model", "protocol4.model", "protocol5.model"} {
		path := filepath.Join(dir, name)
		f, err := embed.ReadFile(path, embed.Unpack(packed.Open))
		if err != nil {
			t.Fatal(err)
		}
		if f.Format != embed.Gensim || !f.Table.Vocab().Counted() {
			t.Errorf("%s is read as %s", name, f.Format)
		}
		sameVectors(t, name, f.Table, theirs(t, "saved", path))
		sameNearest(t, path, f.Table)
		if f.Table.Subwords() == nil {
			continue
		}
		unknown := []string{"librarianship", "강아지"}
		answers := theirs(t, append([]string{"saved", path}, unknown...)...)
		for _, word := range unknown {
			if got, ok := f.Table.Subwords().Vector(word); !ok || !close6(got, answers[word]) {
				t.Errorf("%s: %q is %v, want %v", name, word, got, answers[word])
			}
		}
	}
	for _, beside := range []string{"large.model.wv.vectors.npy", "large.kv.vectors.npy", "packed.kv.gz.vectors.npz",
		"large.model.syn1neg.npy", "f.kv.vectors_ngrams.npy"} {
		if _, err := os.Stat(filepath.Join(dir, beside)); err != nil {
			t.Errorf("gensim stored no %s", beside)
		}
	}
	table, err := embed.Open(filepath.Join(dir, "m.model"))
	if err != nil {
		t.Fatal(err)
	}
	for extension, format := range map[string]embed.Format{".txt": embed.Word2VecText, ".bin": embed.Word2VecBinary} {
		path := filepath.Join(dir, "back"+extension)
		if err := table.SaveAs(path, format); err != nil {
			t.Fatal(err)
		}
		sameVectors(t, path, table, theirs(t, "saved", path))
		sameNearest(t, path, table)
	}
}

// TestPeerGensimVersions reads the models that come with gensim's tests, which its versions
// from 0.13 to 3.8 wrote. Debian's gensim has none.
func TestPeerGensimVersions(t *testing.T) {
	all := theirs(t, "models", "")
	read := 0
	for path := range all {
		table, err := embed.Open(path, embed.From(embed.Gensim), embed.Unpack(packed.Open))
		if err != nil {
			if refused := "the pickle names gensim.models."; !strings.Contains(err.Error(), refused) {
				t.Error(err)
			}
			continue
		}
		sameVectors(t, path, table, theirs(t, "saved", path))
		read++
	}
	t.Logf("%d of %d models were compared", read, len(all))
	if len(all) > 0 && read < 15 {
		t.Errorf("only %d of %d models were read", read, len(all))
	}
}
