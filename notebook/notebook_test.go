package notebook

import (
	"encoding/json"
	"slices"
	"testing"

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

// TestUnmoved: seven words of the English model and all of the Korean ones keep
// their random start.
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

// TestComparisonCanFail: a number off by more than its tolerance is noticed.
func TestComparisonCanFail(t *testing.T) {
	for printed, ok := range map[string]bool{"[0.12, {\"a\": -3.5}]": true, "[0.11, -3.5]": false, "[0.12, -3.4]": false, "[0.1249, -3.5]": false} {
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
	if _, err := replaceNumbers([]byte(text), func(_ int, n string) (string, error) { seen = append(seen, n); return "0", nil }); err != nil || !slices.Equal(seen, []string{"1", "2.50", "-3e-1"}) {
		t.Errorf("%v, %v", seen, err)
	}
}
