package notebook

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/data"
)

func TestEveryNumber(t *testing.T) {
	outcomes, err := Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(outcomes) != 10 {
		t.Fatalf("%d experiments", len(outcomes))
	}
	compared := 0
	for _, o := range outcomes {
		if !o.OK {
			t.Errorf("%s does not agree", o.Experiment.Name)
		}
		for _, q := range o.Quantities {
			if q.Computed != nil {
				compared++
			}
			if !q.OK {
				t.Errorf("%s, %s: %s, printed %s", o.Experiment.Name, q.Name, q.Computed, q.Printed)
			}
		}
	}
	if compared != 31 {
		t.Errorf("%d quantities were compared, want 31", compared)
	}
}

// TestUnmoved: seven words of the English model and all of the Korean ones have their
// random initial vectors.
func TestUnmoved(t *testing.T) {
	outcomes, err := Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][2]int{"english_fox": {7, 33}, "korean_cat": {6, 6}, "korean_apple": {9, 9}}
	for _, o := range outcomes {
		if w, ok := want[o.Experiment.Name]; ok && [2]int{len(o.Unmoved), o.Words} != w {
			t.Errorf("%s: %d of %d words unmoved, want %v", o.Experiment.Name, len(o.Unmoved), o.Words, w)
		}
		if o.Words > 0 && (o.Trained == nil || len(o.Trained.Result.Weights) < 3) {
			t.Errorf("%s was not trained for real", o.Experiment.Name)
		}
	}
}

// TestComparisonCanFail: a number that differs by more than the tolerance is reported.
func TestComparisonCanFail(t *testing.T) {
	for printed, ok := range map[string]bool{"[0.12, {\"a\": -3.5}]": true, "[0.11, -3.5]": false,
		"[0.12, -3.4]": false, "[0.1249, -3.5]": false} {
		e := data.Experiment{Printed: []data.Quantity{{Name: "x", Value: json.RawMessage(printed)}}}
		c, err := compare(e, map[string][]float64{"x": {.1204, -3.52}})
		if err != nil || c[0].OK != ok {
			t.Errorf("%s: %+v, %v", printed, c, err)
		}
	}
	e := data.Experiment{Printed: []data.Quantity{{Name: "x", Value: json.RawMessage("[1, 2]")}}}
	if _, err := compare(e, map[string][]float64{"x": {1}}); err == nil {
		t.Error("a missing number is not noticed")
	}
	e.Decimals = 1
	if c, err := compare(e, map[string][]float64{"x": {1.04, 2.2}}); err != nil || c[0].OK {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestReplaceNumbersKeepsShape(t *testing.T) {
	text := `[[1, 2.50], {"a b": -3e-1}, []]`
	got, err := replaceNumbers([]byte(text), func(_ int, n string) (string, error) { return n, nil })
	if err != nil || string(got) != text {
		t.Errorf("got %s, %v", got, err)
	}
	var seen []string
	if _, err := replaceNumbers([]byte(text), func(_ int, n string) (string,
		error) {
		seen = append(seen, n)
		return "0", nil
	}); err != nil ||
		!slices.Equal(seen, []string{"1", "2.50", "-3e-1"}) {
		t.Errorf("%v, %v", seen, err)
	}
}

// TestWriteJSON: every quantity has its printed numbers and, if it can be computed, the
// computed ones and the difference.
func TestWriteJSON(t *testing.T) {
	outcomes := []Outcome{
		{Experiment: data.Experiment{Name: "a", Reproducible: true}, OK: true, Unmoved: []string{"고양이"},
			Quantities: []Comparison{{Name: "x", Printed: json.RawMessage("[1, 2]"),
				Computed: json.RawMessage("[1.1, 2]"), MaxDifference: .1, OK: true}}},
		{Experiment: data.Experiment{Name: "b"}, Quantities: []Comparison{{Name: "y", Printed: json.RawMessage("3")}}},
	}
	var b strings.Builder
	if err := WriteJSON(&b, outcomes); err != nil {
		t.Fatal(err)
	}
	want := `{"experiments":[` +
		`{"name":"a","reproducible":true,"quantities":[{"name":"x","printed":[1,2],"computed":[1.1,2],"max_difference":0.1}],"unmoved":["고양이"],"ok":true},` +
		`{"name":"b","reproducible":false,"quantities":[{"name":"y","printed":3}],"ok":false}],"ok":false}` + "\n"
	if b.String() != want {
		t.Errorf("got  %swant %s", b.String(), want)
	}
	if OK(outcomes) || !OK(outcomes[:1]) {
		t.Error("OK is not whether all agree")
	}
}

// TestWriteText: numbers have no brackets, and there are a verdict and the words that
// have their random vectors.
func TestWriteText(t *testing.T) {
	e := data.Experiment{Name: "name", Reproducible: true, Explain: map[string]string{"en": "English.", "ko": "한국어."}}
	c := Comparison{Name: "x", Printed: json.RawMessage(`[[1, 2], [3, 4]]`), Computed: json.RawMessage(`{"a": 5}`),
		MaxDifference: .25}
	var b strings.Builder
	if err := WriteText(t.Context(), &b, []Outcome{{Experiment: e, Quantities: []Comparison{c}}}, "en"); err != nil {
		t.Fatal(err)
	}
	if want := "1. name\n   English.\n   x\n     printed   [1, 2]  [3, 4]\n     computed  a: 5\n     DIFFERS, " +
		"largest difference 2.5e-01\n\n"; b.String() != want {
		t.Errorf("got  %q\nwant %q", b.String(), want)
	}
	b.Reset()
	e.Reproducible = false
	o := Outcome{Experiment: e, Words: 3, Unmoved: []string{"cat"},
		Trained: &Answer{Query: "cat", Tokens: []string{"cat"}}}
	o.Experiment.Query = "cat"
	key := blas32.General{Rows: 1, Cols: 2, Stride: 2, Data: []float32{1, 0}}
	o.Trained.Result = attention.Attend([]float32{1, 0}, key, key, attention.Options{})
	if err := WriteText(t.Context(), &b, []Outcome{o}, "en"); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"words with their random initial vectors: 1 of 3: cat", "after longer training",
		"The same query on the library corpus instead:\n     "} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in\n%s", want, b.String())
		}
	}
}

func Example() {
	ctx := context.Background()
	outcomes, err := Run(ctx)
	if err != nil {
		panic(err)
	}
	fmt.Println(len(outcomes), "experiments; all agree:", OK(outcomes))
	if err := WriteText(ctx, io.Discard, outcomes, "ko"); err != nil {
		panic(err)
	}
	// Output: 10 experiments; all agree: true
}

// TestRunEnds: Run and WriteText return the error of their context.
func TestRunEnds(t *testing.T) {
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Run(ended); !errors.Is(err, context.Canceled) {
		t.Errorf("Run: %v", err)
	}
	o := Outcome{Experiment: data.Experiment{Name: "x", Query: "cat"}} // cannot be repeated: trains a substitute
	if err := WriteText(ended, io.Discard, []Outcome{o}, "en"); !errors.Is(err, context.Canceled) {
		t.Errorf("WriteText: %v", err)
	}
}

// TestConfig: parameters that the notebook does not set are gensim's.
func TestConfig(t *testing.T) {
	standard := Config(data.Experiment{Params: data.Params{Dim: 3, MinCount: 1}})
	if standard.Dim != 3 || standard.MinCount != 1 || standard.Window != 5 || standard.Epochs != 5 ||
		standard.Alpha != .025 {
		t.Errorf("%+v", standard)
	}
	narrow := Config(data.Experiment{Params: data.Params{Dim: 3, MinCount: 1, Window: 2}})
	if narrow.Window = 5; narrow != standard {
		t.Errorf("a window changes more than the window: %+v", narrow)
	}
}

// TestHalfUnit: the tolerance follows the printed digits, or the decimals of the
// experiment.
func TestHalfUnit(t *testing.T) {
	for _, test := range []struct {
		printed  string
		decimals int
		want     float64
	}{{"0.12", 0, .005}, {"-3.5", 0, .05}, {"7", 0, .5}, {"0.1", 4, .00005}} {
		if got := halfUnit(test.printed, test.decimals); math.Abs(got-test.want) > 1e-12 {
			t.Errorf("%s with %d decimals: %v, want %v", test.printed, test.decimals, got, test.want)
		}
	}
}

// TestUnknownWords: a query, key or value that is not in the model is an error that names
// it.
func TestUnknownWords(t *testing.T) {
	sentences := [][]string{{"a", "b", "c"}, {"a", "c", "b"}}
	p := data.Params{Dim: 2, MinCount: 1}
	for _, e := range []data.Experiment{
		{Query: "never", Key: "a", Value: "b"},
		{Query: "a", Key: "never", Value: "b"},
		{Query: "never", Tokens: []string{"a", "b"}},
	} {
		e.Sentences, e.Params, e.Reproducible = sentences, p, true
		if _, err := run(t.Context(), e); err == nil || !strings.Contains(err.Error(), "never") {
			t.Errorf("%+v: %v", e, err)
		}
	}
}
