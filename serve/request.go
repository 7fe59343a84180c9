package serve

// This file takes a request from its bytes to the call of its route. The order of the
// steps is the order of their cost, and what is taken in one step is released in the
// reverse order:
//
//	memory of the pool → body → slot → parameters and model → call → (slot released) → answer written

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"sync"
	"unicode/utf8"

	"github.com/w2vattn/w2vattn/internal/message"
)

// A request is the input of a call.
type request struct {
	*scratch // its body, and memory for the answer
	ctx      context.Context
	values   url.Values // the parameters of its route
	model    *Model     // named by the parameter "model"; the first if it is left out
}

// A call answers a request. An error decides the status; see statusOf. A call returns
// before the answer is written, so it holds its slot only while it computes.
type call func(*request) (answer, error)

// A scratch is memory that requests reuse one after the other. One request uses it at a
// time.
type scratch struct {
	body, out []byte // of the request; of a small answer
	sentence
}

var scratches = sync.Pool{New: func() any { return &scratch{} }}

// maxKept is the size in bytes up to which a scratch is kept for later requests. The
// memory of unusually large requests is freed. It is that of a small answer.
const maxKept = 256 << 10

// release returns the memory of a request to the budget and the pool.
func (mem *scratch) release() {
	mem.held.release()
	if cap(mem.body)+cap(mem.out) <= maxKept && mem.size() <= maxKept {
		scratches.Put(mem)
	}
}

// answering returns the handler of a route. The body is read before the request takes one
// of the slots, so that slow clients occupy none; the slot is free again when the answer
// is computed, before the client reads it. The memory stays taken until the answer is
// written.
func (s *Server) answering(of *route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mem := scratches.Get().(*scratch)
		mem.held = share{budget: &s.answers}
		defer mem.release()
		var err error
		defer func() { s.bodies.Add(-int64(len(mem.body))) }()
		if mem.body, err = s.readBody(mem.body[:0], w, r); err != nil {
			writeError(w, r, err)
			return
		}
		select {
		case s.slots <- struct{}{}:
		default:
			writeError(w, r, httpErrorf(http.StatusTooManyRequests,
				"%d requests are being answered; try again in a second", maxAtOnce))
			return
		}
		a, err := s.find(of, mem, r)
		if err != nil {
			s.refuse(w, r, mem, err)
			return
		}
		s.write(w, r, &mem.held, &a)
	})
}

// quotes is the memory of an error answer as a multiple of the size of the body. An error
// can quote the body in its text and in the list of unknown words, and encoding copies
// both; the rest is a reserve.
const quotes = 12

// refuse answers with an error, within the memory budget.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, mem *scratch, err error) {
	if mem.held.take(quotes*len(mem.body)) != nil {
		err = errBusy
	}
	writeError(w, r, err)
}

// find calls the route with the parameters and the model of the request, and frees
// its slot. The context of the call ends after answerTime, or earlier if the client
// closes the connection.
func (s *Server) find(of *route, mem *scratch, r *http.Request) (answer, error) {
	defer func() { <-s.slots }()
	ctx, cancel := context.WithTimeout(r.Context(), answerTime)
	defer cancel()
	q := &request{scratch: mem, ctx: ctx}
	if of.method == http.MethodGet || of.parameters != nil {
		var err error
		if q.values, err = parameters(r, of.parameters); err != nil {
			return answer{}, err
		}
		if q.model, err = s.model(q.values.Get("model")); err != nil {
			return answer{}, err
		}
	}
	return of.call(q)
}

// readBody appends the body of a request to dst. The bytes of all bodies together are
// limited, so that many slow clients with large bodies do not fill the memory. With an
// error it returns what was read, whose bytes answering subtracts from the sum. Too large
// a body is status 413, too many bytes of all bodies 429.
func (s *Server) readBody(dst []byte, w http.ResponseWriter, r *http.Request) ([]byte, error) {
	if r.Body == nil || r.Body == http.NoBody {
		return dst, nil
	}
	// The loop is that of io.ReadAll, which has no way to add the bytes of each read
	// to a sum.
	in := http.MaxBytesReader(w, r.Body, maxBody)
	for {
		if len(dst) == cap(dst) {
			dst = append(dst, 0)[:len(dst)]
		}
		n, err := in.Read(dst[len(dst):cap(dst)])
		dst = dst[:len(dst)+n]
		if s.bodies.Add(int64(n)) > maxBodies {
			return dst, httpErrorf(http.StatusTooManyRequests,
				"too many bytes are being received; try again in a second")
		}
		var large *http.MaxBytesError
		switch {
		case err == io.EOF:
			return dst, nil
		case errors.As(err, &large):
			return dst, err
		case err != nil:
			return dst, malformed("the body ends early: %w", err)
		}
	}
}

// parameters parses the URL parameters of a request. A parameter that names does not list
// is an error with status 400, since a misspelled one would otherwise have no effect. All requests
// accept lang, the language of reports and errors.
func parameters(r *http.Request, names []string) (url.Values, error) {
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, malformed("the parameters: %w", err)
	}
	for name, all := range values {
		if name != "lang" && !slices.Contains(names, name) {
			return nil, malformed("there is no parameter %q; there are %q", name, names)
		}
		for _, v := range all {
			if !utf8.ValidString(v) {
				return nil, malformed("parameter %s is not valid UTF-8: %q", name, v)
			}
			if _, err := message.Parse(v); name == "lang" && v != "" && err != nil {
				return nil, badValue("parameter lang is %q, must be en or ko", v)
			}
		}
	}
	return values, nil
}

// number returns a parameter that is a number from 1 to most, and standard if it is
// missing. Text is an error with status 400, a number out of range with 422.
func (q *request) number(name string, standard, most int) (int, error) {
	if !q.values.Has(name) {
		return standard, nil
	}
	n, err := strconv.Atoi(q.values.Get(name))
	if err != nil {
		return 0, malformed("parameter %s is %q, must be a number", name, q.values.Get(name))
	}
	if n < 1 || n > most {
		return 0, badValue("parameter %s is %d, must be 1 to %d", name, n, most)
	}
	return n, nil
}
