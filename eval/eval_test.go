package eval_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/data"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/eval"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// library returns the model for which gensim computed the expected numbers.
func library(t *testing.T) *embed.Table {
	t.Helper()
	text, err := data.Library("en")
	if err != nil {
		t.Fatal(err)
	}
	c := word2vec.GensimDefault()
	c.Dim, c.MinCount, c.Sample, c.Epochs, c.Alpha = 16, 2, 0, 150, .05
	m, err := word2vec.Train(t.Context(), corpus.Files([]string{"-"}, input.Lines(), tokenize.Words(),
		corpus.Stdin(strings.NewReader(text))), c)
	if err != nil {
		t.Fatal(err)
	}
	return m.Table
}

func sections(t *testing.T) []eval.Section {
	t.Helper()
	f, err := os.Open("testdata/analogies.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	s, err := eval.ReadAnalogies(f)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func pairs(t *testing.T) []eval.Pair {
	t.Helper()
	f, err := os.Open("testdata/pairs.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	p, err := eval.ReadPairs(f)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestAsGensim checks that the results are those of gensim for the same model.
func TestAsGensim(t *testing.T) {
	table := library(t)
	for _, test := range []struct {
		restrict  int
		fold      bool
		analogies string
		spearman  float64
		skipped   int // of eleven pairs
	}{
		{300_000, true, "[{3 4 0 0} {2 2 2 0} {0 1 0 0}]", 0.6177630015431245, 1},
		{300_000, false, "[{3 3 1 0} {2 2 2 0} {0 1 0 0}]", 0.5823251360731082, 2},
		{60, true, "[{0 0 4 0} {2 2 2 0} {0 0 1 0}]", 0.550782483869826, 5},
	} {
		o := eval.Options{RestrictVocab: test.restrict, Method: embed.Add, FoldCase: test.fold}
		results, err := eval.Analogies(t.Context(), table, sections(t), o)
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(results); got != test.analogies {
			t.Errorf("%+v: got %s, want %s", o, got, test.analogies)
		}
		c := must(eval.Similarity(table, pairs(t), o))
		if math.Abs(c.Spearman-test.spearman) > 1e-12 || c.Skipped != test.skipped || c.Pairs+c.Skipped != 11 {
			t.Errorf("%+v: got %+v, want a correlation of %v", o, c, test.spearman)
		}
	}
}

// TestQueriesAsGensim checks that the answers are those of gensim's most_similar,
// most_similar_cosmul and doesnt_match for the same model.
func TestQueriesAsGensim(t *testing.T) {
	table := library(t)
	l := embed.Lookup{Table: table}
	for _, test := range []struct {
		plus, minus, add, mul string
	}{
		{"king woman", "man", "prince 0.85225 queen 0.78928 kitten 0.73736",
			"prince 0.96199 queen 0.90133 kitten 0.89798"},
		{"cat dog", "puppy", "queen 0.76985 kitten 0.76311 bird 0.75250", "read 0.95554 queen 0.95469 kitten 0.94330"},
	} {
		plus, _ := l.IDs(t.Context(), strings.Fields(test.plus))
		minus, _ := l.IDs(t.Context(), strings.Fields(test.minus))
		for method, want := range map[embed.Method]string{embed.Add: test.add, embed.Multiply: test.mul} {
			var got []string
			for _, n := range must(table.Find(t.Context(), embed.Query{Plus: plus, Minus: minus, Method: method}, 3)) {
				value := n.Cosine
				if method == embed.Multiply {
					value = n.Score
				}
				got = append(got, fmt.Sprintf("%s %.5f", n.Word, value))
			}
			if g := strings.Join(got, " "); g != want {
				t.Errorf("%s − %s, %s: got %s, want %s", test.plus, test.minus, method, g, want)
			}
		}
	}
	for text, want := range map[string]string{"cat dog apple kitten": "apple", "apple banana king pear": "king"} {
		words := strings.Fields(text)
		ids, err := l.IDs(t.Context(), words)
		if err != nil {
			t.Fatal(err)
		}
		if odd, _, _ := table.Odd(ids); words[odd] != want {
			t.Errorf("%s: the odd one is %s, want %s", text, words[odd], want)
		}
	}
}

func TestNoAnswer(t *testing.T) {
	v, _ := vocab.New([]string{"a"}, nil)
	table, err := embed.New(v, blas32.General{Rows: 1, Cols: 1, Stride: 1, Data: []float32{1}})
	if err != nil {
		t.Fatal(err)
	}
	if c := must(eval.Similarity(table, []eval.Pair{{"a", "a", 1}}, eval.Default())); !math.IsNaN(c.Spearman) ||
		c.Pairs != 1 {
		t.Errorf("%+v", c)
	}
	if a := (eval.Result{}).Accuracy(); a != 0 {
		t.Errorf("accuracy %v of nothing", a)
	}
	results, err := eval.Analogies(t.Context(), table, []eval.Section{{"x", []eval.Question{{"a", "a", "a", "a"}}}},
		eval.Default())
	if err != nil || results[0] != (eval.Result{Total: 1}) {
		t.Errorf("%v, %v", results, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := eval.Analogies(ctx, table, sections(t), eval.Default()); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestReadErrors(t *testing.T) {
	for text, want := range map[string]string{"": "no questions", "a b c\n": "line 1: expected four words",
		": x\na b c d e\n": "line 2: expected four words"} {
		if _, err := eval.ReadAnalogies(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", text, err, want)
		}
	}
	for text, want := range map[string]string{"": "no pairs", "# a\n": "no pairs",
		"a b\n": "line 1: expected two words", "a b 1\nc d x\n": "line 2: the score",
		"a\tb\t1\na\tb\tNaN\n":                   "line 2: the score in column 3",
		"a\tb\tPOS\tSimLex999\nold\tnew\tA\n":    "line 2: expected two words and a score in column 4",
		"a\tb\tPOS\tSimLex999\nold\tnew\tA\tx\n": "line 2: the score in column 4",
		"a\tb\t1\na\tb\tPOS\tSimLex999\n":        "line 2: the score in column 3"} {
		if _, err := eval.ReadPairs(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", text, err, want)
		}
	}
}

// TestOriginalSimLex: the original file of SimLex-999 has the score in its fourth column.
func TestOriginalSimLex(t *testing.T) {
	p, err := eval.ReadPairs(strings.NewReader("word1\tword2\tPOS\tSimLex999\tconc(w1)\tconc(w2)\tconcQ\t" +
		"Assoc(USF)\tSimAssoc333\tSD(SimLex)\r\nold\tnew\tA\t1.58\t2.72\t2.81\t2\t7.25\t1\t0.41\r\n"))
	if want := []eval.Pair{{"old", "new", 1.58}}; err != nil || !slices.Equal(p, want) {
		t.Errorf("got %v, %v, want %v", p, err, want)
	}
}

// TestOtherFiles reads widely used test files, where they are available.
func TestOtherFiles(t *testing.T) {
	dir := "../../shared/eval/"
	if _, err := os.Stat(dir); err != nil {
		t.Skip("skipped: the published tests are not beside the project")
	}
	for name, want := range map[string]int{"wordsim353.tsv": 353, "simlex999.txt": 999, "EN-MEN-TR-3k.txt": 3000,
		"EN-RG-65.txt": 65, "EN-RW-STANFORD.txt": 2034, "ko-WS353_korean.csv": 353} {
		f, err := os.Open(dir + name)
		if err != nil {
			t.Fatal(err)
		}
		p, err := eval.ReadPairs(f)
		f.Close()
		if err != nil || len(p) != want {
			t.Errorf("%s: %d pairs, %v; want %d", name, len(p), err, want)
		}
	}
	for name, want := range map[string]int{"questions-words.txt": 19544, "ko-word_analogy_korean.txt": 10000} {
		f, err := os.Open(dir + name)
		if err != nil {
			t.Fatal(err)
		}
		s, err := eval.ReadAnalogies(f)
		f.Close()
		n := 0
		for _, section := range s {
			n += len(section.Questions)
		}
		if err != nil || n != want {
			t.Errorf("%s: %d questions, %v; want %d", name, n, err, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(": x\na b c d\n")
	f.Add("\ufeffa,b,c\nx,y,1\n")
	f.Fuzz(func(_ *testing.T, text string) {
		_, _ = eval.ReadAnalogies(strings.NewReader(text))
		_, _ = eval.ReadPairs(strings.NewReader(text))
	})
}

func ExampleReadAnalogies() {
	sections, err := eval.ReadAnalogies(strings.NewReader(": capitals\nParis France Seoul Korea\n"))
	fmt.Println(sections, err)
	// Output: [{capitals [{Paris France Seoul Korea}]}] <nil>
}

// must returns result, and panics on an error, which no caller here expects.
func must[T any](result T, err error) T {
	if err != nil {
		panic(err)
	}
	return result
}

// TestCollapsed: skipped questions are counted whose words have the same lemma, by section.
func TestCollapsed(t *testing.T) {
	v, err := vocab.New([]string{"cat", "dog", "go", "see"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	table, err := embed.New(v, blas32.General{Rows: 4, Cols: 2, Stride: 2, Data: []float32{1, 0, 0, 1, 1, 1, 2, 1}})
	if err != nil {
		t.Fatal(err)
	}
	sections := []eval.Section{
		{Name: "plural", Questions: []eval.Question{{"cat", "cats", "dog", "dogs"}, {"cat", "dog", "DOG", "DOGS"},
			{"cat", "dog", "go", "bird"}, {"cat", "dog", "go", "see"}}},
		{Name: "known", Questions: []eval.Question{{"cat", "dog", "go", "see"}}},
	}
	o := eval.Default()
	for _, want := range [][]int{{0, 0}, {2, 0}} {
		results, err := eval.Analogies(t.Context(), table, sections, o)
		if err != nil || results[0].Collapsed != want[0] || results[1].Collapsed != want[1] || results[0].Skipped != 3 {
			t.Errorf("%+v, %v, want %v", results, err, want)
		}
		o.Lemma = func(word string) string { return strings.TrimSuffix(strings.ToLower(word), "s") }
	}
}

func TestCollapsedText(t *testing.T) {
	r := eval.Results{Analogies: []eval.AnalogyResult{{File: "a.txt", Sections: []eval.SectionResult{
		{Name: "syn1_case", Score: eval.Score{Skipped: 1000, Collapsed: 998}}, {Name: "sem", Score: eval.Score{Total: 3}},
		{Name: "form", Score: eval.Score{Skipped: 1, Collapsed: 1}},
	}}}}
	var b strings.Builder
	want := "\nsyn1_case: 998 of 1,000 questions collapse: their words have the same lemma\n" +
		"form: 1 of 1 question collapses: their words have the same lemma\n" +
		"to compare forms of words, train a model with --tokenizer words\n"
	if err := r.WriteText(&b, eval.Default()); err != nil || !strings.Contains(b.String(), want) {
		t.Errorf("%v\n%s", err, b.String())
	}
}
