package serve

import (
	"net/http/httptest"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/search"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// TestReplacedWords: answers in JSON and reports name the words that replaced unknown
// ones.
func TestReplacedWords(t *testing.T) {
	s := newServer(t)
	body := `{"query":"cat","text":"a bookk","oov":"nearest","nearest":0}`
	for path, want := range map[string]string{"/api/attend": `"replaced":{"bookk":["book"]}`,
		"/api/report?format=text": "bookk → book", "/api/report?format=text&lang=ko": "대체한 미등록어(OOV): bookk → " +
			"book"} {
		w := httptest.NewRecorder()
		s.ServeHTTP(w, httptest.NewRequest("POST", path, strings.NewReader(body)))
		if w.Code != 200 || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
}

// newKoreanServer returns a server of a model with the tokenizer korean and two sentences.
func newKoreanServer(t *testing.T) *Server {
	t.Helper()
	words := []string{"영화", "핵", "꿀잼", "보다", "고양이", "책", "읽다"}
	v, err := vocab.New(words, []int64{70, 60, 50, 40, 30, 20, 10})
	if err != nil {
		t.Fatal(err)
	}
	m := blas32.General{Rows: len(words), Cols: 2, Stride: 2}
	for i := range words {
		m.Data = append(m.Data, float32(i), float32(1+i%3))
	}
	table, err := embed.New(v, m)
	if err != nil {
		t.Fatal(err)
	}
	c := tokenize.DefaultOf(tokenize.KoreanName)
	c.Korean.UserWords = "꿀잼,NNG\n책영화,NNG\n"
	model, err := w2vattn.New(table, c)
	if err != nil {
		t.Fatal(err)
	}
	text := "고양이가 책을 읽었다.\n영화를 보았다.\n"
	source := corpus.Files([]string{"-"}, input.Lines(), model.Tokenizer(), corpus.Stdin(strings.NewReader(text)))
	sentences, err := model.Index(t.Context(), source)
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(Config{Models: []*Model{{Name: "ko", Model: model, Sentences: sentences}}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// TestComposedWords: unknown words of a Korean model are composed of their morphemes in
// every call, as the library does it, and the answers say of which.
func TestComposedWords(t *testing.T) {
	s := newKoreanServer(t)
	m := s.models[0].Model
	type near struct {
		Word     string
		Cosine   float64
		Replaced map[string][]string
	}
	parts := map[string][]string{"핵꿀잼": {"핵", "꿀잼"}}
	word := url.QueryEscape("핵꿀잼")
	for request, query := range map[string][2][]string{
		"GET /api/similar?n=3&word=" + word:                                     {{"핵꿀잼"}, nil},
		"GET /api/similar?n=3&word=" + url.QueryEscape("영화") + "&minus=" + word: {{"영화"}, {"핵꿀잼"}},
		"GET /api/analogy?n=3&a=" + word + "&b=" + url.QueryEscape("책") + "&c=" + url.QueryEscape("영화"): {
			{"책", "영화"}, {"핵꿀잼"}},
	} {
		want, err := m.Neighbours(query[0], query[1], w2vattn.NeighbourOptions{N: 3, Unknown: embed.Compose})
		if err != nil {
			t.Fatal(err)
		}
		got := get[[]near](t, s, request)
		if len(got) != len(want) || len(got) == 0 {
			t.Fatalf("%s: %+v, want %+v", request, got, want)
		}
		for i, w := range want {
			if got[i].Word != w.Word || got[i].Cosine != w.Cosine || !reflect.DeepEqual(got[i].Replaced, parts) {
				t.Errorf("%s: %+v, want %+v", request, got[i], w)
			}
		}
	}
	vectors := get[[]struct {
		Word     string
		Vector   []float32
		Replaced map[string][]string
	}](t, s, "GET /api/vector?word="+word+"&word="+url.QueryEscape("책"))
	if v := vectors[0]; v.Word != "핵꿀잼" || !reflect.DeepEqual(v.Vector, []float32{1.5, 2.5}) ||
		!reflect.DeepEqual(v.Replaced, parts) {
		t.Errorf("%+v", v)
	}
	if v := vectors[1]; v.Word != "책" || v.Replaced != nil {
		t.Errorf("%+v", v)
	}
	hits := get[[]search.Sentence](t, s, `POST /api/search {"query":"책영화 고양이"}`)
	parts = map[string][]string{"책영화": {"책", "영화"}}
	if len(hits) != 2 || !reflect.DeepEqual(hits[1].Replaced, parts) {
		t.Errorf("%+v", hits)
	}
	if r := ask(s, "GET /api/similar?word="+url.QueryEscape("쀍")); r.StatusCode != 404 {
		t.Errorf("a word without known parts has status %d", r.StatusCode)
	}
	if body := bodyOf(t, ask(s, "GET /api/similar?word="+url.QueryEscape("책"))); strings.Contains(body, "replaced") {
		t.Errorf("no word is replaced: %s", body)
	}
}
