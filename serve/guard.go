package serve

// This file holds what happens to every request before and after its answer: metrics,
// the log, security headers, and the checks of host and origin. A server on a user's
// own machine can be reached by every page that the user's browser shows. Two attacks
// follow from that, and each has a check here:
//
//   - DNS rebinding: a page of evil.example makes its name resolve to 127.0.0.1 and
//     then reads the answers as its own. The Host header still says evil.example;
//     allowsHost refuses it.
//   - Cross-site requests: a page sends a POST that costs the server time. The
//     browser marks it with Sec-Fetch-Site: cross-site (W3C Fetch Metadata), and
//     serveGuarded refuses it.

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

// policy is the Content-Security-Policy of all answers: the page may use its own files and
// nothing else, no inline script or style, and no frame may contain it.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' blob:; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// withGuards returns a handler that calls h, records metrics, writes the log and sets
// security headers. It rejects requests that name another host, that come from pages of
// other sites, or that arrive while the server is stopping. It is outermost, so that
// every answer has the headers and is counted.
func (s *Server) withGuards(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begin := time.Now()
		s.metrics.open.Inc()
		defer s.metrics.open.Dec()
		t := &responseRecorder{ResponseWriter: w}
		s.serveGuarded(h, t, r)
		took := time.Since(begin)
		s.metrics.count(r.Pattern, t.code(), took)
		s.logRequest(r, t, took)
	})
}

// serveGuarded answers a request, with status 500 if h panics: an error in one answer
// does not end the server. If the answer has begun, it stays incomplete. /readyz and
// /healthz are answered while the server stops, so that a load balancer sees it.
func (s *Server) serveGuarded(h http.Handler, w *responseRecorder, r *http.Request) {
	defer func() {
		panicked := recover()
		if panicked == nil {
			return
		}
		s.log.Error("panic", "path", r.URL.Path, "what", fmt.Sprint(panicked), "stack", string(debug.Stack()))
		if w.status == 0 {
			writeError(w, r, httpErrorf(http.StatusInternalServerError, "internal error; see the log of the server"))
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
		writeError(w, r, httpErrorf(http.StatusServiceUnavailable, "the server is stopping"))
	case !s.allowsHost(r.Host):
		writeError(w, r, httpErrorf(http.StatusMisdirectedRequest, "the server does not serve the host %q", r.Host))
	case strings.HasPrefix(r.URL.Path, "/api/") && r.Header.Get("Sec-Fetch-Site") == "cross-site":
		writeError(w, r, httpErrorf(http.StatusForbidden,
			"a page of another site sent this request; the API answers its own page and programs"))
	default:
		h.ServeHTTP(w, r)
	}
}

// allowsHost reports whether requests may name this host: any name if Config.Hosts is nil,
// else those names and loopback addresses.
func (s *Server) allowsHost(host string) bool {
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
	return slices.ContainsFunc(s.hosts, func(name string) bool { return strings.EqualFold(name, host) })
}

// logRequest writes one log line about a request: an error from status 500 on, unless the
// server is stopping. The line has the path without its parameters, which may be words of
// a user.
func (s *Server) logRequest(r *http.Request, t *responseRecorder, took time.Duration) {
	level := slog.LevelInfo
	if t.code() >= http.StatusInternalServerError && !s.stopping.Load() {
		level = slog.LevelError
	}
	if !s.log.Enabled(r.Context(), level) {
		return
	}
	s.log.LogAttrs(r.Context(), level, "request",
		slog.String("method", r.Method), slog.String("path", r.URL.Path), slog.Int("status", t.code()),
		slog.Int64("bytes", t.bytes), slog.Duration("took", took), slog.String("from", r.RemoteAddr))
}

// A responseRecorder records the status and the size of a response for metrics and log.
type responseRecorder struct {
	http.ResponseWriter
	status int
	bytes  int64
}

// WriteHeader records the first status and sends it. net/http ignores later ones with
// a warning.
func (t *responseRecorder) WriteHeader(status int) {
	if t.status == 0 {
		t.status = status
	}
	t.ResponseWriter.WriteHeader(status)
}

// Write counts the bytes that are sent.
func (t *responseRecorder) Write(p []byte) (int, error) {
	if t.status == 0 {
		t.status = http.StatusOK
	}
	n, err := t.ResponseWriter.Write(p)
	t.bytes += int64(n)
	return n, err
}

// Unwrap returns the wrapped writer. http.ResponseController uses it.
func (t *responseRecorder) Unwrap() http.ResponseWriter { return t.ResponseWriter }

// code returns the status of the response, 200 if none was set.
func (t *responseRecorder) code() int {
	if t.status == 0 {
		return http.StatusOK
	}
	return t.status
}
