package serve

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"testing"
)

// variedCalls returns requests of all kinds. Options, tokens and models change from one
// to the next, so that errors in reused memory change answers.
func variedCalls() []string {
	long := strings.Repeat("the cat reads 고양이 bok w9 ", 40)
	calls := []string{
		`POST /api/attend {"query":"cat","text":"the cat reads a book"}`,
		`POST /api/attend {"query":"cat","text":""}`,
		`POST /api/attend {"query":"cat","tokens":["zzz"],"nearest":0}`,
		`POST /api/attend {"query":["cat","책"],"text":"고양이 책","score":"cosine","temperature":"auto","exclude_self":true}`,
		`POST /api/attend {"query":"the","text":"a book","normalizer":"sparsemax","temperature":0.5}`,
		`POST /api/attend {"model":"two","query":"cat","text":"the cat","score":"dot"}`,
		`POST /api/attend {"query":"cat","text":"the ct reads","oov":"zero"}`,
		`POST /api/attend {"query":"cat","text":"the ct reads a bok","oov":"nearest"}`,
		`POST /api/attend {"self":true,"text":"the cat reads","causal":true}`,
		`POST /api/attend {"self":true,"tokens":["zzz","cat"],"score":"euclidean","temperature":"auto","nearest":2}`,
		`POST /api/attend {"to":"cat zzz","text":"the cat reads","nearest":1}`,
		`POST /api/attend {"to":["a"],"tokens":["book","a"],"exclude_self":true,"model":"two"}`,
		`POST /api/report?format=text {"query":"cat","text":"the cat reads a book"}`,
		`POST /api/report?format=csv {"self":true,"text":"the cat reads"}`,
		`POST /api/report?format=svg&view=lines {"to":"cat","text":"the cat reads"}`,
		`POST /api/search {"query":"cat book","n":3}`,
		`POST /api/search {"query":"고양이 zzz"}`,
		"GET /api/similar?word=cat&n=3", "GET /api/similar?model=two&word=cat&minus=the",
		"GET /api/vector?word=cat&word=Book",
		"GET /api/analogy?a=a&b=cat&c=book", "GET /api/info?model=two", "GET /api/models", "GET /api/map?n=7",
		"GET /api/similar?word=bokk", `POST /api/attend {"query":"cat"}`,
		`POST /api/attend {"query":"cat","text":"bokk","oov":"error"}`,
	}
	return append(calls, fmt.Sprintf(`POST /api/attend {"query":"cat","text":%q}`, long),
		fmt.Sprintf(`POST /api/attend {"self":true,"text":%q,"nearest":1}`, long))
}

// TestReusedMemory: an answer has the same bytes as that of a new server, whatever was
// answered before and at the same time.
func TestReusedMemory(t *testing.T) {
	calls := variedCalls()
	want := make([]string, len(calls))
	for i, c := range calls {
		s := newServer(t)
		want[i] = bodyOf(t, ask(s, c))
		s.Close()
	}
	s := newServer(t)
	defer s.Close()
	var all sync.WaitGroup
	for client := range 4 {
		all.Go(func() {
			random := rand.New(rand.NewPCG(1, uint64(client)))
			for range 3 {
				for _, i := range random.Perm(len(calls)) {
					if got := bodyOf(t, ask(s, calls[i])); got != want[i] {
						t.Errorf("%.100s:\n%.300s, want\n%.300s", calls[i], got, want[i])
					}
				}
			}
		})
	}
	all.Wait()
}

// TestManyUnknown: a sentence of unknown words only has an answer without weights. Errors
// about the maximum number of unknown words are short and name the first ones.
func TestManyUnknown(t *testing.T) {
	s := newServer(t)
	defer s.Close()
	words := make([]string, maxTokens)
	for i := range words {
		words[i] = fmt.Sprintf("zz%dqq", i)
	}
	got := get[struct {
		Known              []bool
		Weights, Context   []float32
		Scores             []*float32
		Entropy, Effective float64
		Nearest            []any
	}](t, s, fmt.Sprintf(`POST /api/attend {"query":"cat","text":%q}`, strings.Join(words, " ")))
	if len(got.Weights) != maxTokens || got.Entropy != 0 || got.Effective != 0 || len(got.Nearest) != 0 {
		t.Fatalf("%d weights, entropy %v, effective %v, %d near words", len(got.Weights), got.Entropy, got.Effective,
			len(got.Nearest))
	}
	for i, w := range got.Weights {
		if w != 0 || got.Scores[i] != nil || got.Known[i] {
			t.Fatalf("token %d has weight %v, score %v", i, w, got.Scores[i])
		}
	}
	r := ask(s, fmt.Sprintf(`POST /api/attend {"query":"cat","text":%q,"oov":"error"}`, strings.Join(words, " ")))
	if body := bodyOf(t, r); r.StatusCode != http.StatusUnprocessableEntity || len(body) > 4000 ||
		!strings.Contains(body, words[0]) || strings.Contains(body, words[maxNamed]) {
		t.Errorf("status %d, %.200s", r.StatusCode, body)
	}
	for n, status := range map[int]int{maxReplaced: http.StatusOK, maxReplaced + 1: http.StatusUnprocessableEntity} {
		r := ask(s, fmt.Sprintf(`POST /api/attend {"query":"cat","text":%q,"oov":"nearest"}`,
			strings.Join(words[:n], " ")))
		if r.StatusCode != status {
			t.Errorf("%d words with a similar spelling: status %d, want %d: %.200s", n, r.StatusCode, status, bodyOf(t, r))
		}
	}
}
