package report_test

import (
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

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/report"
)

func matrix(rows ...[]float32) blas32.General {
	return blas32.General{Rows: len(rows), Cols: len(rows[0]), Stride: len(rows[0]), Data: slices.Concat(rows...)}
}

// sample returns the attention of a query over tokens of several scripts, of which one is
// unknown.
func sample(score attention.Score, t attention.Temperature) *w2vattn.Attention {
	keys := matrix([]float32{1, 2, -1}, []float32{.5, 0, 3}, []float32{0, 0, 0}, []float32{-2, 1, 1})
	known := []bool{true, true, false, true}
	query := []float32{1, 1, .5}
	return &w2vattn.Attention{
		Query: []string{"고양이"}, Tokens: []string{"고양이", "cat", "<b>", "日本"}, Known: known, Auto: t == attention.Auto,
		Result:      attention.Attend(query, keys, keys, attention.Options{Score: score, Temperature: t, Mask: known}),
		Nearest:     []embed.Neighbour{{Word: "책", Cosine: .5}},
		QueryVector: query, Keys: keys, Values: keys,
	}
}

// written returns a report of one result.
func written(t *testing.T, f report.Format, r report.Result) string {
	t.Helper()
	return document(t, f, report.Options{}, r)
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
	golden(t, "text.golden", written(t, report.Text, sample(attention.Scaled, attention.Auto)))
	for _, s := range attention.Scores() {
		golden(t, "worked-"+s.String()+".golden", written(t, report.Text, report.Worked{Attention: sample(s, 2)}))
	}
	golden(t, "worked-auto.golden",
		written(t, report.Text, report.Worked{Attention: sample(attention.Scaled, attention.Auto)}))
	golden(t, "json.golden", written(t, report.JSON, sample(attention.Dot, 1)))
}

// TestColumnsAlign: every weight ends in the same column, whatever the script.
func TestColumnsAlign(t *testing.T) {
	ends := map[int]bool{}
	for line := range strings.Lines(written(t, report.Text, sample(attention.Dot, 1))) {
		if m := regexp.MustCompile(`^.*? {2,}-?\d\.\d{4} +-?\d\.\d{4} +\d\.\d{4}`).FindString(line); m != "" {
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
	if err := json.Unmarshal([]byte(written(t, report.JSON, sample(attention.Dot, 1))), &got); err != nil {
		t.Fatal(err)
	}
	if got.Scores[2] != nil || got.Weights[2] != 0 || got.Known[2] || got.Scores[0] == nil {
		t.Errorf("%+v", got)
	}
}

func TestJSONOfNothing(t *testing.T) {
	empty := &w2vattn.Attention{Query: []string{"q"}, Result: attention.Attend([]float32{1},
		blas32.General{Cols: 1, Stride: 1}, blas32.General{Cols: 1, Stride: 1}, attention.Options{})}
	got := written(t, report.JSON, empty)
	if strings.Contains(got, "null") || strings.Contains(got, "nearest") {
		t.Errorf("got %s", got)
	}
	if text := written(t, report.Text, empty); !strings.Contains(text, "no token takes part") {
		t.Errorf("got %s", text)
	}
	self := &w2vattn.SelfAttention{Result: attention.SelfAttend(blas32.General{Cols: 1, Stride: 1},
		attention.SelfOptions{})}
	if got := written(t, report.JSON, self); strings.Contains(got, "null") {
		t.Errorf("got %s", got)
	}
	written(t, report.Text, self)
	written(t, report.Text, report.Worked{Attention: empty})
}

func TestJSONRefusesNaN(t *testing.T) {
	bad := sample(attention.Dot, 1)
	bad.Result.Weights[0] = float32(math.NaN())
	if err := report.Write(io.Discard, bad, report.JSON); err == nil {
		t.Error("NaN was written")
	}
}

func TestSelf(t *testing.T) {
	x := matrix([]float32{1, 0}, []float32{0, 1}, []float32{1, 1})
	s := &w2vattn.SelfAttention{Tokens: []string{"책", "cat", "a\x1b[2J"}, Known: []bool{true, true, true},
		Result: attention.SelfAttend(x, attention.SelfOptions{Causal: true})}
	golden(t, "self.golden", written(t, report.Text, s))
	golden(t, "self-json.golden", written(t, report.JSON, s))
	if strings.Contains(written(t, report.Text, s), "\x1b") {
		t.Error("a token moves the cursor")
	}
}

func TestAdvice(t *testing.T) {
	keys := matrix([]float32{9, 9}, []float32{-9, 9})
	a := &w2vattn.Attention{Query: []string{"q"}, Tokens: []string{"a", "b"}, Known: []bool{true, true},
		Result: attention.Attend(keys.Data[:2], keys, keys, attention.Options{})}
	if got := written(t, report.Text, a); !strings.Contains(got, "--temperature auto") ||
		!strings.Contains(got, "12.7") {
		t.Errorf("got %s", got)
	}
}

// numbersIn reads the numbers of a piece of a worked report.
func numbersIn(t *testing.T, s string) []float64 {
	t.Helper()
	var all []float64
	for _, n := range regexp.MustCompile(`-?\d+(\.\d+)?(e[+-]\d+)?`).FindAllString(strings.ReplaceAll(s, "−", "-"), -1) {
		x, err := strconv.ParseFloat(n, 64)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, x)
	}
	return all
}

// cut returns a row of a table of steps as its cells, which two spaces or more separate.
func cut(line string) []string { return regexp.MustCompile(` {2,}`).Split(strings.TrimSpace(line), -1) }

// result returns the number after the equals sign at the end of a row.
func result(t *testing.T, row string) float64 {
	t.Helper()
	return numbersIn(t, row[strings.LastIndex(row, "=")+1:])[0]
}

// TestWorkedCanBeRedone computes every row of worked reports from the numbers that are
// shown before it, as with a pocket calculator: products and their sums, norms, scores,
// exponentials, weights, weighted values and the context.
func TestWorkedCanBeRedone(t *testing.T) {
	for _, score := range attention.Scores() {
		sum, redone, context := 0.0, 0, []float64(nil)
		check := func(row string, got, want float64) {
			t.Helper()
			redone++
			if math.Abs(got-want) > 2e-5*max(1, math.Abs(want)) {
				t.Errorf("%v: %s: redone, it is %v", score, row, got)
			}
		}
		var values [][]float64
		step := ""
		for row := range strings.Lines(written(t, report.Text, report.Worked{Attention: sample(score, 2)})) {
			calculation, _, found := strings.Cut(row, "  =")
			x := numbersIn(t, calculation)
			switch {
			case strings.HasPrefix(row, "Step"):
				step = row[:len("Step 1")]
			case strings.HasPrefix(row, " c "):
				context = numbersIn(t, row)
			case !found:
			case step == "Step 1":
				got := redoneScore(t, score, calculation, sum)
				if strings.Contains(calculation, "²  ") || strings.Contains(calculation, "q·k  ") {
					sum = result(t, row)
				}
				check(row, got, result(t, row))
			case step == "Step 3" && strings.Contains(row, "exp("):
				check(row, math.Exp((x[0]-x[1])/x[2]), result(t, row))
			case step == "Step 4":
				check(row, x[0]/x[1], numbersIn(t, cut(row)[2])[0])
			case step == "Step 5":
				values = append(values, numbersIn(t, row[strings.Index(row, "["):]))
			}
		}
		for d, want := range context {
			sum := 0.0
			for _, v := range values {
				sum += v[d]
			}
			check("the context", sum, want)
		}
		if redone < 15 {
			t.Errorf("%v: only %d rows were redone", score, redone)
		}
	}
}

// redoneScore computes the result of a row of the step with the scores from its calculation. sum
// is the result of the last sum of products before it.
func redoneScore(t *testing.T, score attention.Score, row string, sum float64) float64 {
	t.Helper()
	cells := cut(row)
	quantity, calculation := cells[len(cells)-2], cells[len(cells)-1]
	x, got := numbersIn(t, calculation), 0.0
	switch {
	case strings.HasSuffix(quantity, ")²"): // (q−k)²
		for _, pair := range regexp.MustCompile(`\((−?[\d.]+) − \(?(−?[\d.]+)\)?\)²`).FindAllStringSubmatch(calculation, -1) {
			p := numbersIn(t, pair[1]+" "+pair[2])
			got += (p[0] - p[1]) * (p[0] - p[1])
		}
	case strings.HasSuffix(quantity, "²"): // ‖k‖²
		for _, v := range x {
			got += v * v
		}
	case quantity == "q·k":
		for i := 0; i+1 < len(x); i += 2 {
			got += x[i] * x[i+1]
		}
	case strings.HasPrefix(quantity, "‖"):
		return math.Sqrt(x[0])
	case score == attention.Dot:
		return sum
	case score == attention.Scaled:
		return x[0] / math.Sqrt(x[1])
	case score == attention.Cosine:
		return x[0] / (x[1] * x[2])
	case score == attention.Euclidean:
		return -sum
	}
	return got
}

func ExampleWrite_attention() {
	keys := matrix([]float32{1, 0}, []float32{0, 1})
	a := &w2vattn.Attention{
		Query: []string{"cat"}, Tokens: []string{"cat", "책"}, Known: []bool{true, true},
		Result: attention.Attend([]float32{1, 0}, keys, keys, attention.Options{}),
	}
	var b strings.Builder
	if err := report.Write(&b, a, report.Text); err != nil {
		fmt.Println(err)
	}
	fmt.Print(b.String())
	// Output:
	// query “cat” · dot q·k · temperature 1
	//  token     ‖k‖   score  weight  0          .5          1
	//  cat    1.0000  1.0000  0.7311  █████████████████▌
	//  책     1.0000  0.0000  0.2689  ██████▌
	// effective tokens 1.8 of 2 (entropy 0.582 nats)
	// Score differences explained by: key length 0 %, direction 100 %
}
