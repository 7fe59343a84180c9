package report_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/report"
)

// inEojeol cuts n tokens into eojeol of the lengths that a function gives.
func inEojeol(tokens []string, length func() int) []w2vattn.Eojeol {
	all := []w2vattn.Eojeol{}
	for first := 0; first < len(tokens); {
		last := min(len(tokens), first+max(1, length()))
		all = append(all, w2vattn.Eojeol{Text: strings.Join(tokens[first:last], ""), First: first, Last: last})
		first = last
	}
	return all
}

// rolledUpByHand returns the expected weights by eojeol: sums of columns, and means of
// the rows that see any token.
func rolledUpByHand(s *w2vattn.SelfAttention, from, to w2vattn.Eojeol) float64 {
	sum, rows := 0.0, 0.0
	for i := from.First; i < from.Last; i++ {
		sees := false
		for j := range s.Tokens {
			sees = sees || s.Result.Sees(i, j)
		}
		if sees {
			rows++
		}
		for j := to.First; j < to.Last; j++ {
			sum += float64(s.Result.Weights.Data[i*s.Result.Weights.Stride+j])
		}
	}
	return sum / max(1, rows)
}

// TestSelfOfEojeol: the weights of an eojeol are the mean of those of its tokens. They
// sum to 1, or to 0 if none of the tokens sees any.
func TestSelfOfEojeol(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := madeSelf(tokensOf(rapid.IntRange(1, 30).Draw(t, "tokens")))
		s.Result = attention.SelfAttend(made(s.Tokens).Keys, attention.SelfOptions{
			Mask: s.Known, Causal: rapid.Bool().Draw(t, "causal"), ExcludeSelf: rapid.Bool().Draw(t, "exclude self")})
		s.Eojeols = inEojeol(s.Tokens, func() int { return rapid.IntRange(1, 5).Draw(t, "length") })
		line, err := report.AppendJSON(nil, s)
		if err != nil {
			t.Fatal(err)
		}
		var got struct {
			Eojeols []struct {
				First, Last int
				Weights     []float64
			}
		}
		if err := json.Unmarshal(line, &got); err != nil || len(got.Eojeols) != len(s.Eojeols) {
			t.Fatalf("%s, %v", line, err)
		}
		for i, e := range got.Eojeols {
			sum := 0.0
			for j, w := range e.Weights {
				sum += w
				if want := rolledUpByHand(s, s.Eojeols[i], s.Eojeols[j]); math.Abs(w-want) > 1e-6 {
					t.Errorf("eojeol %d sees %d with %v, want %v", i, j, w, want)
				}
			}
			if math.Abs(sum-1) > 1e-5 && sum != 0 {
				t.Errorf("what eojeol %d sees adds up to %v", i, sum)
			}
		}
	})
}

// TestCSVOfEojeol: in every kind of report the weight of an eojeol is the sum over its
// tokens.
func TestCSVOfEojeol(t *testing.T) {
	for kind, p := range partsOfEojeol(tokensOf(9)) {
		if report.Takes(p, report.CSV) != nil {
			continue
		}
		rows, err := csv.NewReader(strings.NewReader(document(t, report.CSV, report.Options{}, p))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		column := map[string]int{}
		for i, name := range rows[0] {
			column[name] = i
		}
		sums, want, queries := map[string]float64{}, map[string]float64{}, map[string]map[string]bool{}
		for _, row := range rows[1:] {
			key, query := row[column["eojeol"]], ""
			for _, name := range []string{"query eojeol", "score", "temperature", "auto"} {
				if i, ok := column[name]; ok && (name != "score" || kind == "comparison") {
					key += " " + row[i]
				}
			}
			if i, ok := column["query position"]; ok {
				query = row[i]
			}
			if queries[key] == nil {
				queries[key] = map[string]bool{}
			}
			queries[key][query] = true
			sums[key] += parsed(t, row[column["weight"]])
			want[key] = parsed(t, row[column["eojeol weight"]])
		}
		for key, sum := range sums {
			if got := sum / float64(len(queries[key])); math.Abs(got-want[key]) > 1e-6 {
				t.Errorf("%s: %s has %v, its tokens %v", kind, key, want[key], got)
			}
		}
	}
}

func parsed(t *testing.T, s string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// partsOfEojeol returns all kinds of report about some words, two in an eojeol.
func partsOfEojeol(tokens []string) map[string]report.Result {
	two := inEojeol(tokens, func() int { return 2 })
	a, s := made(tokens), madeSelf(tokens)
	c := w2vattn.CompareScores(a.QueryVector, a.Keys, a.Known, attention.Scaled)
	c.Query, c.Tokens, c.Known = a.Query, a.Tokens, a.Known
	a.Eojeols, s.Eojeols, c.Eojeols = two, two, two
	return map[string]report.Result{"attention": a, "self": s, "worked": report.Worked{Attention: a}, "comparison": c}
}

// TestBarsBegin: all bars of a table begin in the same column, also those of eojeol.
func TestBarsBegin(t *testing.T) {
	tokens := tokensOf(6)
	text := document(t, report.Text, report.Options{}, partsOfEojeol(tokens)["attention"])
	bars := 0
	for line := range strings.Lines(text) {
		before, _, found := strings.Cut(line, "█")
		if !found {
			continue
		}
		bars++
		if !regexp.MustCompile(`\d  $`).MatchString(before) {
			t.Errorf("the bar does not begin two columns after the weight: %q", line)
		}
	}
	if bars < 5 {
		t.Errorf("%d bars in\n%s", bars, text)
	}
}

func ExampleWrite_selfAttention() {
	keys := matrix([]float32{1, 0}, []float32{0, 1}, []float32{1, 1})
	s := &w2vattn.SelfAttention{
		Tokens: []string{"고양이", "가", "읽다"}, Known: []bool{true, true, true},
		Result:  attention.SelfAttend(keys, attention.SelfOptions{}),
		Eojeols: []w2vattn.Eojeol{{Text: "고양이가", First: 0, Last: 2}, {Text: "읽는다", First: 2, Last: 3}},
	}
	var b strings.Builder
	if err := report.Write(&b, s, report.Text); err != nil {
		fmt.Println(err)
	}
	fmt.Print(b.String())
	// Output:
	// self-attention · dot q·k · temperature 1 · each row: the weights that its token gives
	//          고양이     가   읽다
	//  고양이   0.422  0.155  0.422
	//  가       0.155  0.422  0.422
	//  읽다     0.212  0.212  0.576
	// weights summed by eojeol; each row is the mean of the rows of its tokens
	//            고양이가  읽는다
	//  고양이가     0.578   0.422
	//  읽는다       0.424   0.576
}
