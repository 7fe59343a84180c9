package serve

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/w2vattn/w2vattn/search"
)

// newReadingServer returns a server whose corpus is read when release is called, with the
// sentences or the error that it is called with.
func newReadingServer(t *testing.T) (s *Server, release func(error)) {
	t.Helper()
	m := newModel("one", newTable(t, 500, 16))
	index, begun := sentences(t, m), make(chan error)
	m.Corpus = &Corpus{
		Read: func(ctx context.Context) (*search.Index, error) {
			select {
			case err := <-begun:
				return index, err
			case <-ctx.Done():
				return nil, ctx.Err()
			}
		},
		Progress: func() (read, whole int64) { return 30, 40 },
	}
	s, err := New(Config{Models: []*Model{m}, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s, func(err error) { begun <- err }
}

// TestReading: while a corpus is read, other requests are answered, the progress is shown, and a
// search waits; afterwards the sentences are found.
func TestReading(t *testing.T) {
	s, release := newReadingServer(t)
	if r := ask(s, "GET /api/similar?word=cat"); r.StatusCode != 200 {
		t.Errorf("similar has status %d", r.StatusCode)
	}
	if models := get[[]listed](t, s, "GET /api/models"); models[0].Reading == nil || *models[0].Reading != .75 ||
		models[0].Sentences != 0 {
		t.Errorf("%+v", models[0])
	}
	r := ask(s, "GET /readyz")
	if body := bodyOf(t, r); r.StatusCode != 503 || !strings.Contains(body, "reading the corpus, 75 %") {
		t.Errorf("readyz: %d %s", r.StatusCode, body)
	}
	found := make(chan int)
	go func() { found <- ask(s, `POST /api/search {"query":"cat"}`).StatusCode }()
	select {
	case status := <-found:
		t.Fatalf("the search did not wait: %d", status)
	case <-time.After(50 * time.Millisecond):
	}
	release(nil)
	if status := <-found; status != 200 {
		t.Errorf("the search has status %d", status)
	}
	if models := get[[]listed](t, s, "GET /api/models"); models[0].Reading != nil || models[0].Sentences != 6 {
		t.Errorf("%+v", models[0])
	}
	if r := ask(s, "GET /readyz"); r.StatusCode != 200 {
		t.Errorf("readyz has status %d", r.StatusCode)
	}
}

// TestReadingLong: a search does not wait longer than its request, and Close ends the reading.
func TestReadingLong(t *testing.T) {
	s, _ := newReadingServer(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.models[0].sentences(ctx); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	s.Close()
	if _, err := s.models[0].sentences(t.Context()); err == nil {
		t.Error("there are sentences")
	}
}

// TestReadingFails: Serve returns the error of a corpus that cannot be read.
func TestReadingFails(t *testing.T) {
	s, release := newReadingServer(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	failed := errors.New("text.txt:3: a bad line")
	go release(failed)
	if err := s.Serve(t.Context(), l); !errors.Is(err, failed) {
		t.Error(err)
	}
}

// TestCorpusOrSentences: a model has one of them.
func TestCorpusOrSentences(t *testing.T) {
	m := newModel("one", newTable(t, 500, 16))
	m.Sentences, m.Corpus = sentences(t, m), &Corpus{}
	if _, err := New(Config{Models: []*Model{m}}); err == nil || !strings.Contains(err.Error(), "both") {
		t.Error(err)
	}
}
