package serve

// This file lists what can be requested. A path that exists answers other methods
// with 405 and the header Allow (RFC 9110, section 15.5.6), so that a client learns
// what it did wrong.

import (
	"net/http"

	"github.com/klauspost/compress/gzhttp"
)

// jsonType is the media type of answers of the API.
const jsonType = "application/json"

// A route is an entry of the API: method and path, the URL parameters that it
// accepts, and the function that answers it. Paths and parameters are part of the API
// and do not change; /openapi.json lists them.
type route struct {
	method, path string
	parameters   []string // besides lang; nil: a GET accepts no others, a POST ignores them
	call         call
}

// calls returns the table of routes of the API. To add a route, add a row here and an entry in
// openapi.json.
func (s *Server) calls() []route {
	return []route{
		{"POST", "/api/attend", nil, s.attend},
		{"POST", "/api/report", []string{"format", "view", "lang"}, s.report},
		{"POST", "/api/search", nil, s.search},
		{"GET", "/api/similar", []string{"model", "word", "minus", "n"}, s.similar},
		{"GET", "/api/analogy", []string{"model", "a", "b", "c", "n"}, s.analogy},
		{"GET", "/api/odd", []string{"model", "word"}, s.odd},
		{"GET", "/api/vector", []string{"model", "word"}, s.vector},
		{"GET", "/api/map", []string{"model", "n"}, s.wordMap},
		{"GET", "/api/info", []string{"model"}, s.info},
		{"GET", "/api/models", nil, s.list},
	}
}

// routes returns the handler of all paths: the calls of the API, health, readiness and
// metrics, and the files of the page. Another method for a path of the table is an error
// with status 405, another path one with status 404.
func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	only := func(method, path string, h http.Handler) {
		mux.Handle(method+" "+path, h)
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Allow", method)
			writeError(w, r, httpErrorf(http.StatusMethodNotAllowed, "%s takes %s", path, method))
		})
	}
	for _, route := range s.calls() {
		only(route.method, route.path, s.answering(&route))
	}
	only("GET", "/healthz", http.HandlerFunc(s.health))
	only("GET", "/readyz", http.HandlerFunc(s.ready))
	only("GET", "/metrics", s.metrics.handler())
	for path, a := range assets {
		only("GET", path, a)
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		writeError(w, r, notFound("there is nothing here; /openapi.json describes what there is"))
	})
	// zstd is disabled, because each of its compressors needs several megabytes.
	compressed, err := gzhttp.NewWrapper(gzhttp.MinSize(compressFrom), gzhttp.EnableZstd(false))
	if err != nil {
		panic(err) // the options are constants
	}
	return compressed(mux)
}
