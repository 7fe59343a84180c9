package report

import (
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/w2vattn/w2vattn/attention"
)

// Worked writes every step from the vectors to the context: the products, the
// scores, the maximum, the exponentials, their sum, the weights, the weighted
// values and their sum, so that each number can be redone by hand from those
// before it. The numbers are those of Result, which Text shows in short.
func (a *Attention) Worked(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "query %s · %s · %s\n\n", quoted(a.Query), formula(a.Result.Score), temperature(a.Result.Temperature, a.Auto))
	a.workedVectors(&b)
	a.workedScores(&b)
	a.workedWeights(&b)
	a.workedContext(&b)
	_, err := io.WriteString(w, b.String())
	return err
}

func (a *Attention) workedVectors(b *strings.Builder) {
	b.WriteString("The vectors\n")
	fmt.Fprintf(b, "  q = %s\n", vector(a.QueryVector))
	for i, token := range a.Tokens {
		if a.Result.Visible[i] {
			fmt.Fprintf(b, "  k(%s) = %s\n", printable(token), vector(row(a.Keys, i)))
		}
	}
}

// workedScores shows how each score comes about.
func (a *Attention) workedScores(b *strings.Builder) {
	fmt.Fprintf(b, "\nStep 1. The scores: %s, D = %d\n", formula(a.Result.Score), len(a.QueryVector))
	for i, token := range a.Tokens {
		if !a.Result.Visible[i] {
			continue
		}
		key := row(a.Keys, i)
		fmt.Fprintf(b, "  %s\n", printable(token))
		if a.Result.Score == attention.Euclidean {
			terms(b, "(q−k)²", a.QueryVector, key, func(q, k float64) (string, float64) {
				return fmt.Sprintf("(%s − %s)²", number(q), parenthesised(k)), (q - k) * (q - k)
			})
		} else {
			terms(b, "q·k", a.QueryVector, key, func(q, k float64) (string, float64) {
				return number(q) + "×" + parenthesised(k), q * k
			})
		}
		fmt.Fprintf(b, "    score = %s\n", a.scoreFormula(i))
	}
}

// scoreFormula shows what is done with the sum of products of key i.
func (a *Attention) scoreFormula(i int) string {
	key, score := row(a.Keys, i), number(float64(a.Result.Scores[i]))
	product := number(dot(a.QueryVector, key))
	switch a.Result.Score {
	case attention.Scaled:
		return fmt.Sprintf("%s / √%d = %s", product, len(key), score)
	case attention.Cosine:
		return fmt.Sprintf("%s / (%s × %s) = %s   with ‖q‖ = √(q·q) and ‖k‖ = √(k·k)", product,
			number(math.Sqrt(dot(a.QueryVector, a.QueryVector))), number(math.Sqrt(dot(key, key))), score)
	}
	return score
}

// workedWeights shows softmax.
func (a *Attention) workedWeights(b *strings.Builder) {
	r, top, sum := a.Result, math.Inf(-1), 0.0
	for i, s := range r.Scores {
		if r.Visible[i] {
			top = max(top, float64(s))
		}
	}
	fmt.Fprintf(b, "\nStep 2. The maximum of the scores, taken off so that no exponential is too large: %s\n", number(top))
	fmt.Fprintf(b, "\nStep 3. The exponentials: exp((score − maximum) / T), T = %s\n", number(r.Temperature))
	exponentials := make([]float64, len(r.Scores))
	for i, s := range r.Scores {
		if r.Visible[i] {
			exponentials[i] = math.Exp((float64(s) - top) / r.Temperature)
			sum += exponentials[i]
			fmt.Fprintf(b, "  %s: exp((%s − %s) / %s) = %s\n", printable(a.Tokens[i]), number(float64(s)), parenthesised(top), number(r.Temperature), number(exponentials[i]))
		}
	}
	fmt.Fprintf(b, "  their sum: %s\n\nStep 4. The weights: exponential / sum\n", number(sum))
	for i, e := range exponentials {
		if r.Visible[i] {
			fmt.Fprintf(b, "  %s: %s / %s = %s\n", printable(a.Tokens[i]), number(e), number(sum), number(float64(r.Weights[i])))
		} else {
			fmt.Fprintf(b, "  %s: takes no part\n", printable(a.Tokens[i]))
		}
	}
}

// workedContext shows the weighted values and their sum.
func (a *Attention) workedContext(b *strings.Builder) {
	b.WriteString("\nStep 5. The values times their weights\n")
	for i, token := range a.Tokens {
		if !a.Result.Visible[i] {
			continue
		}
		w := a.Result.Weights[i]
		weighted := make([]float32, a.Values.Cols)
		for d, v := range row(a.Values, i) {
			weighted[d] = w * v
		}
		fmt.Fprintf(b, "  %s × v(%s) = %s\n", number(float64(w)), printable(token), vector(weighted))
	}
	fmt.Fprintf(b, "\nStep 6. The context: their sum\n  c = %s\n", vector(a.Result.Context))
	if a.Nearest != nil {
		b.WriteString("  nearest to it: " + neighbours(a.Nearest) + "\n")
	}
}

// perLine is how many terms stand in a line.
const perLine = 4

// terms writes a sum with every term and, for each line, what has come together
// so far.
func terms(b *strings.Builder, name string, q, k []float32, term func(q, k float64) (string, float64)) {
	fmt.Fprintf(b, "    %s = ", name)
	var sum float64
	for i := range q {
		text, value := term(float64(q[i]), float64(k[i]))
		sum += value
		switch {
		case i == 0:
		case i%perLine == 0:
			fmt.Fprintf(b, "   (so far %s)\n        + ", number(sum-value))
		default:
			b.WriteString(" + ")
		}
		b.WriteString(text)
	}
	fmt.Fprintf(b, "\n        = %s\n", number(sum))
}

func dot(x, y []float32) float64 {
	var sum float64
	for i, v := range x {
		sum += float64(v) * float64(y[i])
	}
	return sum
}

// number writes a number with six significant digits.
func number(x float64) string { return strings.Replace(fmt.Sprintf("%.6g", x), "-", "−", 1) }

func parenthesised(x float64) string {
	if x < 0 {
		return "(" + number(x) + ")"
	}
	return number(x)
}

func vector(x []float32) string {
	parts := make([]string, len(x))
	for i, v := range x {
		parts[i] = number(float64(v))
	}
	return "[" + strings.Join(parts, ", ") + "]"
}
