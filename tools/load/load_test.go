package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// letters are the words of the tests.
var letters = strings.Split("abcdefghijklmnopqrstuvwxyz", "")

// TestDraws: requests depend on the seed alone, those of different seeds differ, and all
// words are used.
func TestDraws(t *testing.T) {
	used, bodies := map[string]bool{}, map[string]bool{}
	for seed := range uint64(200) {
		first, again := (&dice{letters, seed}).attend(3), (&dice{letters, seed}).attend(3)
		if first != again {
			t.Fatalf("seed %d: %v, then %v", seed, first, again)
		}
		var body struct {
			Query   string `json:"query"`
			Text    string `json:"text"`
			Nearest int    `json:"nearest"`
		}
		if err := json.Unmarshal([]byte(first.body), &body); err != nil {
			t.Fatal(err)
		}
		sentence := strings.Fields(body.Text)
		if first.method != "POST" || first.path != "/api/attend" || len(sentence) != 12 || body.Query != sentence[3] ||
			body.Nearest != 3 {
			t.Errorf("seed %d: %+v", seed, first)
		}
		for _, word := range sentence {
			used[word] = true
		}
		bodies[first.body] = true
	}
	if len(used) != len(letters) || len(bodies) != 200 {
		t.Errorf("%d words in %d different requests", len(used), len(bodies))
	}
	similar := (&dice{[]string{"고양이 & 책"}, 4}).similar()
	at, err := url.Parse(similar.path)
	if err != nil || similar.method != "GET" || at.Query().Get("word") != "고양이 & 책" || at.Query().Get("n") != "10" {
		t.Errorf("%+v, %v", similar, err)
	}
}

func TestQuantile(t *testing.T) {
	r := &result{}
	if r.quantile(.5) != 0 {
		t.Error("a quantile of nothing")
	}
	for i := range 100 {
		r.took = append(r.took, time.Duration(i+1)*time.Millisecond)
	}
	for q, want := range map[float64]float64{0: 1, .5: 51, .99: 100, 1: 100} {
		if got := r.quantile(q); got != want {
			t.Errorf("quantile %v is %v ms, want %v", q, got, want)
		}
	}
	one := &result{took: []time.Duration{7 * time.Millisecond}}
	if one.quantile(0) != 7 || one.quantile(1) != 7 {
		t.Errorf("%v, %v", one.quantile(0), one.quantile(1))
	}
}

// TestLoad: every request is sent once, whatever its answer; failures are counted and the
// first is kept; latencies are sorted and include the time of waiting.
func TestLoad(t *testing.T) {
	var asked atomic.Int64
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := asked.Add(1)
		body, err := io.ReadAll(r.Body)
		if err != nil || r.Method != http.MethodPost || r.URL.Path != "/x" || !strings.HasPrefix(string(body), "request ") {
			t.Errorf("%s %s %q, %v", r.Method, r.URL, body, err)
		}
		if n%4 == 0 {
			http.Error(w, "too many", http.StatusTooManyRequests)
			return
		}
		time.Sleep(2 * time.Millisecond)
		fmt.Fprint(w, strings.Repeat("answer ", 1000))
	}))
	defer web.Close()
	s := &server{url: web.URL}
	var made []int
	r := s.load(400, 200*time.Millisecond, func(i int) request {
		made = append(made, i)
		return request{http.MethodPost, "/x", fmt.Sprint("request ", i)}
	})
	if n := len(made); n != 80 || asked.Load() != 80 || len(r.took) != 80 || r.failed != 20 || made[79] != 79 {
		t.Errorf("%d made, %d asked, %d measured, %d failed", n, asked.Load(), len(r.took), r.failed)
	}
	if !slices.IsSorted(r.took) || r.took[len(r.took)-1] < 2*time.Millisecond {
		t.Errorf("latencies %v", r.took)
	}
	if r.first == nil || !strings.Contains(r.first.Error(), "POST /x: 429 too many") {
		t.Errorf("the first failure is %v", r.first)
	}
	if r.rate <= 0 || r.rate > 400 {
		t.Errorf("%v answers a second", r.rate)
	}
	web.Close()
	if r := s.load(100, 20*time.Millisecond, func(int) request { return request{"GET", "/", ""} }); r.failed != 2 ||
		r.first == nil {
		t.Errorf("without a server: %d failed, %v", r.failed, r.first)
	}
}

// TestWords: the words are those of the points of the map.
func TestWords(t *testing.T) {
	for body, want := range map[string]string{
		`{"points":[{"word":"cat","x":1},{"word":"고양이"}]}`: "cat 고양이",
		`{"points":[]}`: "",
		`{}`:            "",
		`not JSON`:      "error",
	} {
		web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.String() != "/api/map?n=5000" {
				t.Errorf("asked for %s", r.URL)
			}
			fmt.Fprint(w, body)
		}))
		words, err := (&server{url: web.URL}).words()
		web.Close()
		if got := strings.Join(words, " "); err != nil && want != "error" || err == nil && got != want {
			t.Errorf("%s: %q, %v", body, got, err)
		}
	}
}

// TestUnknownPath: the words are distinct, have twelve letters and begin like those of the
// model that is made.
func TestUnknownPath(t *testing.T) {
	at, err := url.Parse(unknownPath(rand.New(rand.NewPCG(1, 2))))
	if err != nil {
		t.Fatal(err)
	}
	words := at.Query()["word"]
	for _, word := range words {
		if len(word) != 12 || !strings.HasPrefix(word, "word") {
			t.Errorf("%q", word)
		}
	}
	slices.Sort(words)
	if at.Path != "/api/similar" || len(slices.Compact(words)) != unknownWords {
		t.Errorf("%d different words in %s", len(words), at.Path)
	}
}
