// Package jsonline writes values as JSON, one line each.
package jsonline

import (
	"encoding/json"
	"io"
)

// Write writes v to w as one line of JSON that ends with a line feed. Unlike
// json.Marshal it does not escape <, > and &. It returns an error if v holds what
// JSON cannot express, such as NaN, or if w fails.
func Write(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}
