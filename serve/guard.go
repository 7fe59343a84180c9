package serve

import (
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"
	"time"
)

// policy lets the page use what it came with and nothing else: no script, style
// or picture from elsewhere, none that stands in the page itself, no frame
// around it.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' blob:; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// guarded puts around h what every request passes: figures, log, headers, and
// the refusal of what comes under another name, from the page of another site or
// while the server stops.
func (s *Server) guarded(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begin := time.Now()
		s.figures.open.Inc()
		defer s.figures.open.Dec()
		t := &teller{ResponseWriter: w}
		s.protect(h, t, r)
		took := time.Since(begin)
		s.figures.count(r.Pattern, t.code(), took)
		s.note(r, t, took)
	})
}

// protect answers, with an error where h panics.
func (s *Server) protect(h http.Handler, w *teller, r *http.Request) {
	defer func() {
		fault := recover()
		if fault == nil {
			return
		}
		s.log.Error("panic", "path", r.URL.Path, "what", fmt.Sprint(fault), "stack", string(debug.Stack()))
		if w.status == 0 {
			writeError(w, faultf(http.StatusInternalServerError, "the server made a mistake, which its log tells"))
		}
	}()
	header := w.Header()
	header.Set("Content-Security-Policy", policy)
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("Cross-Origin-Opener-Policy", "same-origin")
	header.Set("Cross-Origin-Resource-Policy", "same-origin")
	header.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
	switch {
	case s.stopping.Load() && r.URL.Path != "/readyz" && r.URL.Path != "/healthz":
		header.Set("Connection", "close")
		writeError(w, faultf(http.StatusServiceUnavailable, "the server is stopping"))
	case !s.answersTo(r.Host):
		writeError(w, faultf(http.StatusMisdirectedRequest, "the server does not answer under the name %q", r.Host))
	case strings.HasPrefix(r.URL.Path, "/api/") && r.Header.Get("Sec-Fetch-Site") == "cross-site":
		writeError(w, faultf(http.StatusForbidden, "another site sent this request through a browser; the API answers its own page, and programs"))
	default:
		h.ServeHTTP(w, r)
	}
}

// answersTo reports whether the server is to be asked under this name.
func (s *Server) answersTo(host string) bool {
	if s.hosts == nil {
		return true
	}
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.Trim(host, "[]")
	if ip := net.ParseIP(host); ip != nil && ip.IsLoopback() {
		return true
	}
	return slices.Contains(s.hosts, strings.ToLower(host))
}

// note writes the log's line on a request.
func (s *Server) note(r *http.Request, t *teller, took time.Duration) {
	level := slog.LevelInfo
	if t.code() >= http.StatusInternalServerError && !s.stopping.Load() {
		level = slog.LevelError
	}
	if !s.log.Enabled(r.Context(), level) {
		return
	}
	s.log.LogAttrs(r.Context(), level, "request", slog.String("method", r.Method), slog.String("path", r.URL.Path), slog.Int("status", t.code()),
		slog.Int64("bytes", t.bytes), slog.Duration("took", took), slog.String("from", r.RemoteAddr))
}

// A teller remembers what was answered.
type teller struct {
	http.ResponseWriter
	status int
	bytes  int64
}

// WriteHeader notes the status. That of someone who went away is for the log
// alone.
func (t *teller) WriteHeader(status int) {
	if t.status == 0 {
		t.status = status
	}
	t.ResponseWriter.WriteHeader(status)
}

func (t *teller) Write(p []byte) (int, error) {
	if t.status == 0 {
		t.status = http.StatusOK
	}
	n, err := t.ResponseWriter.Write(p)
	t.bytes += int64(n)
	return n, err
}

// Unwrap gives http.ResponseController what is below.
func (t *teller) Unwrap() http.ResponseWriter { return t.ResponseWriter }

func (t *teller) code() int {
	if t.status == 0 {
		return http.StatusOK
	}
	return t.status
}
