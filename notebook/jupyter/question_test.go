package jupyter

import (
	"reflect"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/data"
	"github.com/w2vattn/w2vattn/internal/message"
	"github.com/w2vattn/w2vattn/notebook"
)

// TestQuestion: what the notebook does not name has a name, and values are beside the keys.
func TestQuestion(t *testing.T) {
	rows := [][]float32{{1, 0}, {0, 1}}
	for name, test := range map[string]struct {
		e    data.Experiment
		want question
	}{
		"keys": {data.Experiment{QueryVector: []float32{1, 0}, Keys: rows, Values: [][]float32{{5}, {6}},
			Score: "scaled"},
			question{"q", []string{"k1", "k2"}, attention.Scaled,
				[]word{{"q", []float32{1, 0}}, {"k1", rows[0]}, {"k2", rows[1]}},
				[]word{{"k1", []float32{5}}, {"k2", []float32{6}}}}},
		"tokens": {data.Experiment{QueryVector: []float32{0, 1}, Keys: rows, Tokens: []string{"a", "b"}},
			question{"b", []string{"a", "b"}, attention.Dot, []word{{"a", rows[0]}, {"b", rows[1]}}, nil}},
		"self-attention": {data.Experiment{Input: rows},
			question{"", []string{"x1", "x2"}, attention.Dot, []word{{"x1", rows[0]}, {"x2", rows[1]}}, nil}},
		"pooling": {data.Experiment{Input: rows, Pooling: []float32{7, 8}},
			question{"w", []string{"x1", "x2"}, attention.Dot,
				[]word{{"w", []float32{7, 8}}, {"x1", rows[0]}, {"x2", rows[1]}}, nil}},
		"trained": {data.Experiment{Query: "a", Tokens: []string{"a", "b"}},
			question{"a", []string{"a", "b"}, attention.Dot, nil, nil}},
	} {
		if got, err := questionOf(test.e, nil); err != nil || !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s: %+v, %v\nwant %+v", name, got, err, test.want)
		}
	}
}

// TestQuestionWithValue: the value of a single key is the vector of another word, or an
// error if the model has none.
func TestQuestionWithValue(t *testing.T) {
	m, err := modelOf([]word{{"a", []float32{1, 2}}, {"b", []float32{3, 4}}, {"c", []float32{5, 6}}})
	if err != nil {
		t.Fatal(err)
	}
	q, err := questionOf(data.Experiment{Query: "a", Key: "b", Value: "c"}, m)
	if err != nil {
		t.Fatal(err)
	}
	r, err := q.attend(m)
	if err != nil {
		t.Fatal(err)
	}
	if a := r.(*w2vattn.Attention); a.Result.Scores[0] != 11 || a.Result.Context[0] != 5 || a.Result.Context[1] != 6 {
		t.Errorf("%+v", a.Result)
	}
	if _, err := questionOf(data.Experiment{Query: "a", Key: "b", Value: "never"}, m); err == nil {
		t.Error("an unknown value is no error")
	}
}

// TestAnswersAreThoseOfNotebook: what the cells compute is what Run compared, to the last
// digit.
func TestAnswersAreThoseOfNotebook(t *testing.T) {
	outcomes, err := notebook.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range outcomes {
		if !o.Experiment.Reproducible {
			continue
		}
		q, err := questionOf(o.Experiment, o.Model)
		if err != nil {
			t.Fatal(err)
		}
		r, err := q.attend(o.Model)
		if err != nil {
			t.Fatal(err)
		}
		var weights []float32
		switch r := r.(type) {
		case *w2vattn.Attention:
			weights = r.Result.Weights
		case *w2vattn.SelfAttention:
			weights = r.Result.Weights.Data
		}
		for _, c := range o.Quantities {
			if c.Name != "weights" {
				continue
			}
			for i, text := range computedNumber.FindAllString(string(c.Computed), -1) {
				if float32(value(text)) != weights[i] {
					t.Errorf("%s: weight %d is %v, want %s", o.Experiment.Name, i, weights[i], text)
				}
			}
		}
	}
}

// TestCode: the code of an experiment with given vectors, and of one that trains.
func TestCode(t *testing.T) {
	e := data.Experiment{Name: "x", QueryVector: []float32{1, 0}, Keys: [][]float32{{0.5, 0}}, Values: [][]float32{{5}},
		Decimals: 4, Printed: []data.Quantity{{Name: "output", Value: []byte("[[5], [6]]")}}}
	q, err := questionOf(e, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := `write("x.txt", [
    "2 2",
    "q 1 0",
    "k1 0.5 0",
])
write("x-values.txt", [
    "1 1",
    "k1 5",
])
result = attend("-m x.txt --values x-values.txt --tokens "
                "-q q --score dot --temperature 1 --nearest 0 'k1'")`
	if got := askCode(e, &q); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	want = `compare("x", {
    "context vector": (
        "[[5], "
        "[6]]", result["context"]),
}, decimals=4)`
	if got := comparisonCode(e, message.English); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	e = data.Experiment{Name: "y", Query: "a", Tokens: []string{"a", "b"}, Sentences: [][]string{{"a", "b"}},
		Params: data.Params{Dim: 3, MinCount: 1, Window: 2}}
	q, _ = questionOf(e, nil)
	for _, want := range []string{"write(\"y.txt\", [\n    \"a b\",\n])\nw2vattn(\"train y.txt -o y.safetensors \"",
		"--gensim-order 4.2", "--dim 3 --window 2 --min-count 1",
		`query, *keys = vectors("y.safetensors", "a", "a", "b")`} {
		if got := askCode(e, &q); !strings.Contains(got, want) {
			t.Errorf("%s is not in\n%s", want, got)
		}
	}
}

// TestLiterals: strings with quotation marks, and texts for each placeholder of the code.
func TestLiterals(t *testing.T) {
	if got := literal(`{"a": 1}`); got != `'{"a": 1}'` {
		t.Error(got)
	}
	for _, code := range []string{commandsCode, compareCode} {
		for _, name := range placeholder.FindAllString(code, -1) {
			if _, ok := codeTexts[name]; !ok && name != "@Lang" {
				t.Errorf("there is no text for %s", name)
			}
		}
	}
	if htmlRow("td", []string{"a<b & [1], [2]"}) !=
		"<tr><td style=\"text-align: left; word-break: keep-all\">a&lt;b &amp; [1],<br>[2]</td></tr>\n" {
		t.Error("the row is not escaped")
	}
}
