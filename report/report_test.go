package report_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/jedib0t/go-pretty/v6/text"
	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/report"
)

func matrix(rows ...[]float32) blas32.General {
	return blas32.General{Rows: len(rows), Cols: len(rows[0]), Stride: len(rows[0]), Data: slices.Concat(rows...)}
}

// sample is the attention of a query over tokens of several scripts, one of
// which is unknown.
func sample(score attention.Score, t attention.Temperature) *report.Attention {
	keys := matrix([]float32{1, 2, -1}, []float32{.5, 0, 3}, []float32{0, 0, 0}, []float32{-2, 1, 1})
	known := []bool{true, true, false, true}
	query := []float32{1, 1, .5}
	return &report.Attention{
		Query: []string{"고양이"}, Tokens: []string{"고양이", "cat", "<b>", "日本"}, Known: known, Auto: t == attention.Auto,
		Result:      attention.Attend(query, keys, keys, attention.Options{Score: score, Temperature: t, Mask: known}),
		Nearest:     []embed.Neighbour{{Word: "책", Cosine: .5}},
		QueryVector: query, Keys: keys, Values: keys,
	}
}

func written(t *testing.T, write func(io.Writer) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// golden compares with a file in testdata; UPDATE=1 rewrites it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := "testdata/" + name
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || string(want) != got {
		t.Errorf("%s, %v: got\n%s\nwant\n%s", name, err, got, want)
	}
}

func TestGoldens(t *testing.T) {
	golden(t, "text.golden", written(t, sample(attention.Scaled, attention.Auto).Text))
	for _, s := range attention.Scores() {
		golden(t, "worked-"+s.String()+".golden", written(t, sample(s, 2).Worked))
	}
	golden(t, "json.golden", written(t, sample(attention.Dot, 1).JSON))
}

// TestColumnsAlign: every weight ends in the same column, whatever the script.
func TestColumnsAlign(t *testing.T) {
	ends := map[int]bool{}
	for line := range strings.Lines(written(t, sample(attention.Dot, 1).Text)) {
		if m := regexp.MustCompile(`^.*? {2,}-?\d\.\d{4} +\d\.\d{4}`).FindString(line); m != "" {
			ends[text.StringWidth(m)] = true
		}
	}
	if len(ends) != 1 {
		t.Errorf("weights end in the columns %v", ends)
	}
}

func TestJSONOfHidden(t *testing.T) {
	var got struct {
		Scores  []*float64
		Weights []float64
		Known   []bool
	}
	if err := json.Unmarshal([]byte(written(t, sample(attention.Dot, 1).JSON)), &got); err != nil {
		t.Fatal(err)
	}
	if got.Scores[2] != nil || got.Weights[2] != 0 || got.Known[2] || got.Scores[0] == nil {
		t.Errorf("%+v", got)
	}
}

func TestJSONOfNothing(t *testing.T) {
	empty := &report.Attention{Query: []string{"q"}, Result: attention.Attend([]float32{1}, blas32.General{Cols: 1, Stride: 1}, blas32.General{Cols: 1, Stride: 1}, attention.Options{})}
	got := written(t, empty.JSON)
	if strings.Contains(got, "null") || strings.Contains(got, "nearest") {
		t.Errorf("got %s", got)
	}
	if text := written(t, empty.Text); !strings.Contains(text, "no token takes part") {
		t.Errorf("got %s", text)
	}
	self := &report.Self{Result: attention.SelfAttend(blas32.General{Cols: 1, Stride: 1}, attention.SelfOptions{})}
	if got := written(t, self.JSON); strings.Contains(got, "null") {
		t.Errorf("got %s", got)
	}
	written(t, self.Text)
	written(t, empty.Worked)
}

func TestJSONRefusesNaN(t *testing.T) {
	bad := sample(attention.Dot, 1)
	bad.Result.Weights[0] = float32(math.NaN())
	if err := bad.JSON(io.Discard); err == nil {
		t.Error("NaN was written")
	}
}

func TestSelf(t *testing.T) {
	x := matrix([]float32{1, 0}, []float32{0, 1}, []float32{1, 1})
	s := &report.Self{Tokens: []string{"책", "cat", "a\x1b[2J"}, Known: []bool{true, true, true}, Result: attention.SelfAttend(x, attention.SelfOptions{Causal: true})}
	golden(t, "self.golden", written(t, s.Text))
	golden(t, "self-json.golden", written(t, s.JSON))
	if strings.Contains(written(t, s.Text), "\x1b") {
		t.Error("a token moves the cursor")
	}
}

func TestAdvice(t *testing.T) {
	keys := matrix([]float32{9, 9}, []float32{-9, 9})
	a := &report.Attention{Query: []string{"q"}, Tokens: []string{"a", "b"}, Known: []bool{true, true}, Result: attention.Attend(keys.Data[:2], keys, keys, attention.Options{})}
	if got := written(t, a.Text); !strings.Contains(got, "--temperature auto") || !strings.Contains(got, "12.7") {
		t.Errorf("got %s", got)
	}
}

// TestWorkedCanBeRedone redoes the steps of a worked report from the numbers
// that stand in it.
func TestWorkedCanBeRedone(t *testing.T) {
	got := strings.ReplaceAll(written(t, sample(attention.Scaled, 2).Worked), "−", "-")
	number := `(-?[\d.e+-]+)`
	for _, step := range []struct {
		pattern string
		redo    func(x []float64) (got, want float64)
	}{
		{`score = ` + number + ` / √3 = ` + number, func(x []float64) (float64, float64) { return x[0] / math.Sqrt(3), x[1] }},
		{`exp\(\(` + number + ` - \(?` + number + `\)?\) / ` + number + `\) = ` + number, func(x []float64) (float64, float64) { return math.Exp((x[0] - x[1]) / x[2]), x[3] }},
		{`: ` + number + ` / ` + number + ` = ` + number, func(x []float64) (float64, float64) { return x[0] / x[1], x[2] }},
	} {
		all := regexp.MustCompile(step.pattern).FindAllStringSubmatch(got, -1)
		if len(all) != 3 {
			t.Errorf("%s: %d lines, want 3", step.pattern, len(all))
		}
		for _, m := range all {
			var x []float64
			for _, s := range m[1:] {
				v, err := strconv.ParseFloat(s, 64)
				if err != nil {
					t.Fatal(err)
				}
				x = append(x, v)
			}
			if a, b := step.redo(x); math.Abs(a-b) > 2e-5*max(1, math.Abs(b)) {
				t.Errorf("%s: redone, it is %v", m[0], a)
			}
		}
	}
}

func ExampleAttention_Text() {
	keys := matrix([]float32{1, 0}, []float32{0, 1})
	a := &report.Attention{
		Query: []string{"cat"}, Tokens: []string{"cat", "책"}, Known: []bool{true, true},
		Result: attention.Attend([]float32{1, 0}, keys, keys, attention.Options{}),
	}
	var b strings.Builder
	if err := a.Text(&b); err != nil {
		fmt.Println(err)
	}
	fmt.Print(b.String())
	// Output:
	// query “cat” · dot q·k · temperature 1
	//  token   score  weight
	//  cat    1.0000  0.7311  ████████████████████████
	//  책     0.0000  0.2689  ████████▉
	// effective tokens 1.8 of 2 (entropy 0.582 nats)
}
