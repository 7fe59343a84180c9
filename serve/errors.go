package serve

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/internal/jsonline"
)

// A fault is an error with the status that it is answered with.
type fault struct {
	status int
	error
}

func faultf(status int, format string, args ...any) error {
	return fault{status, fmt.Errorf(format, args...)}
}

func malformed(format string, args ...any) error {
	return faultf(http.StatusBadRequest, format, args...)
}

func notFound(format string, args ...any) error {
	return faultf(http.StatusNotFound, format, args...)
}

func badValue(format string, args ...any) error {
	return faultf(http.StatusUnprocessableEntity, format, args...)
}

// gone is the status that logs and figures have where the client went before it
// was answered; nobody is sent it.
const gone = 499

// statusOf is the status that an error is answered with.
func statusOf(err error) int {
	var f fault
	var unknown *embed.UnknownWordError
	var zero *embed.ZeroQueryError
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &f):
		return f.status
	case errors.As(err, &zero):
		return http.StatusUnprocessableEntity
	case errors.As(err, &unknown):
		return http.StatusNotFound
	case errors.As(err, &large):
		return http.StatusRequestEntityTooLarge
	case errors.Is(err, context.DeadlineExceeded):
		return http.StatusServiceUnavailable
	case errors.Is(err, context.Canceled):
		return gone
	}
	return http.StatusInternalServerError
}

// A complaint is an error as it is answered.
type complaint struct {
	Error string `json:"error"`
	// Near are, for each unknown word, words spelt alike.
	Unknown []string   `json:"unknown,omitempty"`
	Near    [][]string `json:"near,omitempty"`
}

// complaintOf says an error to whoever asked.
func complaintOf(err error) complaint {
	var unknown *embed.UnknownWordError
	var large *http.MaxBytesError
	c := complaint{Error: err.Error()}
	switch {
	case errors.As(err, &unknown):
		c.Unknown, c.Near = unknown.Words, unknown.Near
	case errors.As(err, &large):
		c.Error = fmt.Sprintf("the body is larger than %d bytes", large.Limit)
	case errors.Is(err, context.DeadlineExceeded):
		c.Error = fmt.Sprintf("the answer took longer than %v and was given up", answerTime)
	}
	return c
}

// writeError answers with an error.
func writeError(w http.ResponseWriter, err error) {
	status := statusOf(err)
	if status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "1")
	}
	w.Header().Set("Content-Type", jsonType)
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	jsonline.Write(w, complaintOf(err)) //nolint:errcheck // who went away is told nothing
}
