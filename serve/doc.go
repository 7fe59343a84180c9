// Package serve contains the HTTP API and the web page of models: attention of a query over a
// sentence, nearest words, analogies, sentences ranked for a query, and a map of the words.
//
// A [Server] serves models until its context ends:
//
//	s, err := serve.New(serve.Config{Models: []*serve.Model{m}, Log: slog.Default()})
//	l, err := net.Listen("tcp", "127.0.0.1:8080")
//	err = s.Serve(ctx, l)
//
// A Server is also an http.Handler. A program that uses it as one calls [Server.Close] at the
// end.
//
// The table of routes is in routes.go. /openapi.json describes the calls, and tests compare
// it with the routes and the answers. /metrics has metrics for Prometheus, /healthz reports
// that the process runs and /readyz that it can answer.
//
// The server limits the size of a request, the number of its words, the memory and time of its
// answer, and the number of requests that are answered at once. Requests for nearest words that
// wait at the same time share one pass over the vectors. No path of a request reaches the file
// system, and the page shows text of models and users as text, never as markup.
package serve
