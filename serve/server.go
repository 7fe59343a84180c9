package serve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"sync/atomic"
	"time"
)

// Limits of requests. The times bound how long a client can hold a connection, a slot and
// memory; they are choices and leave a slow connection enough time. docs/benchmarks.md,
// sections Server and Server beside many clients, has latencies with them.
const (
	maxBody    = 1 << 20          // bytes
	maxHeader  = 16 << 10         // bytes
	maxBodies  = 64 << 20         // bytes of all bodies that are being read or answered
	maxAtOnce  = 256              // requests that are answered at the same time; others are refused
	headerTime = 5 * time.Second  // to send a header
	bodyTime   = 15 * time.Second // to send header and body
	answerTime = 10 * time.Second // to compute an answer
	writeTime  = 40 * time.Second // for the client to read an answer
	pieceTime  = 5 * time.Second  // for the client to read a piece of it
	idleTime   = 2 * time.Minute  // between two requests on a connection

	drainTime = 250 * time.Millisecond // in which a stopping server still accepts requests, to refuse them
	stopTime  = 15 * time.Second       // in which a stopping server answers the accepted requests
)

// A Config configures a server.
type Config struct {
	Models []*Model     // the first answers requests that name no model
	Log    *slog.Logger // nil: nothing is logged
	// Hosts are the host names, in any case, under which the server answers; it answers under
	// loopback addresses too. If Hosts is nil, it answers under any name. The list prevents DNS
	// rebinding: another site makes its own name resolve to this server, so that its page can
	// read the answers.
	Hosts []string
}

// A Server answers questions about models over HTTP. It is an http.Handler and safe for
// concurrent use.
type Server struct {
	models   []*Model
	log      *slog.Logger
	hosts    []string
	metrics  *metrics
	slots    chan struct{} // requests that are being answered
	heavy    chan struct{} // requests that compute matrices or render reports
	bodies   atomic.Int64  // bytes of requests that are not answered yet
	answers  budget        // memory of requests and answers
	timeouts timeouts      // of clients that read slowly
	spelling *limiter      // of searches for similar spellings, of all models
	tasks    *tasks        // goroutines in the background
	stopping atomic.Bool   // set when Serve's context has ended
	failed   chan error    // of a corpus that cannot be read
	handler  http.Handler  // all routes, with guards
}

// New returns a server. It returns an error if c has no model, if a model has no name or no
// table, or if two models have the same name.
func New(c Config) (*Server, error) {
	if len(c.Models) == 0 {
		return nil, errors.New("serve: there is no model to serve")
	}
	processors := runtime.GOMAXPROCS(0)
	s := &Server{
		models: c.Models, log: c.Log, hosts: c.Hosts, metrics: newMetrics(),
		timeouts: timeouts{pieceTime, writeTime}, spelling: newLimiter(processors / 2),
		failed: make(chan error, 1),
		slots:  make(chan struct{}, maxAtOnce), heavy: make(chan struct{}, processors),
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	s.tasks = newTasks()
	copies := newCopies(s.log, s.tasks)
	seen := map[string]bool{}
	for _, m := range c.Models {
		if err := m.check(); err != nil {
			return nil, err
		}
		if seen[m.Name] {
			return nil, fmt.Errorf("serve: two models have the name %q", m.Name)
		}
		seen[m.Name] = true
		m.spelling, m.wordMap = s.spelling, newWordMap()
		if m.Corpus != nil {
			m.reading = newReading(m.Corpus)
		}
		m.passes = &passes{table: m.Table(), sizes: s.metrics.passes, tasks: s.tasks, copies: copies}
	}
	s.handler = s.withGuards(s.routes())
	s.read()
	return s, nil
}

// ServeHTTP answers one request. A program that uses s as a handler of its own HTTP server calls
// Close at the end.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// Close ends the goroutines in the background and waits for them. After Close, only requests
// that are still being answered read the models. Requests that need a search for nearest words
// are answered with status 503. Serve calls Close at its end. Close may be called more than
// once.
func (s *Server) Close() { s.tasks.end() }

// errClosed is the error of requests that come after Close.
var errClosed = httpErrorf(http.StatusServiceUnavailable, "the server is closed")

// Serve answers the requests on l until ctx is done. Then it stops: it answers the requests that
// were accepted before, answers later ones with status 503 for a moment, and closes l. It
// returns an error if accepting connections fails, if a corpus cannot be read, or if the accepted
// requests are not answered in time. When it returns nil, the server no longer reads the models.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	defer s.Close()
	web := s.web()
	failed := make(chan error, 1)
	go func() { failed <- web.Serve(l) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case err := <-s.failed:
		return errors.Join(err, s.stop(web))
	case <-ctx.Done():
	}
	return s.stop(web)
}

// web returns the HTTP server with limits for connections. WriteTimeout is for
// answers that are not written in pieces; those move their own deadlines. Without
// these limits a client that sends one byte of a header a minute ("Slowloris") would
// hold a connection for ever.
func (s *Server) web() *http.Server {
	return &http.Server{
		Handler: s, ReadHeaderTimeout: headerTime, ReadTimeout: bodyTime, WriteTimeout: writeTime,
		IdleTimeout:    idleTime,
		MaxHeaderBytes: maxHeader, ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelWarn),
	}
}

// stop answers the accepted requests and closes the server. For a moment it still accepts
// requests and answers them with status 503, so that clients with open connections learn that
// the server stops.
func (s *Server) stop(web *http.Server) error {
	s.log.Info("stopping")
	s.stopping.Store(true)
	time.Sleep(drainTime)
	ctx, cancel := context.WithTimeout(context.Background(), stopTime)
	defer cancel()
	if err := web.Shutdown(ctx); err != nil {
		web.Close() //nolint:errcheck // the error is that of Shutdown
		return fmt.Errorf("serve: requests were not answered within %v of stopping: %w", stopTime, err)
	}
	s.log.Info("stopped")
	return nil
}

// health answers GET /healthz with status 200, also while the server stops: the
// process runs, and a supervisor should not restart it.
func (s *Server) health(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, "ok\n") }

// ready answers GET /readyz: status 200, or 503 with the reason if the server is stopping, reads
// a corpus, or cannot read the file of a model.
func (s *Server) ready(w http.ResponseWriter, _ *http.Request) {
	if s.stopping.Load() {
		plain(w, http.StatusServiceUnavailable, "stopping\n")
		return
	}
	for _, m := range s.models {
		if err := m.Table().Err(); err != nil {
			plain(w, http.StatusServiceUnavailable, "model "+m.Name+": "+err.Error()+"\n")
			return
		}
		if _, read := m.searchable(); read != nil {
			plain(w, http.StatusServiceUnavailable, fmt.Sprintf("model %s: reading the corpus, %d %%\n", m.Name, int(100**read)))
			return
		}
	}
	plain(w, http.StatusOK, "ready\n")
}

// plain answers with a text.
func plain(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	io.WriteString(w, text) //nolint:errcheck // the client is gone
}
