package serve

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/w2vattn/w2vattn/embed"
)

// started starts a server on a free port. It serves until the test ends or stop is
// called, which waits for Serve to return.
func started(t *testing.T, s *Server) (url string, stop func() error) {
	return startedOn(t, s, func(l net.Listener) net.Listener { return l })
}

// startedOn is started with a listener that a function returns for the original one.
func startedOn(t *testing.T, s *Server, of func(net.Listener) net.Listener) (url string, stop func() error) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx, of(l)) }()
	stop = sync.OnceValue(func() error {
		cancel()
		return <-done
	})
	t.Cleanup(func() { stop() })
	return "http://" + l.Addr().String(), stop
}

// TestStopUnderLoad: the server stops while many requests arrive. Each request gets a
// whole answer, computed or status 503, or cannot connect. No connection that was
// answered on before is cut.
func TestStopUnderLoad(t *testing.T) {
	s := newServer(t)
	url, stop := started(t, s)
	var answered, refused, closed atomic.Int64
	var all sync.WaitGroup
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 16}}
	for range 8 {
		all.Go(func() {
			for {
				reused := false
				ctx := httptrace.WithClientTrace(t.Context(),
					&httptrace.ClientTrace{GotConn: func(c httptrace.GotConnInfo) { reused = c.Reused }})
				ask, _ := http.NewRequestWithContext(ctx, "POST", url+"/api/attend",
					strings.NewReader(`{"query":"cat","text":"the cat reads"}`))
				r, err := client.Do(ask)
				if err != nil {
					if reused {
						t.Errorf("cut off: %v", err)
					}
					closed.Add(1)
					return
				}
				body, err := io.ReadAll(r.Body)
				r.Body.Close()
				switch {
				case err != nil || !json.Valid(body):
					t.Errorf("half an answer: %q %v", body, err)
				case r.StatusCode == http.StatusOK:
					answered.Add(1)
				case r.StatusCode == http.StatusServiceUnavailable:
					refused.Add(1)
				default:
					t.Errorf("%d %s", r.StatusCode, body)
				}
			}
		})
	}
	for end := time.Now().Add(30 * time.Second); answered.Load() < 8 &&
		time.Now().Before(end); time.Sleep(time.Millisecond) {
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
	all.Wait()
	t.Logf("%d answered, %d refused, %d found the port closed", answered.Load(), refused.Load(), closed.Load())
	if answered.Load() == 0 || refused.Load() == 0 || closed.Load() != 8 {
		t.Errorf("%d answered, %d refused, %d found the port closed", answered.Load(), refused.Load(), closed.Load())
	}
}

// TestAcceptedIsAnswered: a request that is being computed when the server stops is
// answered.
func TestAcceptedIsAnswered(t *testing.T) {
	s := newServer(t)
	url, stop := started(t, s)
	p := s.models[0].passes
	p.mu.Lock() // the pass cannot begin
	got := make(chan int, 1)
	go func() {
		r, err := http.Get(url + "/api/similar?word=cat")
		if err != nil {
			t.Error(err)
			got <- 0
			return
		}
		got <- r.StatusCode
	}()
	for len(s.slots) == 0 {
		time.Sleep(time.Millisecond)
	}
	go stop()
	for !s.stopping.Load() {
		time.Sleep(time.Millisecond)
	}
	p.mu.Unlock()
	if status := <-got; status != http.StatusOK {
		t.Errorf("status %d", status)
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
}

// TestIdle: a thousand connections that send nothing, and a thousand that send their
// header byte by byte, do not delay other requests and hold no slot.
func TestIdle(t *testing.T) {
	s := newServer(t)
	url, _ := started(t, s)
	host := strings.TrimPrefix(url, "http://")
	for i := range 1000 {
		c, err := net.Dial("tcp", host)
		if err != nil {
			t.Skipf("skipped after %d connections: %v", i, err)
		}
		defer c.Close()
		if i%2 == 0 {
			fmt.Fprintf(c, "POST /api/attend HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{")
		}
	}
	begin := time.Now()
	r, err := http.Get(url + "/api/similar?word=cat")
	if err != nil {
		t.Fatal(err)
	}
	if r.StatusCode != http.StatusOK || time.Since(begin) > 5*time.Second {
		t.Errorf("status %d after %v", r.StatusCode, time.Since(begin))
	}
	if n := len(s.slots); n > 1 {
		t.Errorf("%d slots are taken by those who send nothing", n)
	}
}

// TestSlow: the connection of a client that does not send its header or body in time is
// closed.
func TestSlow(t *testing.T) {
	web := newServer(t).web()
	if web.ReadHeaderTimeout <= 0 || web.ReadTimeout <= 0 || web.WriteTimeout <= answerTime || web.IdleTimeout <= 0 {
		t.Fatalf("a connection may take for ever: %+v", web)
	}
	web.ReadHeaderTimeout, web.ReadTimeout = 100*time.Millisecond, 200*time.Millisecond
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go web.Serve(l)
	defer web.Close()
	for _, sent := range []string{"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ", "POST /api/attend HTTP/1.1\r\nHost: " +
		"x\r\nContent-Length: 100\r\n\r\n{"} {
		c, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		fmt.Fprint(c, sent)
		c.SetReadDeadline(time.Now().Add(10 * time.Second))
		if answer, err := io.ReadAll(c); os.IsTimeout(err) || strings.Contains(string(answer), " 200 ") {
			t.Errorf("%.20q: %v %.100q", sent, err, answer)
		}
	}
}

// TestBodies: clients that send large bodies at the same time are refused before these
// fill the memory, and the counted bytes are given back.
func TestBodies(t *testing.T) {
	s := newServer(t)
	s.bodies.Store(maxBodies)
	if r := ask(s, `POST /api/attend {"query":"cat","text":"a"}`); r.StatusCode != http.StatusTooManyRequests {
		t.Errorf("status %d", r.StatusCode)
	}
	s.bodies.Store(0)
	for _, request := range []string{`POST /api/attend {"query":"cat","text":"a"}`, "POST /api/attend {",
		"POST /api/attend " + strings.Repeat("a", maxBody+1)} {
		ask(s, request)
		if n := s.bodies.Load(); n != 0 {
			t.Errorf("%.40s leaves %d bytes counted", request, n)
		}
	}
}

// TestShrunk: if a model file becomes shorter while it is served, requests about it are
// errors and the server is not ready. Requests about other models are answered.
func TestShrunk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "model.safetensors")
	if err := newTable(t, 20000, 32).Save(path); err != nil {
		t.Fatal(err)
	}
	table, err := embed.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer table.Close()
	shrunk, here := newModel("gone", table), newModel("here", newTable(t, 100, 8))
	shrunk.Sentences, here.Sentences = sentences(t, shrunk), sentences(t, here)
	s, err := New(Config{Models: []*Model{shrunk, here}})
	if err != nil {
		t.Fatal(err)
	}
	if r := ask(s, "GET /api/similar?word=cat"); r.StatusCode != http.StatusOK {
		t.Fatalf("before: %d", r.StatusCode)
	}
	if err := os.Truncate(path, 4096); err != nil {
		t.Fatal(err)
	}
	for _, request := range []string{"GET /api/similar?word=cat", "GET /api/map", "GET /api/vector?word=cat",
		`POST /api/attend {"query":"cat","text":"the cat"}`, `POST /api/attend {"self":true,"text":"the cat"}`,
		`POST /api/attend {"query":"cat","text":"the cat","oov":"nearest"}`, `POST /api/search {"query":"cat"}`,
		`POST /api/search {"query":"zebra"}`} {
		r := ask(s, request)
		if body := bodyOf(t, r); runtime.GOOS == "linux" && (r.StatusCode != http.StatusInternalServerError ||
			!strings.Contains(body, "shorter")) {
			t.Errorf("%s: %d %s", request, r.StatusCode, body)
		}
		if r := ask(s, strings.Replace(strings.Replace(request, "?", "?model=here&", 1), `{`, `{"model":"here",`,
			1)); !strings.HasSuffix(request, "map") && !strings.Contains(request, "zebra") && r.StatusCode != http.StatusOK {
			t.Errorf("the other model, %s: %d", request, r.StatusCode)
		}
	}
	if r := ask(s, "GET /readyz"); r.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("ready: %d", r.StatusCode)
	}
	if r := ask(s, "GET /healthz"); r.StatusCode != http.StatusOK {
		t.Errorf("health: %d", r.StatusCode)
	}
}

// TestReplaced: if a model file is replaced, the old content is served on.
func TestReplaced(t *testing.T) {
	path := filepath.Join(t.TempDir(), "model.safetensors")
	if err := newTable(t, 500, 16).Save(path); err != nil {
		t.Fatal(err)
	}
	table, err := embed.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer table.Close()
	s, err := New(Config{Models: []*Model{newModel("m", table)}})
	if err != nil {
		t.Fatal(err)
	}
	before := bodyOf(t, ask(s, "GET /api/similar?word=cat"))
	if err := newTable(t, 8, 4).Save(path); err != nil {
		t.Fatal(err)
	}
	if after := bodyOf(t, ask(s, "GET /api/similar?word=cat")); after != before {
		t.Errorf("%s became %s", before, after)
	}
}

// FuzzAttend: any body gets an answer with a documented status, in JSON.
func FuzzAttend(f *testing.F) {
	for path := range provocations {
		for _, all := range provocations[path] {
			for _, request := range all {
				if body, ok := strings.CutPrefix(request, "POST /api/attend "); ok && len(body) < 1000 {
					f.Add([]byte(body))
				}
			}
		}
	}
	s := newServer(f)
	f.Fuzz(func(t *testing.T, body []byte) {
		r := ask(s, "POST /api/attend "+string(body))
		answer := bodyOf(t, r)
		if !json.Valid([]byte(answer)) {
			t.Errorf("%q: %q is no JSON", body, answer)
		}
		switch r.StatusCode {
		case 200, 400, 404, 422:
		default:
			t.Errorf("%q: %d %s", body, r.StatusCode, answer)
		}
	})
}

// FuzzParameters: so do any parameters of a URL.
func FuzzParameters(f *testing.F) {
	f.Add("word=cat&n=3")
	f.Add("word=%ff")
	f.Add("a=cat&b=%EA%B3%A0&c=;")
	s := newServer(f)
	f.Fuzz(func(t *testing.T, query string) {
		for _, path := range []string{"/api/similar", "/api/analogy", "/api/vector", "/api/map", "/api/info"} {
			r, err := http.NewRequest("GET", path, nil)
			if err != nil {
				t.Fatal(err)
			}
			r.URL.RawQuery = query
			w := newRecorder()
			s.ServeHTTP(w, r)
			if !json.Valid(w.body) || w.status >= 500 {
				t.Errorf("%s?%q: %d %q", path, query, w.status, w.body)
			}
		}
	})
}

// A recorder is an http.ResponseWriter that keeps the answer.
type recorder struct {
	header http.Header
	status int
	body   []byte
}

func newRecorder() *recorder { return &recorder{header: http.Header{}, status: http.StatusOK} }

func (r *recorder) Header() http.Header    { return r.header }
func (r *recorder) WriteHeader(status int) { r.status = status }
func (r *recorder) Write(p []byte) (int, error) {
	r.body = append(r.body, p...)
	return len(p), nil
}
