package serve

import (
	"math"
	"slices"
	"testing"
)

// TestEojeol: the weights of an eojeol are the sum of those of its tokens, and with self the
// weights of a row sum to 1.
func TestEojeol(t *testing.T) {
	s := newKoreanServer(t)
	one := get[struct {
		Tokens  []string
		Weights []float64
		Eojeols []struct {
			Eojeol      string
			First, Last int
			Weight      float64
		}
	}](t, s, `POST /api/attend {"query":"책","text":"고양이가 핵꿀잼 책을 읽었다.","eojeol":true}`)
	want := []string{"고양이가", "핵꿀잼", "책을", "읽었다."}
	if len(one.Eojeols) != len(want) {
		t.Fatalf("%+v", one)
	}
	for i, e := range one.Eojeols {
		sum := 0.0
		for _, w := range one.Weights[e.First:e.Last] {
			sum += w
		}
		if e.Eojeol != want[i] || math.Abs(sum-e.Weight) > 1e-6 {
			t.Errorf("%+v, want %s with %v", e, want[i], sum)
		}
	}
	if i := slices.Index(one.Tokens, "핵"); one.Eojeols[1].First != i || one.Eojeols[1].Last != i+2 {
		t.Errorf("핵꿀잼 is %+v of %q", one.Eojeols[1], one.Tokens)
	}
	self := get[struct {
		Eojeols []struct{ Weights []float64 }
	}](t, s, `POST /api/attend {"self":true,"text":"고양이가 핵꿀잼 책을 읽었다.","eojeol":true}`)
	for _, e := range self.Eojeols {
		sum := 0.0
		for _, w := range e.Weights {
			sum += w
		}
		if len(e.Weights) != len(want) || math.Abs(sum-1) > 1e-5 {
			t.Errorf("%v add up to %v", e.Weights, sum)
		}
	}
	for _, body := range []string{`{"query":"책","tokens":["책"],"eojeol":true}`,
		`{"to":"책","text":"책을","eojeol":true}`} {
		if r := ask(s, "POST /api/attend "+body); r.StatusCode != 422 {
			t.Errorf("%s has status %d", body, r.StatusCode)
		}
	}
	if models := get[[]struct{ Tokenizer string }](t, s, "GET /api/models"); models[0].Tokenizer != "korean" {
		t.Errorf("%+v", models)
	}
}
