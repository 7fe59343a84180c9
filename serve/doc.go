// Package serve contains the HTTP API and the web page of models: attention of a query over a
// sentence, nearest words, analogies, sentences ranked for a query, and a map of the words.
//
// A [Server] serves models until its context is done:
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
//
// # Life of a request
//
//	Serve ─► withGuards        metrics, log, headers; host and site are checked; a panic is caught
//	      ─► compression       of answers from compressFrom bytes on
//	      ─► answering         body, memory of the budget, slot
//	      ─► call              the function of the route: lookup, attention, search
//	            ─► passes      nearest words: questions of several requests share a pass
//	            ─► enterHeavy  matrices and reports: one for each processor
//	      ─► write             in pieces, each with a deadline
//
// A request that finds no slot, no memory or too long a queue gets status 429 at once, and one that
// takes longer than answerTime gets 503; both have Retry-After. Its context ends when the client
// closes the connection, and with it the waiting and most of the work.
//
// # Memory
//
// A request takes the memory that it will hold from a budget, by an estimate that is made
// when the size of its input is known, and releases it after the client has read the
// answer. A slow client therefore holds its memory for longer. Small requests have a
// quarter of the budget for themselves. The buffers of a request are reused by later
// ones.
//
// # Stopping
//
// When the context of Serve ends, /readyz answers 503, new requests are refused with 503 for a
// moment, the accepted ones are answered, and the background tasks end. The models can then be
// closed.
package serve
