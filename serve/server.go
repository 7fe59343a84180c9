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

// Limits of requests.
const (
	maxBody    = 1 << 20          // bytes
	maxHeader  = 16 << 10         // bytes
	maxBodies  = 64 << 20         // bytes of all bodies that are being read or answered
	maxAtOnce  = 256              // requests that are answered at the same time; others are refused
	headerTime = 5 * time.Second  // to send a header
	bodyTime   = 15 * time.Second // to send header and body
	answerTime = 10 * time.Second // to find an answer
	writeTime  = 40 * time.Second // to take an answer
	pieceTime  = 5 * time.Second  // to take a piece of it
	idleTime   = 2 * time.Minute  // between two requests on a connection
	drainTime  = 250 * time.Millisecond
	stopTime   = 15 * time.Second
)

// A Config configures a server.
type Config struct {
	Models []*Model     // the first answers requests that name no model
	Log    *slog.Logger // nil: nothing is logged
	// Hosts are the host names under which the server answers, besides loopback addresses; nil:
	// any name. Without the list, a page of another site could point its own name to this server
	// and read the answers (DNS rebinding).
	// Hosts are the names under which the server answers, apart from addresses of
	// the machine itself; nil: under any. A page that another site sends to a
	// browser could otherwise have its name point here and read the answers (DNS
	// rebinding).
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
	heavy    chan struct{} // matrices that are computed and reports that are rendered
	bodies   atomic.Int64  // bytes of requests that are not answered yet
	answers  budget        // memory of requests and answers
	timeouts timeouts
	spelling *limiter
	tasks    *tasks
	stopping atomic.Bool
	handler  http.Handler
}

// New returns a server. No model, a model without a name or table, and two models of one name
// are errors.
func New(c Config) (*Server, error) {
	if len(c.Models) == 0 {
		return nil, errors.New("serve: there is no model to serve")
	}
	processors := runtime.GOMAXPROCS(0)
	s := &Server{
		models: c.Models, log: c.Log, hosts: c.Hosts, metrics: newMetrics(),
		timeouts: timeouts{pieceTime, writeTime}, spelling: newLimiter(processors / 2),
		slots: make(chan struct{}, maxAtOnce), heavy: make(chan struct{}, processors),
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
		m.passes = &passes{table: m.Table(), sizes: s.metrics.passes, tasks: s.tasks, copies: copies}
	}
	s.handler = s.withGuards(s.routes())
	return s, nil
}

// ServeHTTP answers one request. A program that uses the server as a handler of its own
// HTTP server calls Close at the end.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// Close ends what goes on in the background, and waits for it. When it returns, only
// requests that are still being answered read the models; those that need a search for
// near words are answered with status 503 from then on. Serve calls it. It may be called
// more than once.
func (s *Server) Close() { s.tasks.end() }

// errClosed is the error of requests that come after Close.
var errClosed = httpErrorf(http.StatusServiceUnavailable, "the server is closed")

// Serve answers the requests on l until ctx is done, then stops: it answers the requests that
// were accepted before, and later ones with status 503, and closes l. It returns an error if
// listening fails, or if requests are not answered in time. When it returns, the server no
// longer reads the models.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	defer s.Close()
	web := s.web()
	failed := make(chan error, 1)
	go func() { failed <- web.Serve(l) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	return s.stop(web)
}

// web returns the HTTP server with limits for connections.
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

// health answers GET /healthz with status 200.
func (s *Server) health(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, "ok\n") }

// ready answers GET /readyz: status 200, or 503 with the reason if the server stops or the
// file of a model cannot be read.
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
