package serve

// This file gives each error its HTTP status and its JSON. Code that finds an error
// decides the status only where the error itself does not say it: the library does
// not know of HTTP.

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/internal/jsonline"
	"github.com/w2vattn/w2vattn/internal/message"
)

// An httpError is an error with the HTTP status of its answer.
type httpError struct {
	status int
	error
}

// httpErrorf returns an httpError whose text fmt.Errorf formats.
func httpErrorf(status int, format string, args ...any) error {
	return httpError{status, fmt.Errorf(format, args...)}
}

// malformed returns an error with status 400: the request cannot be parsed.
func malformed(format string, args ...any) error {
	return httpErrorf(http.StatusBadRequest, format, args...)
}

// notFound returns an error with status 404.
func notFound(format string, args ...any) error {
	return httpErrorf(http.StatusNotFound, format, args...)
}

// badValue returns an error with status 422: a value is out of range or does not fit the
// others.
func badValue(format string, args ...any) error {
	return httpErrorf(http.StatusUnprocessableEntity, format, args...)
}

// statusClientGone is the status in logs and metrics of requests whose client has closed the
// connection. It is not sent.
const statusClientGone = 499

// statusOf returns the HTTP status of an error: that of an httpError, or the one for
// an error of the library or of the context. Any other error is one of the server
// (500). Errors are matched with errors.As and errors.Is, so a function may add
// context with %w without changing the status.
func statusOf(err error) int {
	var f httpError
	var unknown *embed.UnknownWordError
	var zero *embed.ZeroQueryError
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &f):
		return f.status
	case errors.As(err, &zero), errors.Is(err, w2vattn.ErrNoOutputs):
		return http.StatusUnprocessableEntity
	case errors.As(err, &unknown):
		return http.StatusNotFound
	case errors.As(err, &large):
		return http.StatusRequestEntityTooLarge
	case errors.Is(err, context.DeadlineExceeded):
		return http.StatusServiceUnavailable
	case errors.Is(err, context.Canceled):
		return statusClientGone
	}
	return http.StatusInternalServerError
}

// An errorBody is the JSON of an error: {"error": "message", "unknown": ["wrod"], "near":
// [["word"]]}. The page offers the words of near as replacements.
type errorBody struct {
	Error   string   `json:"error"`
	Unknown []string `json:"unknown,omitempty"`
	// Near has, for each unknown word, words with a similar spelling.
	Near [][]string `json:"near,omitempty"`
}

// errorBodyOf returns the JSON of an error. Errors of the library are written as they
// are: they name words and fields, not files of the server.
func errorBodyOf(err error) errorBody {
	var unknown *embed.UnknownWordError
	var large *http.MaxBytesError
	c := errorBody{Error: err.Error()}
	switch {
	case errors.As(err, &unknown):
		c.Unknown, c.Near = unknown.Words, unknown.Near
	case errors.As(err, &large):
		c.Error = fmt.Sprintf("the body is larger than %d bytes", large.Limit)
	case errors.Is(err, context.DeadlineExceeded):
		c.Error = fmt.Sprintf("the answer took longer than %v and was cancelled", answerTime)
	}
	return c
}

// writeError answers with the status and the JSON of an error, in the language of the
// request. Clients may repeat a request that was refused for lack of memory, slots or
// time, after a second.
func writeError(w http.ResponseWriter, r *http.Request, err error) {
	status := statusOf(err)
	if status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "1")
	}
	w.Header().Set("Content-Type", jsonType)
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	body := errorBodyOf(err)
	body.Error, _ = message.Translate(languageOf(r), body.Error)
	jsonline.Write(w, body) //nolint:errcheck // the client is gone
}
