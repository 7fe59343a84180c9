package serve

import (
	"math"
	"slices"
	"strings"
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
	cross := get[struct {
		To      []string
		Queries []struct {
			Eojeol      string
			First, Last int
			Weights     []float64
		} `json:"to_eojeols"`
		Eojeols []struct{ Eojeol string }
	}](t, s, `POST /api/attend {"to":"고양이에게 책을","text":"고양이가 핵꿀잼 책을 읽었다.","eojeol":true}`)
	if len(cross.Queries) != 2 || len(cross.Eojeols) != len(want) || cross.Queries[1].Eojeol != "책을" ||
		cross.To[cross.Queries[1].First] != "책" {
		t.Fatalf("%+v", cross)
	}
	for _, e := range cross.Queries {
		sum := 0.0
		for _, w := range e.Weights {
			sum += w
		}
		if len(e.Weights) != len(want) || math.Abs(sum-1) > 1e-5 {
			t.Errorf("%s: %v add up to %v", e.Eojeol, e.Weights, sum)
		}
	}
	packed := get[struct {
		Queries []struct{ Eojeol string } `json:"to_eojeols"`
		Weights string                    `json:"eojeol_weights"`
	}](t, s, `POST /api/attend {"to":"고양이에게 책을","text":"고양이가 책을 읽었다.","eojeol":true,"packed":true}`)
	if len(packed.Queries) != 2 || len(packed.Weights) != 2*3*4*4/3 { // base64 of 2×3 float32
		t.Errorf("%+v", packed)
	}
	for _, body := range []string{`{"query":"책","tokens":["책"],"eojeol":true}`,
		`{"to":["책"],"text":"책을","eojeol":true}`} {
		if r := ask(s, "POST /api/attend "+body); r.StatusCode != 422 {
			t.Errorf("%s has status %d", body, r.StatusCode)
		}
	}
	if models := get[[]struct{ Tokenizer string }](t, s, "GET /api/models"); models[0].Tokenizer != "korean" {
		t.Errorf("%+v", models)
	}
}

// TestSpans: each token has the bytes of the text that it comes from; pages of HTML show the
// text, other requests have to ask for it.
func TestSpans(t *testing.T) {
	s := newKoreanServer(t)
	const text = "고양이가 책을 읽었다."
	got := get[struct {
		Text   string
		Tokens []string
		Spans  [][2]int
	}](t, s, `POST /api/attend {"query":"책","text":"`+text+`","spans":true}`)
	if got.Text != text || len(got.Spans) != len(got.Tokens) {
		t.Fatalf("%+v", got)
	}
	for i, token := range got.Tokens {
		want := map[string]string{"읽다": "읽"}[token]
		if want == "" {
			want = token
		}
		if surface := text[got.Spans[i][0]:got.Spans[i][1]]; surface != want {
			t.Errorf("%s comes from %q, want %q", token, surface, want)
		}
	}
	page := bodyOf(t, ask(s, `POST /api/report?format=html {"query":"책","text":"`+text+`"}`))
	if !strings.Contains(page, `<bdi>고양이</bdi></span><span class="out"><bdi>가</bdi></span></span> `) {
		t.Errorf("the page does not show the text:\n%s", page)
	}
	for _, queries := range []string{`"self":true`, `"to":"책"`} {
		page = bodyOf(t, ask(s, `POST /api/report?format=html {`+queries+`,"text":"`+text+`"}`))
		if !strings.Contains(page, `<bdi>고양이</bdi></span><span class="out"><bdi>가</bdi></span></span> `) {
			t.Errorf("%s: the page does not show the text:\n%s", queries, page)
		}
	}
	if body := bodyOf(t, ask(s, `POST /api/attend {"query":"책","text":"책"}`)); strings.Contains(body, "spans") {
		t.Error(body)
	}
	for _, body := range []string{`{"query":"책","tokens":["책"],"spans":true}`,
		`{"query":"책","text":"책을","packed":true}`} {
		if r := ask(s, "POST /api/attend "+body); r.StatusCode != 422 {
			t.Errorf("%s has status %d", body, r.StatusCode)
		}
	}
}
