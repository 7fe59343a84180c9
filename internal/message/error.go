package message

import (
	"errors"
	"fmt"
	"strings"
)

// An Error is an error whose text is a message.
type Error struct {
	message Message
	args    []any
	wraps   error
}

// Errorf returns an error with the message as its text. An argument that is an error is
// wrapped if its verb is %w, as fmt.Errorf does.
func (m Message) Errorf(args ...any) *Error {
	return &Error{m, args, errors.Unwrap(fmt.Errorf(m.English, args...))}
}

// Error returns the text in English.
func (e *Error) Error() string { return e.In(English) }

// Unwrap returns the wrapped error, or nil.
func (e *Error) Unwrap() error { return e.wraps }

// In returns the text in a language, with arguments that are such errors themselves, or
// messages, in this language too.
func (e *Error) In(l Language) string {
	args := make([]any, len(e.args))
	for i, arg := range e.args {
		switch arg := arg.(type) {
		case Message:
			args[i] = arg.In(l)
		case error:
			args[i] = ErrorIn(l, arg)
		default:
			args[i] = arg
		}
	}
	text := Message{strings.ReplaceAll(e.message.English, "%w", "%s"), strings.ReplaceAll(e.message.Korean, "%w", "%s")}
	return text.Format(l, args...)
}

// ErrorIn returns the text of err in a language, as far as it has one: the text of the
// first *Error that err is or wraps is replaced, and what stands around it stays.
func ErrorIn(l Language, err error) string {
	text := err.Error()
	if e := (*Error)(nil); l != English && errors.As(err, &e) {
		return strings.Replace(text, e.Error(), e.In(l), 1)
	}
	return text
}
