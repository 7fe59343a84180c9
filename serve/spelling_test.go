package serve

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/w2vattn/w2vattn/embed"
)

// unknownCalls ask with n words that no model knows, all of them different.
func unknownCalls(n int) []string {
	words := make([]string, n)
	for i := range words {
		words[i] = fmt.Sprintf("bokk%d", i)
	}
	text := strings.Join(words, " ")
	return []string{
		"GET /api/similar?" + url.Values{"word": words}.Encode(), "GET /api/vector?" +
			url.Values{"word": words}.Encode(),
		fmt.Sprintf(`POST /api/attend {"query":"cat","text":%q,"oov":"nearest"}`, text),
		fmt.Sprintf(`POST /api/attend {"query":"cat","text":%q,"oov":"error"}`, text),
		fmt.Sprintf(`POST /api/attend {"query":["%s"],"text":"a"}`, strings.Join(words, `","`)),
		fmt.Sprintf(`POST /api/search {"query":%q}`, text),
	}
}

// TestSomeAreNamed: the error names all unknown words, and words with a similar spelling for the
// first of them.
func TestSomeAreNamed(t *testing.T) {
	s := newServer(t)
	r := ask(s, "GET /api/similar?word=bok"+strings.Repeat("&word=catt", 9))
	var c errorBody
	if err := json.NewDecoder(r.Body).Decode(&c); err != nil || len(c.Unknown) != 10 || len(c.Near) != 10 {
		t.Fatalf("%+v %v", c, err)
	}
	if c.Near[0][0] != "book" || c.Near[maxNamed-1][0] != "cat" || c.Near[maxNamed] == nil ||
		len(c.Near[maxNamed]) != 0 {
		t.Errorf("%q", c.Near)
	}
}

// TestAlikeTakesTurns: while one request searches, others wait, further ones get status
// 429, and cancelled ones do not search. Known words need no turn.
func TestAlikeTakesTurns(t *testing.T) {
	s := newServer(t)
	s.spelling.turns <- struct{}{} // somebody searches
	for range cap(s.spelling.turns) - 1 {
		s.spelling.turns <- struct{}{}
	}
	calls := unknownCalls(3)
	ctx, cancel := context.WithCancel(t.Context())
	left := make(chan int, maxWaiting)
	for i := range maxWaiting {
		go func() { left <- askWith(ctx, s, calls[i%len(calls)]).Code }()
	}
	await(t, "all wait", func() bool { return s.spelling.waiting.Load() == maxWaiting })
	for _, call := range calls {
		if w := askWith(t.Context(), s, call); w.Code != http.StatusTooManyRequests ||
			w.Header().Get("Retry-After") == "" {
			t.Errorf("%.60s: %d %s", call, w.Code, w.Body)
		}
	}
	if r := ask(s, "GET /api/similar?word=cat"); r.StatusCode != http.StatusOK {
		t.Errorf("known words: %d", r.StatusCode)
	}
	cancel()
	for range maxWaiting {
		if code := <-left; code != statusClientGone {
			t.Errorf("one that left: %d", code)
		}
	}
}

// askWith sends a request with a context.
func askWith(ctx context.Context, s *Server, request string) *httptest.ResponseRecorder {
	parts := append(strings.SplitN(request, " ", 3), "")
	r := httptest.NewRequestWithContext(ctx, parts[0], parts[1], strings.NewReader(parts[2]))
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

// TestAlikeTooLong: a search that takes too long is cancelled.
func TestAlikeTooLong(t *testing.T) {
	s := newServer(t)
	s.spelling.limit = 0
	for _, call := range unknownCalls(3) {
		if w := askWith(t.Context(), s, call); w.Code != http.StatusServiceUnavailable ||
			!strings.Contains(w.Body.String(), "fewer unknown words") {
			t.Errorf("%.60s: %d %s", call, w.Code, w.Body)
		}
	}
	if n := len(s.spelling.turns); n != 0 {
		t.Errorf("%d turns are not given back", n)
	}
}

// TestLeft: long work of every call ends when its client has closed the connection.
func TestLeft(t *testing.T) {
	s := newServer(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for range cap(s.heavy) {
		s.heavy <- struct{}{}
	}
	calls := append(unknownCalls(3), "GET /api/similar?word=cat", "GET /api/analogy?a=cat&b=book&c=reads",
		"GET /api/map", `POST /api/search {"query":"cat"}`,
		`POST /api/attend {"query":"cat","text":"a"}`, `POST /api/attend {"self":true,"text":"a","nearest":0}`,
		`POST /api/report?format=html {"query":"cat","text":"a","nearest":0}`)
	for _, call := range calls {
		if w := askWith(ctx, s, call); w.Code != statusClientGone {
			t.Errorf("%.60s: %d %s", call, w.Code, w.Body)
		}
	}
	for range cap(s.heavy) {
		<-s.heavy
	}
	for _, call := range calls[6:] {
		if w := askWith(t.Context(), s, call); w.Code != http.StatusOK {
			t.Errorf("%.60s, when clients stay: %d %s", call, w.Code, w.Body)
		}
	}
}

// TestStopsBesideUnknown: the server stops when its context ends, while clients keep
// sending unknown words.
func TestStopsBesideUnknown(t *testing.T) {
	m := newModel("one", newTable(t, 50_000, 4))
	s, err := New(Config{Models: []*Model{m}})
	if err != nil {
		t.Fatal(err)
	}
	base, stop := started(t, s)
	words := make([]string, maxWords)
	for i := range words {
		words[i] = fmt.Sprintf("wword%dxyz", i)
	}
	query := url.Values{"word": words}.Encode()
	for range 20 {
		go func() {
			for {
				c, err := net.Dial("tcp", strings.TrimPrefix(base, "http://"))
				if err != nil {
					return
				}
				fmt.Fprintf(c, "GET /api/similar?%s HTTP/1.1\r\nHost: x\r\n\r\n", query)
				time.Sleep(10 * time.Millisecond)
				c.Close() // without reading
			}
		}()
	}
	await(t, "requests wait", func() bool { return s.spelling.waiting.Load() > 0 })
	begin := time.Now()
	if err := stop(); err != nil || time.Since(begin) > stopTime {
		t.Errorf("stopped after %v: %v", time.Since(begin), err)
	}
}

// TestFindIsLookup: the server finds the words that a Lookup finds.
func TestFindIsLookup(t *testing.T) {
	s := newServer(t)
	m := s.models[0]
	for _, p := range []embed.Policy{embed.Refuse, embed.Skip, embed.Zero, embed.NearestSpelling} {
		for _, words := range [][]string{{"cat", "Book"}, {"cat", "bok", ""}, {"zzzzzzzzz", "bok", "고앙이"}} {
			want, wantErr := m.Lookup().Find(t.Context(), words, p)
			got, err := m.find(t.Context(), words, p)
			if fmt.Sprint(got, err) != fmt.Sprint(want, wantErr) {
				t.Errorf("%s %q: got %v %v, want %v %v", p, words, got, err, want, wantErr)
			}
		}
	}
}
