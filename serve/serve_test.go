package serve

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"math"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/search"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// someWords are those of the test models; the others are w8, w9, ….
var someWords = []string{"the", "cat", "reads", "a", "book", "고양이", "책", "<script>alert(1)</script>"}

// newTable returns a table of random vectors.
func newTable(t testing.TB, words, dim int) *embed.Table {
	t.Helper()
	all, counts := make([]string, words), make([]int64, words)
	for i := range all {
		all[i], counts[i] = fmt.Sprintf("w%d", i), int64(words-i)
		if i < len(someWords) {
			all[i] = someWords[i]
		}
	}
	v, err := vocab.New(all, counts)
	if err != nil {
		t.Fatal(err)
	}
	draw := rand.New(rand.NewPCG(1, 2))
	m := blas32.General{Rows: words, Cols: dim, Stride: dim, Data: make([]float32, words*dim)}
	for i := range m.Data {
		m.Data[i] = float32(draw.NormFloat64())
	}
	table, err := embed.New(v, m)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// newModel returns a model of a table.
func newModel(name string, table *embed.Table) *Model {
	m, err := w2vattn.New(table, tokenize.Default())
	if err != nil {
		panic(err)
	}
	return &Model{Name: name, Model: m,
		Info: json.RawMessage(fmt.Sprintf(`{"format":"test","words":%d,"dim":%d}`, table.Len(), table.Dim()))}
}

// newServer returns a server of two small models, of which the first has sentences.
func newServer(t testing.TB) *Server {
	t.Helper()
	one := newModel("one", newTable(t, 500, 16))
	one.Sentences = sentences(t, one)
	s, err := New(Config{Models: []*Model{one, newModel("two", newTable(t, 60, 8))},
		Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// sentences indexes some for a model.
func sentences(t testing.TB, m *Model) *search.Index {
	t.Helper()
	text := "The cat reads a book.\na zebra w8 w9\nw20 w21 w22\nthe book <script>alert(1)</script>\n고양이 책\nzebra\n"
	source := corpus.Files([]string{"-"}, input.Lines(), m.Tokenizer(), corpus.Stdin(strings.NewReader(text)))
	ix, err := m.Index(t.Context(), source)
	if err != nil {
		t.Fatal(err)
	}
	return ix
}

// TestSearch: the sentences are those of the index, the contributions of their tokens sum
// to the score, and unknown words are reported.
func TestSearch(t *testing.T) {
	s := newServer(t)
	got := get[[]search.Hit](t, s, `POST /api/search {"query":"Cat book","n":3}`)
	if len(got) != 3 || got[0].Text != "The cat reads a book." || got[0].Line != 1 || got[0].Tokens[1].Text != "cat" {
		t.Fatalf("%+v", got)
	}
	sum := 0.0
	for _, token := range got[0].Tokens {
		sum += token.Share
	}
	if math.Abs(sum-got[0].Score) > 1e-5 {
		t.Errorf("shares add up to %v, the score is %v", sum, got[0].Score)
	}
	r := ask(s, `POST /api/search {"query":"cat 얼룩말 zebra"}`)
	if unknown, err := url.PathUnescape(r.Header.Get("X-Unknown-Words")); err != nil || unknown != "얼룩말 zebra" {
		t.Errorf("unknown words %q, %v", unknown, err)
	}
}

// ask sends one request: "GET /path" or "POST /path body".
func ask(h http.Handler, request string) *http.Response { return askFrom(h, "", request) }

// askFrom sends a request as a browser does for the page of a site.
func askFrom(h http.Handler, site, request string) *http.Response {
	parts := append(strings.SplitN(request, " ", 3), "")
	r := httptest.NewRequest(parts[0], parts[1], strings.NewReader(parts[2]))
	if site != "" {
		r.Header.Set("Sec-Fetch-Site", site)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func bodyOf(t testing.TB, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// get asks and takes the JSON apart.
func get[T any](t *testing.T, h http.Handler, request string) T {
	t.Helper()
	r := ask(h, request)
	body := bodyOf(t, r)
	if r.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d %s", request, r.StatusCode, body)
	}
	var v T
	if err := json.Unmarshal([]byte(body), &v); err != nil {
		t.Fatalf("%s: %v", request, err)
	}
	return v
}

// near returns the words that the command similar finds.
func near(t *embed.Table, n int, id vocab.ID) []embed.Neighbour {
	return must(t.Find(context.Background(), embed.Query{Plus: []vocab.ID{id}}, n))
}

// TestSimilar: the answers are those of the table.
func TestSimilar(t *testing.T) {
	s := newServer(t)
	table := s.models[0].Table()
	for request, want := range map[string][]embed.Neighbour{
		"GET /api/similar?word=cat&n=7":                     near(table, 7, 1),
		"GET /api/similar?word=CAT&n=7":                     near(table, 7, 1),
		"GET /api/similar?word=%EA%B3%A0%EC%96%91%EC%9D%B4": near(table, 10, 5),
		"GET /api/similar?word=cat&word=book&minus=reads&n=3": must(table.Find(t.Context(),
			embed.Query{Plus: []vocab.ID{1, 4}, Minus: []vocab.ID{2}}, 3)),
		"GET /api/analogy?a=reads&b=cat&c=book&n=3": must(table.Find(t.Context(),
			embed.Query{Plus: []vocab.ID{1, 4}, Minus: []vocab.ID{2}}, 3)),
		"GET /api/similar?word=cat&n=7&model=two":                       near(s.models[1].Table(), 7, 1),
		"GET /api/similar?word=%3Cscript%3Ealert(1)%3C%2Fscript%3E&n=2": near(table, 2, 7),
		"GET /api/similar?word=cat&n=1000":                              near(table, 1000, 1),
	} {
		got := get[[]embed.Neighbour](t, s, request)
		if len(got) != len(want) {
			t.Fatalf("%s: %d words, want %d", request, len(got), len(want))
		}
		for i := range want {
			if got[i].Word != want[i].Word || got[i].Cosine != want[i].Cosine {
				t.Errorf("%s: %v, want %v", request, got[i], want[i])
			}
		}
	}
}

// TestZeroQuery: words whose sum is zero are bad values.
func TestZeroQuery(t *testing.T) {
	s := newServer(t)
	for _, request := range []string{"GET /api/similar?word=cat&minus=cat", "GET /api/analogy?a=cat&b=cat&c=cat"} {
		r := ask(s, request)
		body := bodyOf(t, r)
		if want := strings.Contains(request, "similar"); (r.StatusCode == http.StatusUnprocessableEntity) != want {
			t.Errorf("%s: %d %s", request, r.StatusCode, body)
		} else if want && !strings.Contains(body, "cancel each other out") {
			t.Errorf("%s: %s", request, body)
		}
	}
}

// An attended is an attention in an answer.
type attended struct {
	Query       []string
	Score       string
	Temperature float64
	Tokens      []string
	Known       []bool
	Scores      []*float64
	Weights     []float64
	Context     []float32
	Nearest     []embed.Neighbour
}

// TestAttend: known tokens have weights, which sum to 1, and the near words are those of
// the context.
func TestAttend(t *testing.T) {
	s := newServer(t)
	a := get[attended](t, s, `POST /api/attend {"query":"Cat","text":"The cat reads a zebra.","nearest":4}`)
	if fmt.Sprintln(a.Tokens, a.Known, a.Query, a.Score, a.Temperature) != "[the cat reads a zebra] [true true true "+
		"true false] [Cat] scaled 1\n" {
		t.Errorf("%+v", a)
	}
	sum := 0.0
	for _, w := range a.Weights {
		sum += w
	}
	if sum < .9999 || sum > 1.0001 || a.Weights[4] != 0 || a.Scores[4] != nil || a.Weights[1] < a.Weights[0] {
		t.Errorf("weights %v, scores %v", a.Weights, a.Scores)
	}
	for i, n := range must(s.models[0].Table().Nearest(a.Context, 4)) {
		if a.Nearest[i].Word != n.Word {
			t.Errorf("near word %d is %v, want %v", i, a.Nearest[i], n)
		}
	}
	a = get[attended](t, s,
		`POST /api/attend {"query":["cat","book"],"tokens":["the","cat","book","a b"],"exclude_self":true,"temperature":"auto","nearest":0}`)
	if a.Scores[1] != nil || a.Scores[2] != nil || a.Nearest != nil || a.Temperature < 1 || a.Tokens[3] != "a b" {
		t.Errorf("%+v", a)
	}
	a = get[attended](t, s, `POST /api/attend {"query":"cat","text":""}`)
	if len(a.Tokens) != 0 || a.Nearest == nil || len(a.Nearest) != 0 {
		t.Errorf("of nothing: %+v", a)
	}
	a = get[attended](t, s, `POST /api/attend {"query":"cat","text":"bok zzzzzzzzzz","oov":"nearest"}`)
	if a.Known[0] || a.Scores[0] == nil {
		t.Errorf("a word with a similar spelling: %+v", a)
	}
}

// TestTo: each token of the other text has the weights that it has as the only query.
func TestTo(t *testing.T) {
	s := newServer(t)
	got := get[struct {
		To      []string
		Known   []bool `json:"to_known"`
		Scores  [][]*float64
		Weights [][]float64
		Nearest [][]embed.Neighbour
	}](t, s, `POST /api/attend {"to":"a cat zebra","text":"the cat reads","nearest":2,"exclude_self":true}`)
	if len(got.To) != 3 || got.Known[2] || got.Scores[1][1] != nil || got.Scores[2][0] != nil ||
		len(got.Nearest) != 3 || len(got.Nearest[0]) != 2 || len(got.Nearest[2]) != 0 {
		t.Errorf("%+v", got)
	}
	for i, word := range got.To[:2] {
		a := get[attended](t, s,
			fmt.Sprintf(`POST /api/attend {"query":%q,"text":"the cat reads","nearest":2,"exclude_self":true}`, word))
		if !slices.Equal(got.Weights[i], a.Weights) || !slices.Equal(got.Nearest[i], a.Nearest) {
			t.Errorf("%s: %v, alone %+v", word, got.Weights[i], a)
		}
	}
	r := ask(s, `POST /api/report?format=svg {"to":["cat"],"tokens":["the","book"]}`)
	if body := bodyOf(t, r); r.StatusCode != 200 || !strings.Contains(body, "cross-attention") {
		t.Errorf("%d: %.200s", r.StatusCode, body)
	}
}

func TestSelf(t *testing.T) {
	s := newServer(t)
	got := get[struct {
		Scores  [][]*float64
		Weights [][]float64
		Nearest [][]embed.Neighbour
	}](t, s, `POST /api/attend {"self":true,"causal":true,"text":"the cat reads","nearest":2}`)
	if got.Scores[0][1] != nil || got.Weights[0][0] != 1 || got.Weights[0][1] != 0 || len(got.Nearest) != 3 ||
		got.Nearest[0][0].Word != "the" {
		t.Errorf("%+v", got)
	}
}

// TestRefused: each wrong request has its status and an error that names the mistake.
func TestRefused(t *testing.T) {
	s := newServer(t)
	for _, c := range []struct {
		request string
		status  int
		says    string
	}{
		{"GET /api/similar", 400, "word is missing"},
		{"GET /api/similar?word=cat&n=x", 400, `"x"`},
		{"GET /api/similar?word=cat&n=0", 422, "1 to 1000"},
		{"GET /api/similar?word=cat&n=1001", 422, "1 to 1000"},
		{"GET /api/similar?word=cat&nn=1", 400, `"nn"`},
		{"GET /api/similar?word=%ff", 400, "UTF-8"},
		{"GET /api/similar?word=%zz", 400, "%zz"},
		{"GET /api/similar?word=catt", 404, "similar spelling: cat"},
		{"GET /api/similar?word=", 404, `""`},
		{"GET /api/similar?word=cat&model=three", 404, `"three"`},
		{"GET /api/similar?word=cat" + strings.Repeat("&word=cat", 64), 422, "at most 64"},
		{"GET /api/analogy?a=cat&b=book", 400, "a, b and c"},
		{"GET /api/vector", 422, "1 to 64"},
		{"GET /api/map?n=20001", 422, "20000"},
		{"GET /api/info?model=three", 404, `"three"`},
		{"GET /api/attend", 405, "POST"},
		{"POST /api/similar?word=cat", 405, "GET"},
		{"GET /nothing", 404, "openapi"},
		{"GET /page/index.html", 404, "openapi"},
		{"GET /page/%2e%2e/%2e%2e/etc/passwd", 404, "openapi"},
		{"POST /api/attend ", 400, "empty"},
		{"POST /api/attend {", 400, "ends within"},
		{"POST /api/attend {]", 400, "byte 2"},
		{`POST /api/attend {"query":"cat","text":"a"} {}`, 400, "there is more"},
		{"POST /api/attend {\"query\":\"\xff\"}", 400, "from byte 10 on"},
		{`POST /api/attend []`, 422, "array"},
		{`POST /api/attend null`, 422, "an object is expected"},
		{`POST /api/attend {"query":null,"text":"a"}`, 422, `"query" is null`},
		{`POST /api/attend {"query":["cat",null],"text":"a"}`, 422, `element 1 of "query" is null`},
		{`POST /api/attend {"query":"cat","text":null}`, 422, `"text" is null`},
		{`POST /api/attend {"query":"cat","tokens":null}`, 422, `"tokens" is null`},
		{`POST /api/attend {"query":"cat","tokens":["a",null]}`, 422, `element 1 of "tokens" is null`},
		{`POST /api/attend {"query":"cat","tokens":["a",7]}`, 422,
			`element 1 of "tokens" is a JSON number, must be a string`},
		{`POST /api/attend {"query":"cat","text":"a","self":1}`, 422, `"self" is a JSON number, must be true or false`},
		{`POST /api/attend {"query":"cat","tokens":"a"}`, 422, `"tokens" is a JSON string, must be a list`},
		{`POST /api/attend {"Query":"cat","text":"a"}`, 422, `no field "Query"`},
		{`POST /api/attend {"query":"cat","TEXT":"a"}`, 422, `no field "TEXT"`},
		{`POST /api/attend {"query":"cat","query":"book","text":"a"}`, 400, "twice"},
		{`POST /api/report?format=text {"query":null,"text":"a"}`, 422, `"query" is null`},
		{`POST /api/search {"query":null}`, 422, `"query" is null`},
		{`POST /api/search {"query":"cat","n":null}`, 422, `"n" is null`},
		{`POST /api/search {"query":"cat","model":null}`, 422, `"model" is null`},
		{`POST /api/search {"Query":"cat"}`, 422, `no field "Query"`},
		{`POST /api/search {"a/b~":"cat"}`, 422, `no field "a/b~"`},
		{`POST /api/attend {"query":7,"text":"a"}`, 422, "neither a word nor a list"},
		{`POST /api/attend {"text":"a"}`, 422, `"query" is missing`},
		{`POST /api/attend {"query":[],"text":"a"}`, 422, `"query" is missing`},
		{`POST /api/attend {"query":"cat"}`, 422, `"text" or "tokens"`},
		{`POST /api/attend {"query":"cat","text":"a","tokens":["a"]}`, 422, `"text" or "tokens"`},
		{`POST /api/attend {"query":"cat","text":"a","self":true}`, 422, "exclude each other"},
		{`POST /api/attend {"query":"cat","text":"a","causal":true}`, 422, `"causal" needs "self"`},
		{`POST /api/attend {"query":"cat","text":"a","score":"sum"}`, 422, `"sum"`},
		{`POST /api/attend {"query":"cat","text":"a","temperature":0}`, 422, "above 0"},
		{`POST /api/attend {"query":"cat","text":"a","temperature":"hot"}`, 422, "hot"},
		{`POST /api/attend {"query":"cat","to":"a","text":"a"}`, 422, `"to" excludes`},
		{`POST /api/attend {"self":true,"to":"a","text":"a"}`, 422, `"to" excludes`},
		{`POST /api/attend {"to":7,"text":"a"}`, 422, "neither a text nor a list of tokens"},
		{`POST /api/attend {"to":["a",null],"text":"a"}`, 422, `element 1 of "to" is null`},
		{`POST /api/attend {"to":"a","causal":true,"text":"a"}`, 422, "needs"},
		{`POST /api/attend {"to":"zebra","oov":"error","text":"a"}`, 422, "zebra"},
		{`POST /api/attend {"to":"` + strings.Repeat("cat ", 513) + `","text":"a"}`, 422, "513 tokens"},
		{`POST /api/attend {"to":"cat","text":"` + strings.Repeat("cat ", 513) + `"}`, 422, "513 tokens"},
		{`POST /api/attend {"query":"cat","text":"a","normalizer":"hardmax"}`, 422, "hardmax"},
		{`POST /api/attend {"query":"cat","text":"a","oov":"guess"}`, 422, "guess"},
		{`POST /api/attend {"query":"cat","text":"a zebra and bok","oov":"error"}`, 422, `"bok"; similar spelling: book`},
		{`POST /api/attend {"query":"cat","text":"` + strings.Repeat("zebra ", 65) + `","oov":"nearest"}`, 422,
			"more than 64"},
		{`POST /api/attend {"query":"cat","text":"a","oov":"subword"}`, 422, "subwords"},
		{`POST /api/attend {"query":"cat","text":"a","nearest":101}`, 422, "0 to 100"},
		{`POST /api/attend {"query":"cat","text":"a","nearest":-1}`, 422, "0 to 100"},
		{`POST /api/attend {"query":"cat","text":"a","nearest":1.5}`, 422, `"nearest" is 1.5, must be a whole number`},
		{`POST /api/attend {"query":"cat","text":"a","temprature":1}`, 422, "temprature"},
		{`POST /api/attend {"query":"zebra","text":"a"}`, 404, "zebra"},
		{`POST /api/attend {"query":"cat","text":"` + strings.Repeat("a ", 4097) + `"}`, 422, "4097 tokens"},
		{`POST /api/attend {"self":true,"text":"` + strings.Repeat("a ", 513) + `"}`, 422, "513 tokens"},
		{`POST /api/attend {"query":"cat","text":"` + strings.Repeat("a", 1<<20) + `"}`, 413, "1048576"},
		{`POST /api/search {"query":""}`, 422, "no word"},
		{`POST /api/search {"query":"` + strings.Repeat("a ", 65) + `"}`, 422, "65 words"},
		{`POST /api/search {"query":"cat","n":0}`, 422, "1 to 100"},
		{`POST /api/search {"query":"cat","n":101}`, 422, "1 to 100"},
		{`POST /api/search {"query":["cat"]}`, 422, "query"},
		{`POST /api/search {"query":"catt"}`, 404, "similar spelling: cat"},
		{`POST /api/search {"query":"cat","model":"two"}`, 404, "without a corpus"},
		{`POST /api/report {"query":"cat","text":"a"}`, 422, "no format"},
		{`POST /api/report?format=svg&view=bars {"query":"cat","text":"a"}`, 422, "bars"},
		{`POST /api/report?format=png {"query":"cat","text":"` + strings.Repeat("a ", 513) + `"}`, 422,
			"can have 512 tokens"},
		{`POST /api/report?format=svg&lang=fr {"query":"cat","text":"a"}`, 422, "fr"},
	} {
		r := ask(s, c.request)
		body := bodyOf(t, r)
		name := c.request[:min(80, len(c.request))]
		var e struct{ Error string }
		if err := json.Unmarshal([]byte(body), &e); err != nil || r.Header.Get("Content-Type") != jsonType {
			t.Errorf("%s: %q is no error in JSON", name, body)
		}
		if r.StatusCode != c.status || !strings.Contains(e.Error, c.says) {
			t.Errorf("%s: %d %s, want %d and %q", name, r.StatusCode, e.Error, c.status, c.says)
		}
	}
}

// TestReport: every format is answered as a file.
func TestReport(t *testing.T) {
	s := newServer(t)
	for format, begins := range map[string]string{"text": "query", "json": "{", "csv": "", "md": "",
		"latex": `\documentclass`, "html": "<!DOCTYPE html>", "svg": "<?xml", "png": "\x89PNG"} {
		r := ask(s, `POST /api/report?lang=en&format=`+format+` {"query":"cat","text":"the cat reads"}`)
		body := bodyOf(t, r)
		if r.StatusCode != 200 || body == "" || !strings.HasPrefix(body, begins) ||
			!strings.HasPrefix(r.Header.Get("Content-Disposition"), "attachment") {
			t.Errorf("%s: %d %.80q %v", format, r.StatusCode, body, r.Header)
		}
	}
	if body := bodyOf(t,
		ask(s,
			`POST /api/report?lang=ko&format=svg&view=lines {"query":"cat","text":"the cat reads"}`)); !strings.Contains(body, "쿼리") {
		t.Errorf("not Korean: %.300s", body)
	}
}

// TestHeaders: the headers forbid pages to run, show or load anything from elsewhere.
func TestHeaders(t *testing.T) {
	s := newServer(t)
	for _, request := range []string{"GET /", "GET /api/models", "GET /nothing", "POST /api/attend {"} {
		h := ask(s, request).Header
		if p := h.Get("Content-Security-Policy"); !strings.Contains(p, "default-src 'none'") ||
			strings.Contains(p, "unsafe") {
			t.Errorf("%s: policy %q", request, p)
		}
		if h.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %v", request, h)
		}
	}
	first := ask(s, "GET /")
	r := httptest.NewRequest("GET", "/", nil)
	r.Header.Set("If-None-Match", first.Header.Get("ETag"))
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	if w.Code != http.StatusNotModified || w.Body.Len() > 0 {
		t.Errorf("asked again: %d", w.Code)
	}
}

// TestHosts: a request with the name of another host is refused.
func TestHosts(t *testing.T) {
	s := newServer(t)
	s.hosts = []string{"localhost", "Example.com"}
	for host, want := range map[string]int{"localhost:80": 200, "LOCALHOST": 200, "example.COM:80": 200,
		"127.0.0.1:8080": 200, "[::1]:8080": 200, "evil.example": 421, "evil.example:8080": 421, "": 421, "10.0.0.1": 421} {
		r := httptest.NewRequest("GET", "/api/models", nil)
		r.Host = host
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("%q: %d, want %d", host, w.Code, want)
		}
	}
}

// TestOtherSites: the API refuses requests that a browser sends for the page of another
// site; links to the page work.
func TestOtherSites(t *testing.T) {
	s := newServer(t)
	for _, c := range []struct {
		request, site string
		want          int
	}{
		{"GET /api/similar?word=catt", "cross-site", 403}, {`POST /api/attend {"query":"cat","text":"a"}`, "cross-site",
			403},
		{"GET /api/similar?word=cat", "same-origin", 200}, {"GET /api/similar?word=cat", "same-site", 200},
		{"GET /api/similar?word=cat", "none", 200},
		{"GET /", "cross-site", 200}, {"GET /healthz", "cross-site", 200},
	} {
		r := askFrom(s, c.site, c.request)
		if body := bodyOf(t, r); r.StatusCode != c.want || c.want == 403 &&
			(!json.Valid([]byte(body)) || strings.Count(body, "\n") != 1) {
			t.Errorf("%s from %s: %d %q, want %d", c.request, c.site, r.StatusCode, body, c.want)
		}
	}
}

// TestStatistics: requests are counted by route, whatever their path.
func TestStatistics(t *testing.T) {
	s := newServer(t)
	for _, request := range []string{"GET /api/similar?word=cat", "GET /api/similar?word=dog", "GET /secret/1",
		"GET /secret/2"} {
		ask(s, request)
	}
	body := bodyOf(t, ask(s, "GET /metrics"))
	for _, want := range []string{
		`w2vattn_requests_total{path="/api/similar",status="200"} 1`,
		`w2vattn_requests_total{path="/api/similar",status="404"} 1`,
		`w2vattn_requests_total{path="other",status="404"} 2`, "w2vattn_pass_questions_count 1", "go_goroutines",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s", want)
		}
	}
	if strings.Contains(body, "secret") {
		t.Error("a path that was asked for is a figure")
	}
}

func TestNew(t *testing.T) {
	table := newTable(t, 10, 4)
	for name, c := range map[string]Config{
		"no model": {}, "two models have the name": {Models: []*Model{newModel("a", table), newModel("a", table)}},
		"has no name": {Models: []*Model{newModel("", table)}}, "no table": {Models: []*Model{{Name: "a"}}},
	} {
		if _, err := New(c); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestNullAnywhere: null in any field of any call is an error that names the field.
func TestNullAnywhere(t *testing.T) {
	s := newServer(t)
	for path, into := range map[string]any{"/api/attend": attendRequest{}, "/api/report?format=json": attendRequest{},
		"/api/search": searchRequest{}} {
		for _, field := range reflect.VisibleFields(reflect.TypeOf(into)) {
			name := field.Tag.Get("json")
			if name == "" {
				continue
			}
			r := ask(s, fmt.Sprintf(`POST %s {%q:null}`, path, name))
			if body := bodyOf(t, r); r.StatusCode != http.StatusUnprocessableEntity ||
				!strings.Contains(body, name+`\" is null`) {
				t.Errorf("%s, %s: %d %s", path, name, r.StatusCode, body)
			}
			if r := ask(s, fmt.Sprintf(`POST %s {%q:"cat"}`, path,
				strings.ToUpper(name))); r.StatusCode != http.StatusUnprocessableEntity {
				t.Errorf("%s, %s in capitals: %d", path, name, r.StatusCode)
			}
		}
	}
}

// TestHalfPair: half of a surrogate pair, which a browser sends if an emoji is cut,
// becomes U+FFFD.
func TestHalfPair(t *testing.T) {
	a := get[attended](t, newServer(t), `POST /api/attend {"query":"cat","tokens":["a\ud83d"]}`)
	if a.Tokens[0] != "a\uFFFD" {
		t.Errorf("got %q", a.Tokens)
	}
}

// must returns the result of a call that does not fail in tests.
func must[T any](result T, err error) T {
	if err != nil {
		panic(err)
	}
	return result
}

// TestVectorNamesTheTablesWord: if a word is found in another form, the answer has the
// form of the table, as w2vattn vector does.
func TestVectorNamesTheTablesWord(t *testing.T) {
	if body := bodyOf(t, ask(newServer(t), "GET /api/vector?word=Cat")); !strings.Contains(body, `"word":"cat"`) {
		t.Error(body)
	}
}

// TestScores: the page and the description of the API list the scores of package
// attention.
func TestScores(t *testing.T) {
	s := newServer(t)
	page, api := bodyOf(t, ask(s, "GET /")), bodyOf(t, ask(s, "GET /openapi.json"))
	for _, score := range attention.Scores() {
		if want := `value="` + score.String() + `"`; !strings.Contains(page, want) ||
			!strings.Contains(strings.ReplaceAll(page, `<span class="radicand">D</span>`, "D"), score.Formula()) {
			t.Errorf("the page has no %s with %s", want, score.Formula())
		}
	}
	if want := `"enum": ["` + strings.Join(attention.ScoreNames(), `", "`) + `"]`; strings.Count(api, want) != 5 {
		t.Errorf("the description of the API has %s %d times", want, strings.Count(api, want))
	}
}
