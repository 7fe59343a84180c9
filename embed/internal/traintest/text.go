package traintest

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/cooccur"
	"github.com/w2vattn/w2vattn/embed/train"
)

// Topics returns sentences of four words about animals and about vehicles. Each of the
// eight words occurs with the three others of its topic only.
func Topics() corpus.Lists {
	animals := strings.Fields("cat dog mouse horse")
	vehicles := strings.Fields("car bus train ship")
	var all corpus.Lists
	for i := range 200 {
		for _, w := range [][]string{animals, vehicles} {
			all = append(all, []string{w[i%4], w[(i/3+1)%4], w[(i/7+2)%4], w[(i/2+3)%4]})
		}
	}
	return all
}

// Random returns sentences of 5 to 24 words of two topics. The words of a topic are up to 60,
// with frequencies that fall as in a text.
func Random(sentences int) corpus.Lists {
	random := rand.New(rand.NewPCG(1, 2))
	var all corpus.Lists
	for i := range sentences {
		var s []string
		for range 5 + random.IntN(20) {
			s = append(s, fmt.Sprintf("%c%d", 'a'+i%2, int(60*math.Pow(random.Float64(), 2))))
		}
		all = append(all, s)
	}
	return all
}

// Encode returns a corpus as a trainer gets it. It is closed at the end of the test.
func Encode(t testing.TB, src corpus.Source, c train.Trainer, o ...train.Option) *train.Text {
	t.Helper()
	counted, err := train.Count(t.Context(), src, o...)
	if err != nil {
		t.Fatal(err)
	}
	selection, err := counted.Select(c)
	if err != nil {
		t.Fatal(err)
	}
	text, err := counted.Encode(selection)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { text.Close() }) //nolint:errcheck // a test has no use for it
	return text
}

// Bytes returns the model file of a model.
func Bytes(t testing.TB, m *train.Model) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "m.safetensors")
	if err := m.Save(path); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Cooccurrences writes the co-occurrences of a corpus to a file and returns its path. The
// vocabulary is that of the trainer.
func Cooccurrences(t testing.TB, src corpus.Source, c train.Trainer, pairs cooccur.Config) string {
	t.Helper()
	text := Encode(t, src, c)
	path := filepath.Join(t.TempDir(), "cooccur")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // Write returns the errors that matter
	rows := cooccur.Count(t.Context(), text.IDs, text.Words.Len(), pairs, cooccur.Options{})
	if _, err := cooccur.Write(f, rows); err != nil {
		t.Fatal(err)
	}
	return path
}
