package report_test

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/report"
)

// scored returns an attention with given scores, at the automatic temperature.
func scored(scores ...float32) *w2vattn.Attention {
	keys := blas32.General{Rows: len(scores), Cols: 1, Stride: 1, Data: scores}
	a := &w2vattn.Attention{Query: []string{"q"}, Auto: true, QueryVector: []float32{1}, Keys: keys, Values: keys,
		Result: attention.Attend([]float32{1}, keys, keys, attention.Options{Temperature: attention.Auto})}
	for i := range scores {
		a.Tokens, a.Known = append(a.Tokens, "t"+strconv.Itoa(i)), append(a.Known, true)
	}
	return a
}

// TestUnreached: if no temperature makes the effective tokens half of all, every format
// for people gives the reason, in both languages.
func TestUnreached(t *testing.T) {
	inf := float32(math.Inf(1))
	for _, test := range []struct {
		scores          []float32
		english, korean string
	}{
		{[]float32{3}, "T = 1: only one token", "토큰이 하나뿐"},
		{[]float32{1, 1, 1}, "T = 1: all scores are equal", "점수가 모두 같으므로"},
		{[]float32{1, 2}, "half of the tokens (1 of 2) have the largest score", "토큰 2개 가운데 점수가 최댓값인 토큰이 1개"},
		{[]float32{2, 2, 1, 1}, "half of the tokens (2 of 4) have the largest score", "토큰 4개 가운데 점수가 최댓값인 토큰이 2개"},
		{[]float32{inf, 1, 2, 3}, "scores are infinite", "무한대인 점수"},
		{[]float32{1, 2, 5, 9}, "", ""},
	} {
		a := scored(test.scores...)
		for _, f := range []report.Format{report.Text, report.Markdown, report.HTML, report.LaTeX} {
			english, korean := document(t, f, report.Options{}, a), document(t, f, report.Options{Language: "ko"}, a)
			// LaTeX wraps each syllable
			if !strings.Contains(english, test.english) || f != report.LaTeX && !strings.Contains(korean, test.korean) {
				t.Errorf("%v, %s: %q is not in\n%s\nor %q not in\n%s", test.scores, f, test.english, english,
					test.korean, korean)
			}
			if test.english == "" && (strings.Contains(english, "T = 1:") || strings.Contains(korean, "T = 1:")) {
				t.Errorf("%v, %s: T = 1 in\n%s\n%s", test.scores, f, english, korean)
			}
			if worked := document(t, f, report.Options{}, report.Worked{Attention: a}); !strings.Contains(worked,
				test.english) {
				t.Errorf("%v, %s: %q is not in\n%s", test.scores, f, test.english, worked)
			}
		}
	}
	given := scored(1, 1)
	given.Auto = false
	if text := document(t, report.Text, report.Options{}, given); strings.Contains(text, "T = 1:") {
		t.Errorf("of a temperature that was given: %s", text)
	}
}

// TestUnreachedOfOthers: so do a matrix, a comparison and a story.
func TestUnreachedOfOthers(t *testing.T) {
	x := matrix([]float32{1, 0}, []float32{0, 1})
	s := &w2vattn.SelfAttention{Tokens: []string{"a", "b"}, Known: []bool{true, true}, Auto: true,
		Result: attention.SelfAttend(x, attention.SelfOptions{Temperature: attention.Auto})}
	c := w2vattn.CompareScores([]float32{1, 0}, x, nil, attention.Dot)
	c.Query, c.Tokens, c.Known = []string{"q"}, s.Tokens, s.Known
	a := scored(1, 2)
	story := &report.Story{Attention: a}
	for want, p := range map[string]report.Result{"mean over the rows": s, "half of the tokens (1 of 2) have": c,
		"T = 1: at least half of the tokens (1 of 2)": story} {
		if text := document(t, report.Text, report.Options{}, p); !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	if text := document(t, report.Text, report.Options{Language: "ko"}, s); !strings.Contains(text, "n의 평균의 절반") {
		t.Error(text)
	}
	cross := &w2vattn.CrossAttention{Queries: []string{"x"}, QueriesKnown: []bool{true}, Tokens: s.Tokens,
		Known: s.Known, Auto: true,
		Result: attention.CrossAttend(matrix([]float32{1, 1}), x, x,
			attention.SelfOptions{Temperature: attention.Auto})}
	var b strings.Builder
	if err := report.Write(&b, cross, report.Text); err != nil || !strings.Contains(b.String(), "mean over the rows") {
		t.Errorf("%v, %s", err, b.String())
	}
	three := matrix([]float32{1, 0}, []float32{0, 1}, []float32{1, 1}, []float32{3, -1})
	reached := &w2vattn.SelfAttention{Tokens: []string{"a", "b", "c", "d"}, Known: []bool{true, true, true, true},
		Auto: true, Result: attention.SelfAttend(three, attention.SelfOptions{Temperature: attention.Auto})}
	if text := document(t, report.Text, report.Options{}, reached); strings.Contains(text, "T = 1:") {
		t.Error(text)
	}
}

// TestWorkedTemperature repeats the search from the scores in the report: every effective
// number, its comparison with the target, the intervals and the result.
func TestWorkedTemperature(t *testing.T) {
	for _, scores := range [][]float32{{12, 3, 0, -7, 30}, {.012, .003, 0, -.004}, {1, 1, 0, -5, -5},
		{5, 4.99, 4.98, -300, 4}} {
		text := document(t, report.Text, report.Options{}, report.Worked{Attention: scored(scores...)})
		low, high, middles := 0.0, math.Inf(1), 0
		for _, m := range regexp.MustCompile(`\n +(\S+) +(\S+) +(<|≥) (\S+)`).FindAllStringSubmatch(text, -1) {
			x := numbersIn(t, strings.Join([]string{m[1], m[2], m[4]}, " "))
			if got := effective(scores, x[0]); math.Abs(got-x[1]) > 2e-5*got || x[2] != float64(len(scores))/2 ||
				(x[1] < x[2]) != (m[3] == "<") {
				t.Errorf("%v: %q, redone: %v", scores, m[0], got)
			}
			if low > 0 && !math.IsInf(high, 0) {
				middles++
				if math.Abs(x[0]-(low+high)/2) > 1e-8*x[0] {
					t.Errorf("%v: %q is not halfway between %v and %v", scores, m[0], low, high)
				}
			}
			if x[1] < x[2] {
				low = max(low, x[0])
			} else {
				high = min(high, x[0])
			}
		}
		end := numbersIn(t, regexp.MustCompile(`last interval: .*\n`).FindString(text))
		if len(end) != 6 || math.Abs(end[0]-low) > 1e-8*low || math.Abs(end[1]-high) > 1e-8*high ||
			math.Abs(end[3]-(low+high)/2) > 1e-8*low ||
			math.Abs(math.Exp(end[4])-end[5]) > 1e-4 || math.Abs(end[5]-effective(scores, end[3])) > 1e-4 ||
			middles != attention.Bisections {
			t.Errorf("%v: %v after %v … %v and %d intervals halved in\n%s", scores, end, low, high, middles, text)
		}
		if !strings.Contains(text, "H = −Σ weight × ln weight = ") {
			t.Error("the entropy of the weights is missing")
		}
	}
}

// effective returns exp(entropy) by its definition.
func effective(scores []float32, t float64) float64 {
	sum, entropy := 0.0, 0.0
	for _, s := range scores {
		sum += math.Exp(float64(s) / t)
	}
	for _, s := range scores {
		if w := math.Exp(float64(s)/t) / sum; w > 0 {
			entropy -= w * math.Log(w)
		}
	}
	return math.Exp(entropy)
}

// TestOneUnknown: a sentence of one unknown token has "1 token".
func TestOneUnknown(t *testing.T) {
	a := &w2vattn.Attention{Query: []string{"q"}, Tokens: []string{"x"}, Known: []bool{false},
		QueryVector: []float32{1},
		Result: attention.Attend([]float32{1}, matrix([]float32{1}), matrix([]float32{1}),
			attention.Options{Mask: []bool{false}})}
	for want, o := range map[string]report.Options{"unknown: 1 of 1 token, 100 %": {}, "미등록어(OOV): 토큰 1개 중 1개, 문장의 " +
		"100%\n": {Language: "ko"}} {
		if text := document(t, report.Text, o, a); !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
}
