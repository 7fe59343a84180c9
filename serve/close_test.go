package serve

import (
	"net/http"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/internal/leaktest"
)

// TestClose: after Close no goroutine of a server that is used as a handler remains, even
// if it was copying a table, and searches are refused.
func TestClose(t *testing.T) {
	leaktest.None(t, func() {
		s := newServer(t)
		copies := s.models[0].passes.copies
		copies.after, copies.least = 1, 1
		if r := ask(s, "GET /api/similar?word=cat"); r.StatusCode != http.StatusOK {
			t.Fatalf("status %d", r.StatusCode)
		}
		s.Close()
		s.Close()
		r := ask(s, "GET /api/similar?word=cat")
		if body := bodyOf(t, r); r.StatusCode != http.StatusServiceUnavailable || !strings.Contains(body, "closed") {
			t.Errorf("after Close: status %d, %s", r.StatusCode, body)
		}
		if r := ask(s, "GET /api/vector?word=cat"); r.StatusCode != http.StatusOK {
			t.Errorf("a vector after Close: status %d", r.StatusCode)
		}
	})
}

// TestCloseCancelsCopy: Close cancels a copy of a table and does not wait until it is
// complete.
func TestCloseCancelsCopy(t *testing.T) {
	p := copying(newTable(t, 3000, 20), 1, 1, int8Most)
	p.copies.tasks.cancel()
	p.copies.run(p, 1)
	if p.fast.Load() != nil || p.copies.left.Load() != int8Most+1 {
		t.Errorf("copied; %d bytes are left", p.copies.left.Load())
	}
}
