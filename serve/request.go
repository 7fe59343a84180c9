package serve

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
)

// A request is what a call answers.
type request struct {
	*scratch // its body, and memory for the answer
	ctx      context.Context
	values   url.Values // the parameters of its route
	model    *Model     // named by the parameter "model"; the first if it is left out
}

// A call answers a request.
type call func(*request) (answer, error)

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

// answering makes the handler of a route. The body is read before the request takes
// one of the slots, so that slow senders hold none.
func (s *Server) answering(of *route) http.Handler {
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
		a, err := s.find(of, room, r)
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
func (s *Server) find(of *route, room *scratch, r *http.Request) (answer, error) {
	defer func() { <-s.slots }()
	ctx, cancel := context.WithTimeout(r.Context(), answerTime)
	defer cancel()
	q := &request{scratch: room, ctx: ctx}
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

// parameters reads the parameters of a request, of which only those named may be
// there.
func parameters(r *http.Request, names []string) (url.Values, error) {
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, malformed("the parameters: %w", err)
	}
	for name, all := range values {
		if !slices.Contains(names, name) {
			return nil, malformed("there is no parameter %q; there are %q", name, names)
		}
		for _, v := range all {
			if !utf8.ValidString(v) {
				return nil, malformed("parameter %s is no UTF-8: %q", name, v)
			}
		}
	}
	return values, nil
}

// number reads a parameter that is a number from 1 to most.
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
