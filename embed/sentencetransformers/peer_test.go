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

// A request is what the libraries compute with a folder.
type request struct {
	Folder    string   `json:"folder"`
	Words     []string `json:"words"`
	Queries   []string `json:"queries"`
	Sentences []string `json:"sentences"`
}

// A response has the metadata of the model card, and the answers of the libraries by name.
type response struct {
	Card struct {
		Library string `json:"library_name"`
		Task    string `json:"pipeline_tag"`
		Tags    []string
	}
	Libraries map[string]answer
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

// written writes the folder of a model and returns what is to be computed with it.
func written(t *testing.T, m *w2vattn.Model, o sentencetransformers.Options, sentences []string) request {
	t.Helper()
	dir := t.TempDir()
	file, folder := filepath.Join(dir, "m.safetensors"), filepath.Join(dir, "folder")
	if err := m.Save(file); err != nil {
		t.Fatal(err)
	}
	s, err := embed.OpenStream(file)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	o.Tokenizer = m.TokenizerConfig()
	if err := sentencetransformers.Write(folder, s, o); err != nil {
		t.Fatal(err)
	}
	r := request{Folder: folder, Queries: []string{}, Sentences: sentences}
	for word := range m.All() {
		r.Words = append(r.Words, word)
	}
	return r
}

// TestPeerModel writes trained models, and compares in both libraries all vectors, the ten
// words nearest to 50 queries, and the vectors of all sentences of the corpus. It allows for
// differences of 1e-6. The folders are one of words, one with weights, and one of Korean
// morphemes, whose texts are tokenized before.
func TestPeerModel(t *testing.T) {
	english, err := story.Train(t.Context(), "en")
	if err != nil {
		t.Fatal(err)
	}
	korean, err := story.Train(t.Context(), "ko")
	if err != nil {
		t.Fatal(err)
	}
	const sif = 1e-3
	plain := written(t, english.Model, sentencetransformers.Options{}, english.Sentences)
	plain.Queries = plain.Words[:50]
	weighted := written(t, english.Model, sentencetransformers.Options{SIF: sif}, []string{"a"})
	cut := written(t, korean.Model, sentencetransformers.Options{Pretokenized: true}, tokenized(korean))
	var answers []response
	python(t, []request{plain, weighted, cut}, &answers, "testdata/compare.py")
	if len(answers) != 3 {
		t.Fatalf("%d folders were read", len(answers))
	}
	if c := answers[0].Card; c.Library != "sentence-transformers" || c.Task != "sentence-similarity" ||
		!slices.Contains(c.Tags, "model2vec") {
		t.Errorf("huggingface_hub reads the model card as %+v", c)
	}
	for _, name := range []string{"model2vec", "sentence-transformers"} {
		compareWords(t, name, english.Model, plain, answers[0], 0)
		compareSentences(t, name, english, answers[0])
		for i, query := range plain.Queries {
			compareNearest(t, name, query, english.Model, answers[0].Libraries[name], i)
		}
		compareWords(t, name, korean.Model, cut, answers[2], 0)
		compareSentences(t, name, korean, answers[2])
		compareWords(t, name, english.Model, weighted, answers[1], sif)
	}
}

// tokenized returns the sentences of a library, in tokens that are joined by spaces.
func tokenized(l *story.Library) []string {
	var all []string
	for _, sentence := range l.Sentences {
		var tokens []string
		for _, token := range l.Model.Tokenizer().Append(nil, sentence) {
			tokens = append(tokens, token.Text)
		}
		all = append(all, strings.Join(tokens, " "))
	}
	return all
}

// compareWords compares the vectors of all words, which have the weights a/(a + p) if a is not 0.
func compareWords(t *testing.T, name string, m *w2vattn.Model, r request, got response, a float64) {
	t.Helper()
	v := m.Table().Vocab()
	for i, word := range r.Words {
		vector, err := m.Vector(word)
		if err != nil {
			t.Fatal(err)
		}
		scale := 1.0
		if a != 0 {
			id, _ := v.ID(word)
			scale = a / (a + float64(v.Count(id))/float64(v.Total()))
		}
		if d := distance(got.Libraries[name].Vectors[i], vector, scale); !(d <= 1e-6) {
			t.Errorf("%s: the vector of %s differs by %g", name, word, d)
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

// compareSentences compares the vectors of sentences with the means of the vectors of their
// tokens. Since sentence-transformers counts unknown tokens, its means are shorter by the share
// of known ones. SentenceVector gives the same mean, unless it finds an unknown token in another
// form.
func compareSentences(t *testing.T, name string, library *story.Library, got response) {
	t.Helper()
	shorter := 0
	for i, sentence := range library.Sentences {
		tokens := library.Model.Tokenizer().Append(nil, sentence)
		want, known, otherForm := tokenMean(library.Model, tokens)
		ours, err := library.Model.SentenceVector(sentence)
		if err != nil || !otherForm && !(distance(want, ours, 1) <= 1e-6) {
			t.Errorf("SentenceVector of %q: %v, %v", sentence, ours, err)
		}
		theirs, scale := got.Libraries[name].Sentences[i], 1.0
		if name == "sentence-transformers" && known < len(tokens) {
			scale = float64(known) / float64(len(tokens))
			shorter++
		}
		for k := range want {
			if !(math.Abs(theirs[k]-scale*want[k]) <= 1e-6) {
				t.Errorf("%s: number %d of the vector of %q is %v, want %v", name, k, sentence, theirs[k], scale*want[k])
				break
			}
		}
	}
	if name == "sentence-transformers" && (shorter == 0 || shorter == len(library.Sentences)) {
		t.Errorf("%d of %d sentences have unknown words", shorter, len(library.Sentences))
	}
}

// tokenMean returns the mean of the vectors of the tokens that are words of the table, their
// number, and whether the model has another token in another form.
func tokenMean(m *w2vattn.Model, tokens []tokenize.Token) (mean []float64, known int, otherForm bool) {
	mean = make([]float64, m.Dim())
	for _, token := range tokens {
		vector, err := m.Table().Vector(token.Text)
		if err != nil {
			_, err = m.Vector(token.Text)
			otherForm = otherForm || err == nil
			continue
		}
		known++
		for k, x := range vector {
			mean[k] += float64(x)
		}
	}
	for k := range mean {
		mean[k] /= float64(known)
	}
	return mean, known, otherForm
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
