// Package serve is the HTTP API and the web page of models: attention of a query over a
// sentence, near words, analogies, sentences ranked for a query, and a map of the words.
//
// A [Server] serves models until its context ends:
//
//	s, err := serve.New(serve.Config{Models: []*serve.Model{m}, Log: slog.Default()})
//	l, err := net.Listen("tcp", "127.0.0.1:8080")
//	err = s.Serve(ctx, l)
//
// It is an http.Handler too; then the caller calls [Server.Close] at the end.
//
// The table of routes is in routes.go. /openapi.json describes the calls, and tests compare
// it with the routes and the answers. /metrics has metrics for Prometheus, /healthz reports
// that the process runs and /readyz that it can answer.
//
// The cost of a request is limited before it is answered: its size, its words, its memory
// and its time, and how many requests are answered at once. Requests for near words that
// wait at the same time share one pass over the vectors. No path of a request reaches the
// file system, and the page shows text of models and users as text, never as markup.
package serve
