package jupyter_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/data"
	"github.com/w2vattn/w2vattn/notebook"
	"github.com/w2vattn/w2vattn/notebook/jupyter"
)

// outcomes returns those of all experiments.
func outcomes(t testing.TB) []notebook.Outcome {
	t.Helper()
	all, err := notebook.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// written returns the notebook of outcomes.
func written(t testing.TB, all []notebook.Outcome, lang string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jupyter.Write(t.Context(), &b, all, lang); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A cell is a cell as programs read it.
type cell struct {
	Type    string   `json:"cell_type"`
	ID      string   `json:"id"`
	Source  []string `json:"source"`
	Count   *int     `json:"execution_count"`
	Outputs []struct {
		Type string              `json:"output_type"`
		Data map[string][]string `json:"data"`
		Text []string            `json:"text"`
	} `json:"outputs"`
	Metadata map[string]any `json:"metadata"`
}

// cells returns the cells of a notebook.
func cells(t testing.TB, text []byte) []cell {
	t.Helper()
	var document struct {
		Cells         []cell
		Format        int `json:"nbformat"`
		Minor         int `json:"nbformat_minor"`
		KernelAndMore map[string]any
	}
	if err := json.Unmarshal(text, &document); err != nil {
		t.Fatal(err)
	}
	if document.Format != 4 || document.Minor != 5 {
		t.Errorf("version %d.%d, want 4.5", document.Format, document.Minor)
	}
	return document.Cells
}

// TestFormat: the notebook is as the schema of version 4.5 requires, and as Jupyter writes it.
func TestFormat(t *testing.T) {
	all := outcomes(t)
	for _, lang := range []string{"en", "ko"} {
		text := written(t, all, lang)
		ids, count := map[string]bool{}, 0
		for _, c := range cells(t, text) {
			if ids[c.ID] || !regexp.MustCompile(`^[a-zA-Z0-9_-]{1,64}$`).MatchString(c.ID) {
				t.Errorf("%s: the id %q is there twice or not valid", lang, c.ID)
			}
			ids[c.ID] = true
			checkLines(t, c.ID, c.Source)
			if c.Metadata == nil {
				t.Errorf("%s has no metadata", c.ID)
			}
			if c.Type == "markdown" {
				if c.Count != nil || c.Outputs != nil {
					t.Errorf("%s: Markdown with outputs", c.ID)
				}
				continue
			}
			count++
			if c.Type != "code" || c.Count == nil || *c.Count != count || c.Outputs == nil {
				t.Errorf("%s: type %q, execution count %v, outputs %v", c.ID, c.Type, c.Count, c.Outputs)
			}
			checkOutputs(t, c)
		}
		if len(ids) < 30 || count < 20 {
			t.Errorf("%s: %d cells, %d with code", lang, len(ids), count)
		}
		if again := asJupyter(t, text); !bytes.Equal(again, text) {
			t.Errorf("%s: keys are not sorted or the indent is not one space", lang)
		}
		if !bytes.Equal(text, written(t, outcomes(t), lang)) {
			t.Errorf("%s: two runs give other bytes", lang)
		}
	}
}

// checkOutputs: each output has a form in plain text.
func checkOutputs(t *testing.T, c cell) {
	t.Helper()
	for _, o := range c.Outputs {
		switch o.Type {
		case "display_data":
			if len(o.Data) != 2 || len(o.Data["text/plain"]) == 0 {
				t.Errorf("%s: forms %v", c.ID, o.Data)
			}
			for _, lines := range o.Data {
				checkLines(t, c.ID, lines)
			}
		case "stream":
			checkLines(t, c.ID, o.Text)
		default:
			t.Errorf("%s: output %q", c.ID, o.Type)
		}
	}
}

// checkLines: all lines but the last end with a line feed, and hold no other.
func checkLines(t *testing.T, id string, lines []string) {
	t.Helper()
	for i, l := range lines {
		ended := strings.HasSuffix(l, "\n")
		if l == "" || strings.Contains(strings.TrimSuffix(l, "\n"), "\n") || i < len(lines)-1 && !ended {
			t.Errorf("%s: line %q", id, l)
		}
	}
}

// asJupyter returns the notebook with sorted keys and an indent of one space.
func asJupyter(t *testing.T, text []byte) []byte {
	t.Helper()
	var document any
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&document); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(document); err != nil { // maps have sorted keys
		t.Fatal(err)
	}
	return b.Bytes()
}

// english matches English texts and placeholders of the code.
var english = regexp.MustCompile(`(: agrees|quantity|largest difference|Show |Return |@[A-Z]).*`)

// TestContent: each experiment has its explanation, code that repeats it, a picture, and each
// printed number beside the computed one; in Korean nothing is in English.
func TestContent(t *testing.T) {
	all := outcomes(t)
	for lang, texts := range map[string][]string{
		"en": {"agrees", "31 of 31 quantities agree", "All 9 words still have their random", "printed by the notebook"},
		"ko": {"일치", "항목 31개 중 31개가", "단어 9개의 벡터가 모두", "노트북에 출력된 값"},
	} {
		list := cells(t, written(t, all, lang))
		text := everything(list)
		for _, want := range texts {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q is missing", lang, want)
			}
		}
		if found := english.FindString(text); lang == "ko" && found != "" {
			t.Errorf("Korean with the English text %q", found)
		}
		for _, o := range all {
			e := o.Experiment
			if !strings.Contains(text, e.Explain[lang]) {
				t.Errorf("%s: no explanation in %s", e.Name, lang)
			}
			for _, q := range o.Quantities {
				for _, numbers := range []string{string(q.Printed), string(q.Computed)} {
					if !strings.Contains(text, numbers) {
						t.Errorf("%s: %s is missing", e.Name, numbers)
					}
				}
			}
			if i := slices.IndexFunc(list, func(c cell) bool { return c.ID == e.Name+"-attention" }); e.Reproducible &&
				!strings.Contains(strings.Join(list[i].Outputs[0].Data["image/svg+xml"], ""), "<svg") {
				t.Errorf("%s: no picture", e.Name)
			}
		}
	}
}

// everything returns all texts of the cells.
func everything(all []cell) string {
	var b strings.Builder
	for _, c := range all {
		b.WriteString(strings.Join(c.Source, ""))
		for _, o := range c.Outputs {
			b.WriteString(strings.Join(o.Text, "") + strings.Join(o.Data["text/plain"], ""))
			b.WriteString(strings.Join(o.Data["text/html"], ""))
		}
	}
	return b.String()
}

// TestDiffers: a number that differs is shown as such, and not counted.
func TestDiffers(t *testing.T) {
	all := outcomes(t)
	all[0].Quantities[1].Computed = json.RawMessage("[[0.6761, 0.2119, 0.2119]]")
	all[0].Quantities[1].OK = false
	text := everything(cells(t, written(t, all, "en")))
	for _, want := range []string{"largest difference: 1.0e-01\nverdict: DIFFERS", "30 of 31 quantities agree"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing", want)
		}
	}
}

// broken is a writer that fails.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

// TestErrors: errors of the writer, of the context and of an experiment are returned.
func TestErrors(t *testing.T) {
	if err := jupyter.Write(t.Context(), broken{}, outcomes(t)[:1], "en"); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("a broken writer: %v", err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	love := notebook.Outcome{Experiment: data.Experiment{Name: "x", Query: "love"}}
	if err := jupyter.Write(ended, io.Discard, []notebook.Outcome{love}, "en"); !errors.Is(err, context.Canceled) {
		t.Errorf("an ended context: %v", err)
	}
	for name, e := range map[string]data.Experiment{
		"score": {Name: "score", Score: "taste", Keys: [][]float32{{1}}, QueryVector: []float32{1}, Reproducible: true},
		"twice": {Name: "twice", Tokens: []string{"a", "a"}, Keys: [][]float32{{1}, {2}}, QueryVector: []float32{1},
			Reproducible: true},
	} {
		err := jupyter.Write(t.Context(), io.Discard, []notebook.Outcome{{Experiment: e}}, "en")
		if err == nil || !strings.HasPrefix(err.Error(), "jupyter: "+name+": ") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
