package serve

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"
)

// largeCall is a request for a matrix of 512 tokens, whose answer has about 5 MB of JSON.
var largeCall = func() string {
	tokens := make([]string, maxSelf)
	for i := range tokens {
		tokens[i] = fmt.Sprintf("w%d", 8+i%490)
	}
	return `{"self":true,"nearest":0,"text":"` + strings.Join(tokens, " ") + `"}`
}()

// narrow makes connections that hold little of what is written to them.
type narrow struct{ net.Listener }

func (n narrow) Accept() (net.Conn, error) {
	c, err := n.Listener.Accept()
	if err == nil {
		err = c.(*net.TCPConn).SetWriteBuffer(16 << 10)
	}
	return c, err
}

// send opens a connection and sends a request, whose answer is not read.
func send(t *testing.T, url, path, body, header string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	c.(*net.TCPConn).SetReadBuffer(4096)
	fmt.Fprintf(c, "POST %s HTTP/1.1\r\nHost: x\r\n%sContent-Length: %d\r\n\r\n%s", path, header, len(body), body)
	return c
}

// heap returns the bytes of memory in use.
func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// await waits until a condition is true.
func await(t *testing.T, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(time.Minute); !is(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%s: not after a minute", what)
		}
	}
}

// TestUnreadAnswers: 300 clients that request large answers and do not read them occupy a
// bounded part of memory, leave memory for small requests, and are disconnected.
func TestUnreadAnswers(t *testing.T) {
	for _, header := range []string{"", "Accept-Encoding: gzip\r\n"} {
		if header != "" && testing.Short() {
			continue
		}
		s := newServer(t)
		s.timeouts = timeouts{piece: 2 * time.Second, whole: 4 * time.Second}
		url, _ := startedOn(t, s, func(l net.Listener) net.Listener { return narrow{l} })
		before := heap()
		var all []net.Conn
		for range 300 {
			all = append(all, send(t, url, "/api/attend", largeCall, header))
		}
		await(t, "answers wait", func() bool { return s.answers.inUse() > maxLarge-8<<20 })
		for range 20 {
			if n := s.answers.inUse(); n > maxAnswers {
				t.Errorf("%d bytes are held, at most %d may be", n, maxAnswers)
			}
			if n := heap() - before; n > 2*maxAnswers {
				t.Errorf("%d MiB are in use", n>>20)
			}
			r, err := http.Post(url+"/api/attend", jsonType,
				strings.NewReader(`{"query":"cat","text":"the cat reads"}`))
			if err != nil || r.StatusCode != http.StatusOK {
				t.Fatalf("a small request: %v %v", r, err)
			}
			r.Body.Close()
		}
		await(t, "answers that nobody reads are given up", func() bool {
			return s.answers.inUse() == 0 &&
				len(s.slots) == 0
		})
		checkUnread(t, all)
	}
}

// checkUnread checks the first bytes of the answers.
func checkUnread(t *testing.T, all []net.Conn) {
	t.Helper()
	refused, begun := 0, 0
	for _, c := range all {
		c.SetReadDeadline(time.Now().Add(time.Minute))
		r, err := http.ReadResponse(bufio.NewReader(c), nil)
		switch {
		case err != nil:
			t.Errorf("no answer: %v", err)
		case r.StatusCode == http.StatusTooManyRequests && r.Header.Get("Retry-After") != "":
			refused++
		case r.StatusCode == http.StatusOK:
			begun++
		default:
			t.Errorf("status %d, %v", r.StatusCode, r.Header)
		}
	}
	t.Logf("%d refused, %d cut off", refused, begun)
	if refused == 0 || begun == 0 {
		t.Errorf("%d refused, %d cut off", refused, begun)
	}
}

// TestLargeAnswer: an answer that is written in pieces has the same bytes as one that is
// not.
func TestLargeAnswer(t *testing.T) {
	s := newServer(t)
	url, _ := started(t, s)
	r, err := http.Post(url+"/api/attend", jsonType, strings.NewReader(largeCall))
	if err != nil {
		t.Fatal(err)
	}
	got := bodyOf(t, r)
	if want := bodyOf(t, ask(s, "POST /api/report?format=json "+largeCall)); got != want || len(got) < 1<<20 {
		t.Errorf("%d bytes, want %d", len(got), len(want))
	}
	await(t, "all is given back", func() bool { return s.answers.inUse() == 0 })
}

// TestShares: the memory of requests is bounded, small requests have a part of their own,
// a single request gets what it needs, and all is given back.
func TestShares(t *testing.T) {
	var b budget
	large, other, small := share{budget: &b}, share{budget: &b}, share{budget: &b}
	if err := large.take(2 * maxAnswers); err != nil {
		t.Errorf("alone: %v", err)
	}
	if err := small.take(1); !errors.Is(err, errBusy) {
		t.Errorf("beyond the bound: %v", err)
	}
	large.give(2*maxAnswers - maxLarge)
	if err := other.take(smallAnswer + 1); !errors.Is(err, errBusy) {
		t.Errorf("a second large one: %v", err)
	}
	if err := small.take(smallAnswer); err != nil || !small.small() || large.small() {
		t.Errorf("a small one: %v", err)
	}
	w := buffer{ctx: t.Context(), held: &small}
	if _, err := w.Write(make([]byte, maxAnswers)); !errors.Is(err, errBusy) {
		t.Errorf("a buffer: %v", err)
	}
	large.release()
	if n, err := w.Write([]byte("abc")); n != 3 || err != nil || string(w.bytes) != "abc" {
		t.Errorf("a buffer: %d %v %q", n, err, w.bytes)
	}
	small.release()
	if n := b.inUse(); n != 0 {
		t.Errorf("%d bytes are not given back", n)
	}
}

// TestHeldIsGivenBack: after any answer nothing is held, and every call that needs much
// is refused while others hold much.
func TestHeldIsGivenBack(t *testing.T) {
	s := newServer(t)
	full := share{budget: &s.answers}
	for path, byStatus := range provocations {
		for _, requests := range byStatus {
			for _, request := range requests {
				ask(s, request)
				if n := s.answers.inUse(); n != 0 {
					t.Fatalf("%.80s leaves %d bytes held", request, n)
				}
			}
		}
		if path == "/api/info" || path == "/api/models" {
			continue
		}
		if err := full.take(maxAnswers + 1); err != nil {
			t.Fatal(err)
		}
		for _, request := range append(byStatus["200"], `POST /api/report?format=html {"query":"cat","text":"a"}`) {
			if r := ask(s, request); r.StatusCode != http.StatusTooManyRequests || r.Header.Get("Retry-After") == "" {
				t.Errorf("%s: %d while others hold all", request, r.StatusCode)
			}
		}
		full.release()
	}
}

// TestManyTokens: a text with more tokens than allowed does not fill the memory while it
// is cut.
func TestManyTokens(t *testing.T) {
	s := newServer(t)
	other := share{budget: &s.answers}
	if err := other.take(1 << 20); err != nil {
		t.Fatal(err)
	}
	request := `POST /api/attend {"query":"cat","text":"` + strings.Repeat("a ", maxBody/2-100) + `"}`
	if r := ask(s, request); r.StatusCode != http.StatusTooManyRequests {
		t.Errorf("status %d while others hold memory", r.StatusCode)
	}
	other.release()
	if r := ask(s, request); r.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("status %d", r.StatusCode)
	}
}
