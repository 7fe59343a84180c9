// Package serve answers questions about word vectors over HTTP, and shows them
// in a web page that it carries: how a query attends over a sentence, which words
// are near, where they lie on a map.
//
// A [Server] is made of models and serves them until its context ends:
//
//	s, err := serve.New(serve.Config{Models: []*serve.Model{m}, Log: slog.Default()})
//	l, err := net.Listen("tcp", "127.0.0.1:8080")
//	err = s.Serve(ctx, l)
//
// The calls are described by the OpenAPI document at /openapi.json, which the
// tests hold against the answers. The path /metrics has metrics for Prometheus,
// /healthz says that the process lives and /readyz that it can answer.
//
// What a request may cost is limited before it is looked at: its size, its words,
// how many are answered at once and for how long. Questions for near words that
// wait at the same time share one pass over the vectors. No path of a request
// reaches the file system, and what the page shows is text, never markup.
package serve
