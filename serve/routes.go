package serve

import (
	"context"
	"errors"
	"io"
	"net/http"
	"sync"

	"github.com/klauspost/compress/gzhttp"
)

const jsonType = "application/json"

// A call answers a request; room has the body, and place for the answer.
type call func(room *scratch, r *http.Request) (answer, error)

// A route is a call and where it is.
type route struct {
	method, path string
	call         call
}

// calls lists the API.
func (s *Server) calls() []route {
	return []route{
		{"POST", "/api/attend", s.attend},
		{"POST", "/api/report", s.report},
		{"POST", "/api/search", s.search},
		{"GET", "/api/similar", s.similar},
		{"GET", "/api/analogy", s.analogy},
		{"GET", "/api/vector", s.vector},
		{"GET", "/api/map", s.mapped},
		{"GET", "/api/info", s.info},
		{"GET", "/api/models", s.list},
	}
}

// compressFrom is the size from which answers are compressed: below it that
// costs more time than a few packets do.
const compressFrom = 4 << 10

// routes puts every path to what answers it.
func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	only := func(method, path string, h http.Handler) {
		mux.Handle(method+" "+path, h)
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Allow", method)
			writeError(w, faultf(http.StatusMethodNotAllowed, "%s takes %s", path, method))
		})
	}
	for _, route := range s.calls() {
		only(route.method, route.path, s.answering(route.call))
	}
	only("GET", "/healthz", http.HandlerFunc(s.health))
	only("GET", "/readyz", http.HandlerFunc(s.ready))
	only("GET", "/metrics", s.figures.handler())
	for path, a := range assets {
		only("GET", path, a)
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		writeError(w, notFound("there is nothing here; /openapi.json describes what there is"))
	})
	// Compressors of zstd take several megabytes each.
	compressed, err := gzhttp.NewWrapper(gzhttp.MinSize(compressFrom), gzhttp.EnableZstd(false))
	if err != nil {
		panic(err) // the options are constants
	}
	return compressed(mux)
}

// A scratch is room that requests take in turns.
type scratch struct {
	body, out []byte
	sentence
}

var scratches = sync.Pool{New: func() any { return &scratch{} }}

// maxKept is the size of a scratch that is kept for the next request; a request
// that was unusually large leaves no memory occupied.
const maxKept = 256 << 10

func (room *scratch) release() {
	room.held.release()
	if cap(room.body)+cap(room.out) <= maxKept && room.size() <= maxKept {
		scratches.Put(room)
	}
}

// answering makes a handler of a call. The body is read before the request takes
// one of the slots, so that slow senders hold none.
func (s *Server) answering(c call) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		room := scratches.Get().(*scratch)
		room.held = share{budget: &s.answers}
		defer room.release()
		var err error
		defer func() { s.bodies.Add(-int64(len(room.body))) }()
		if room.body, err = s.readBody(room.body[:0], w, r); err != nil {
			writeError(w, err)
			return
		}
		select {
		case s.slots <- struct{}{}:
		default:
			writeError(w, faultf(http.StatusTooManyRequests, "%d requests are being answered; try again in a second", maxAtOnce))
			return
		}
		a, err := s.find(c, room, r)
		if err != nil {
			s.refuse(w, room, err)
			return
		}
		s.write(w, r, &room.held, &a)
	})
}

// quotes is how often an error may quote what was sent, in text that is longer than
// that: the error, the words, and each of them once more while it is encoded.
const quotes = 12

// refuse answers with an error.
func (s *Server) refuse(w http.ResponseWriter, room *scratch, err error) {
	if room.held.take(quotes*len(room.body)) != nil {
		err = errBusy
	}
	writeError(w, err)
}

// find finds the answer, and gives the slot back.
func (s *Server) find(c call, room *scratch, r *http.Request) (answer, error) {
	defer func() { <-s.slots }()
	ctx, cancel := context.WithTimeout(r.Context(), answerTime)
	defer cancel()
	return c(room, r.WithContext(ctx))
}

// readBody appends the body of a request to dst. Of all requests together only so
// much is taken, so that many who send large bodies slowly do not fill the memory.
func (s *Server) readBody(dst []byte, w http.ResponseWriter, r *http.Request) ([]byte, error) {
	if r.Body == nil || r.Body == http.NoBody {
		return dst, nil
	}
	in := http.MaxBytesReader(w, r.Body, maxBody)
	for {
		if len(dst) == cap(dst) {
			dst = append(dst, 0)[:len(dst)]
		}
		n, err := in.Read(dst[len(dst):cap(dst)])
		dst = dst[:len(dst)+n]
		if s.bodies.Add(int64(n)) > maxBodies {
			return dst, faultf(http.StatusTooManyRequests, "too much is being sent at once; try again in a second")
		}
		var large *http.MaxBytesError
		switch {
		case err == io.EOF:
			return dst, nil
		case errors.As(err, &large):
			return dst, err
		case err != nil:
			return dst, malformed("the body broke off: %w", err)
		}
	}
}
