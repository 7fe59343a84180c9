package w2vattn_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"testing"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/internal/contract"
	"github.com/w2vattn/w2vattn/report"
	"github.com/w2vattn/w2vattn/tokenize"
)

// models trains and opens the models of the contract.
func models(t *testing.T) map[string]*w2vattn.Model {
	t.Helper()
	dir := t.TempDir()
	if err := contract.Train(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	all := map[string]*w2vattn.Model{}
	for _, name := range contract.Models() {
		m, err := w2vattn.Open(contract.Path(dir)(name))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { m.Close() })
		all[name] = m
	}
	return all
}

// TestContract checks that the library gives the answers of the command, byte for byte.
func TestContract(t *testing.T) {
	if runtime.GOARCH != "amd64" {
		t.Skip("the answers were made on amd64; elsewhere the last digit of exponentials may differ")
	}
	all := models(t)
	want, err := contract.Answers()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range contract.Cases() {
		got, err := answer(c, all)
		if w := want[c.Name]; (err != nil) != w.Failed || got != w.Output {
			t.Errorf("%s: %+v: %v\n got %s\nwant %s", c.Name, c, err, got, w.Output)
		}
	}
}

// automatic matches the part of a comparison with the temperature that was found
// automatically, which is not part of the contract.
var automatic = regexp.MustCompile(`,?\{"temperature":[^}]*"auto":true[^}]*\}`)

// answer computes the answer of a case by the library.
func answer(c contract.Case, all map[string]*w2vattn.Model) (string, error) {
	m := all[c.Model]
	switch c.Kind {
	case "similar":
		near, err := m.MostSimilar(c.Words, c.Minus, c.Nearest)
		return lines(err, near)
	case "analogy":
		near, err := m.Analogy(c.Words[0], c.Words[1], c.Words[2], c.Nearest)
		return lines(err, near)
	case "vector":
		vectors, err := m.Vectors(c.Words, embed.Refuse)
		var each []any
		for _, v := range vectors {
			each = append(each, v)
		}
		return lines(err, each...)
	case "odd":
		odd, cosines, err := m.Odd(c.Words...)
		if err != nil {
			return "", err
		}
		byWord := map[string]float64{}
		for i, w := range c.Words {
			byWord[w] = cosines[i]
		}
		return lines(nil, struct {
			Word    string             `json:"word"`
			Cosines map[string]float64 `json:"cosines"`
		}{c.Words[odd], byWord})
	}
	result, err := attended(c, all)
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	err = report.Write(&b, result, report.JSON)
	return automatic.ReplaceAllString(b.String(), ""), err
}

// lines returns values as lines of JSON, as the command writes them.
func lines(err error, values ...any) (string, error) {
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	for _, v := range values {
		if err := e.Encode(v); err != nil {
			return "", err
		}
	}
	return b.String(), nil
}

// attended computes the attention of a case. The tokenizer of a case with tokens is not
// that of the model, and a query of several words needs an Attender.
func attended(c contract.Case, all map[string]*w2vattn.Model) (report.Result, error) {
	score, err := attention.ParseScore(c.Score)
	if err != nil {
		return nil, err
	}
	temperature, err := strconv.ParseFloat(c.Temperature, 64)
	if err != nil {
		return nil, err
	}
	m := all[c.Model]
	o := w2vattn.AttendOptions{Score: score, Temperature: attention.Temperature(temperature),
		Sparse: c.Normalizer == "sparsemax", Unknown: embed.Policy(c.OOV), ExcludeSelf: c.ExcludeSelf,
		Causal: c.Causal, Nearest: c.Nearest, Eojeols: c.Eojeol, Values: all[c.Values]}
	if c.To != "" {
		return crossed(m, c, o)
	}
	switch {
	case c.Compare:
		return m.Compare(c.Words[0], c.Text, o)
	case len(c.Words) == 1 && !c.Tokens:
		return m.Attend(c.Words[0], c.Text, o)
	case len(c.Words) == 0 && !c.Tokens:
		return m.SelfAttend(c.Text, o)
	}
	at, err := m.Attender(c.Words, o)
	if err != nil {
		return nil, err
	}
	if c.Tokens {
		at = at.WithTokenizer(tokenize.Space())
	}
	results, err := at.AttendAll([]string{c.Text})
	if err != nil {
		return nil, err
	}
	return results[0], nil
}

// crossed is attended for cases whose queries are the tokens of another text.
func crossed(m *w2vattn.Model, c contract.Case, o w2vattn.AttendOptions) (report.Result, error) {
	if !c.Tokens {
		return m.CrossAttend(c.To, c.Text, o)
	}
	at, err := m.Attender(nil, o)
	if err != nil {
		return nil, err
	}
	all, err := at.WithTokenizer(tokenize.Space()).CrossAttendAll(c.To, []string{c.Text})
	if err != nil {
		return nil, err
	}
	return all[0], nil
}

// TestAttenderReuse checks that an attender that reuses its memory gives the results of a
// new one.
func TestAttenderReuse(t *testing.T) {
	m := models(t)["en"]
	var texts []string
	for _, c := range contract.Cases() {
		if c.Model == "en" && c.Kind == "attend" {
			texts = append(texts, c.Text)
		}
	}
	reused, err := m.Attender([]string{"cat"}, w2vattn.AttendOptions{Nearest: 2})
	if err != nil {
		t.Fatal(err)
	}
	together, err := reused.Fork().AttendAll(texts)
	if err != nil {
		t.Fatal(err)
	}
	for i, text := range texts {
		alone, err := m.Attend("cat", text, w2vattn.AttendOptions{Nearest: 2})
		if err != nil {
			t.Fatal(err)
		}
		again, err := reused.Attend(text)
		if err != nil {
			t.Fatal(err)
		}
		again.Nearest = alone.Nearest
		for how, a := range maps.All(map[string]*w2vattn.Attention{"together": together[i], "reused": again}) {
			if got, want := jsonOf(t, a), jsonOf(t, alone); !slices.Equal(got, want) {
				t.Errorf("%s, %q: got %s, want %s", how, text, got, want)
			}
		}
	}
}

func jsonOf(t *testing.T, r report.Result) []byte {
	t.Helper()
	b, err := report.AppendJSON(nil, r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
