package sentencetransformers_test

import (
	"encoding/json"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/sentencetransformers"
	"github.com/w2vattn/w2vattn/story"
	"github.com/w2vattn/w2vattn/tokenize"
)

// python runs a script of testdata with the Python that tools/setup peers installs, writes
// input to it as JSON, and reads its answer as JSON. It skips the test if a library is missing.
func python(t *testing.T, input, answer any, arguments ...string) {
	t.Helper()
	program, err := filepath.Abs("../../.peers/bin/python")
	if err != nil {
		t.Fatal(err)
	}
	const installed = "from importlib.util import find_spec as find; " +
		"find('model2vec').name + find('sentence_transformers').name"
	if err := exec.Command(program, "-c", installed).Run(); err != nil { // without importing PyTorch
		t.Skipf("skipped: %s has no model2vec and sentence-transformers: tools/setup peers", program)
	}
	text, err := json.Marshal(input)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, arguments...)
	cmd.Stdin, cmd.Stderr = strings.NewReader(string(text)), os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(out, answer); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
}

// TestPeerLibraries loads a folder with model2vec and sentence-transformers, and compares the
// vectors of sentences whose tokens are hard to cut.
func TestPeerLibraries(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "folder")
	words := []string{"the", "cat's", "u.s.a", "3.14", "고양이", "재밌어요", "책"}
	if err := sentencetransformers.Write(dir, stream(t, words...), options); err != nil {
		t.Fatal(err)
	}
	sentences := []string{"The cat's 3.14", "고양이, 책: 재밌어요.책", "‘고양이’ U.S.A.", "the the THE"}
	var answers map[string][][]float64
	python(t, sentences, &answers, "testdata/encode.py", dir)
	if len(answers) != 2 {
		t.Fatalf("%d libraries encoded the sentences", len(answers))
	}
	tokenizer, err := options.Tokenizer.New()
	if err != nil {
		t.Fatal(err)
	}
	for library, vectors := range answers {
		for i, sentence := range sentences {
			if want := mean(tokenizer, words, sentence); math.Hypot(vectors[i][0]-want[0], vectors[i][1]-want[1]) > 1e-6 {
				t.Errorf("%s: %q is %v, want %v", library, sentence, vectors[i], want)
			}
		}
	}
}

// mean returns the mean of the vectors of the tokens of a sentence.
func mean(tokenizer tokenize.Tokenizer, words []string, sentence string) (m [2]float64) {
	tokens := tokenizer.Append(nil, sentence)
	for _, token := range tokens {
		for i, word := range words {
			if word == token.Text {
				m[0] += float64(i+1) / float64(len(tokens))
				m[1] -= float64(i) / float64(len(tokens))
			}
		}
	}
	return m
}

// An answer is what a library computes with the folder of a model.
type answer struct {
	Vectors   [][]float64 // of the words
	Sentences [][]float64 // vectors
	Nearest   [][]struct {
		Word   string
		Cosine float64
	} // ten words for each query
}

// TestPeerModel writes a trained model, and compares in both libraries all vectors, the ten
// words nearest to 50 queries, and the vectors of all sentences of the corpus. It allows for
// differences of 1e-6.
func TestPeerModel(t *testing.T) {
	library, err := story.Train(t.Context(), "en")
	if err != nil {
		t.Fatal(err)
	}
	m, dir := library.Model, t.TempDir()
	file, folder := filepath.Join(dir, "m.safetensors"), filepath.Join(dir, "folder")
	if err := m.Save(file); err != nil {
		t.Fatal(err)
	}
	s, err := embed.OpenStream(file)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	o := sentencetransformers.Options{Tokenizer: m.TokenizerConfig()}
	if err := sentencetransformers.Write(folder, s, o); err != nil {
		t.Fatal(err)
	}
	var words []string
	for word := range m.All() {
		words = append(words, word)
	}
	var answers struct {
		Card struct {
			Library string `json:"library_name"`
			Task    string `json:"pipeline_tag"`
			Tags    []string
		}
		Libraries map[string]answer
	}
	python(t, map[string]any{"words": words, "queries": words[:50], "sentences": library.Sentences}, &answers,
		"testdata/compare.py", folder)
	if c := answers.Card; c.Library != "sentence-transformers" || c.Task != "sentence-similarity" ||
		!slices.Contains(c.Tags, "model2vec") {
		t.Errorf("huggingface_hub reads the model card as %+v", c)
	}
	if len(answers.Libraries) != 2 {
		t.Fatalf("%d libraries answered", len(answers.Libraries))
	}
	for name, a := range answers.Libraries {
		for i, word := range words {
			vector, _ := m.Vector(word)
			if d := distance(a.Vectors[i], vector, 1); !(d <= 1e-6) {
				t.Errorf("%s: the vector of %s differs by %g", name, word, d)
			}
		}
		compareSentences(t, name, a, library)
		for i, query := range words[:50] {
			compareNearest(t, name, query, m, a, i)
		}
	}
}

// distance returns the largest difference of a number of theirs and scale times one of ours;
// NaN if their lengths differ.
func distance(theirs []float64, ours []float32, scale float64) float64 {
	if len(theirs) != len(ours) {
		return math.NaN()
	}
	largest := 0.0
	for i, x := range ours {
		largest = max(largest, math.Abs(theirs[i]-scale*float64(x)))
	}
	return largest
}

// compareSentences compares the vectors of sentences with the means of ours. Since
// sentence-transformers counts unknown tokens, its means are shorter by the share of known
// ones.
func compareSentences(t *testing.T, name string, a answer, library *story.Library) {
	t.Helper()
	shorter := 0
	for i, sentence := range library.Sentences {
		want, err := library.Model.SentenceVector(sentence)
		if err != nil {
			t.Fatal(err)
		}
		tokens, known := library.Model.Tokenizer().Append(nil, sentence), 0
		for _, token := range tokens {
			if _, err := library.Model.Vector(token.Text); err == nil {
				known++
			}
		}
		scale := 1.0
		if name == "sentence-transformers" && known < len(tokens) {
			scale = float64(known) / float64(len(tokens))
			shorter++
		}
		if d := distance(a.Sentences[i], want, scale); !(d <= 1e-6) {
			t.Errorf("%s: the vector of %q differs by %g", name, sentence, d)
		}
	}
	if name == "sentence-transformers" && (shorter == 0 || shorter == len(library.Sentences)) {
		t.Errorf("%d of %d sentences have unknown words", shorter, len(library.Sentences))
	}
}

// compareNearest compares the ten words nearest to query i. Words whose cosines differ by less
// than 1e-6 may change places.
func compareNearest(t *testing.T, name, query string, m *w2vattn.Model, a answer, i int) {
	t.Helper()
	near, err := m.MostSimilar([]string{query}, nil, 11)
	if err != nil || len(near) != 11 || len(a.Nearest[i]) != 10 {
		t.Fatalf("%s: %d and %d words nearest to %s: %v", name, len(near), len(a.Nearest[i]), query, err)
	}
	for k, their := range a.Nearest[i] {
		at := slices.IndexFunc(near, func(n embed.Neighbour) bool { return n.Word == their.Word })
		if at < 0 || math.Abs(near[at].Cosine-their.Cosine) > 1e-6 || math.Abs(near[k].Cosine-their.Cosine) > 1e-6 {
			t.Errorf("%s: word %d nearest to %s is %v, want %v", name, k, query, their, near[k])
		}
	}
}
