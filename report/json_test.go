package report_test

import (
	"bytes"
	"encoding/json"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/report"
)

// TestAppendedJSON: the bytes are those of encoding/json.
func TestAppendedJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tokens := rapid.SliceOfN(rapid.OneOf(rapid.String(), rapid.SampledFrom(nasty)), 1, 5).Draw(t, "tokens")
		a := made(tokens)
		for i := range a.Result.Context {
			a.Result.Context[i] = rapid.Float32().Draw(t, "number")
		}
		a.Result.Entropy = rapid.Float64().Draw(t, "entropy")
		got, err := report.AppendJSON(nil, a)
		if err != nil {
			t.Fatal(err)
		}
		scores := make([]*float32, len(tokens))
		for i := range scores {
			if a.Result.Visible[i] {
				scores[i] = &a.Result.Scores[i]
			}
		}
		var want bytes.Buffer
		e := json.NewEncoder(&want)
		e.SetEscapeHTML(false)
		r := a.Result
		if err := e.Encode(struct {
			Query       []string          `json:"query"`
			Score       string            `json:"score"`
			Temperature float64           `json:"temperature"`
			Tokens      []string          `json:"tokens"`
			Known       []bool            `json:"known"`
			Scores      []*float32        `json:"scores"`
			Weights     []float32         `json:"weights"`
			Context     []float32         `json:"context"`
			Norms       []float32         `json:"norms"`
			Entropy     float64           `json:"entropy"`
			Effective   float64           `json:"effective"`
			Nearest     []embed.Neighbour `json:"nearest"`
		}{a.Query, r.Score.String(), r.Temperature, a.Tokens, a.Known, scores, r.Weights, r.Context, r.Norms, r.Entropy,
			r.Effective, a.Nearest}); err != nil {
			t.Fatal(err)
		}
		if string(got) != want.String() {
			t.Fatalf("got  %s\nwant %s", got, want.String())
		}
	})
}

// TestShortNumbers: numbers of all sizes, and the neighbours of decimals and of powers of
// two, have the digits of strconv.
func TestShortNumbers(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	a := made(tokensOf(1))
	var all []float32
	for range 200_000 {
		all = append(all, math.Float32frombits(r.Uint32()), float32(r.NormFloat64()),
			float32(math.Exp(20*r.NormFloat64())))
		short := float32(r.IntN(100_000)) / float32(math.Pow(10, float64(r.IntN(9))))
		all = append(all, short, math.Nextafter32(short, 1), -short,
			math.Nextafter32(float32(math.Ldexp(1, r.IntN(40)-20)), 0))
	}
	all = slices.DeleteFunc(all, func(x float32) bool { return x-x != 0 })
	a.Result.Context = all
	got, err := report.AppendJSON(nil, a)
	if err != nil {
		t.Fatal(err)
	}
	_, got, _ = bytes.Cut(got, []byte(`"context":[`))
	got, _, _ = bytes.Cut(got, []byte("]"))
	for i, number := range bytes.Split(got, []byte(",")) {
		if want, err := json.Marshal(all[i]); err != nil || !bytes.Equal(number, want) {
			t.Fatalf("%s, want %s (%v)", number, want, err)
		}
	}
}
