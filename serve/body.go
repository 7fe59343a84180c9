package serve

// This file reads JSON of clients strictly. A client that misspells "temperature"
// must learn it, instead of getting an answer with temperature 1. Status 400 means
// that the bytes are not JSON (RFC 8259); status 422 means that they are, but no
// request can be made of the values.

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// lenient makes the decoder replace an escaped half of a surrogate pair (\ud83d) by U+FFFD, as
// JavaScript does when it encodes UTF-8. parseJSON rejects bytes that are not UTF-8 before.
var lenient = jsontext.AllowInvalidUTF8(true)

// parseJSON reads the JSON object of a body into a struct. A body that is not one JSON
// value is malformed (status 400). A value that is not an object, an unknown field, null,
// and a value that a field cannot hold are bad values (status 422): a request with a
// misspelled field would otherwise get an answer to another question. Names of fields are
// case-sensitive. The body is read twice, first for what json.Unmarshal would accept.
func parseJSON(body []byte, into any) error {
	if !utf8.Valid(body) {
		return malformed("the body is not valid UTF-8 from byte %d on", invalidAt(body))
	}
	if err := checkJSON(jsontext.NewDecoder(bytes.NewReader(body), lenient)); err != nil {
		return err
	}
	err := json.Unmarshal(body, into, json.RejectUnknownMembers(true), lenient)
	var semantic *json.SemanticError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &semantic):
		return badValue("%w", explain(semantic))
	}
	return malformed("the body is not JSON: %w", err)
}

// checkJSON reads one object. It returns an error if the object contains null, or if more
// follows it.
func checkJSON(d *jsontext.Decoder) error {
	// The first characters of JSON values other than objects; 0 stands for all numbers.
	if kind := d.PeekKind(); strings.ContainsRune(`[tfn"0`, rune(kind)) {
		return badValue("the body is a JSON %s; an object is expected", kindName(kind))
	}
	for {
		token, err := d.ReadToken()
		if err != nil {
			return syntaxError(d, err)
		}
		if token.Kind() == 'n' {
			return badValue("%s is null; leave the field out or give it a value", field(d.StackPointer()))
		}
		if d.StackDepth() == 0 {
			break
		}
	}
	if _, err := d.ReadToken(); !errors.Is(err, io.EOF) {
		return malformed("there is more after the JSON value, from byte %d on", d.InputOffset())
	}
	return nil
}

// syntaxError returns the error for a body that is not JSON, with the position in bytes.
func syntaxError(d *jsontext.Decoder, err error) error {
	var syntax *jsontext.SyntacticError
	switch {
	case errors.Is(err, io.EOF):
		return malformed("the body is empty; a JSON object is expected")
	case errors.Is(err, io.ErrUnexpectedEOF):
		return malformed("the body ends within the JSON value")
	case errors.Is(err, jsontext.ErrDuplicateName):
		return malformed("the body is not JSON: a name occurs twice in an object, byte %d", d.InputOffset()+1)
	case errors.As(err, &syntax):
		return malformed("the body is not JSON: byte %d: %w", syntax.ByteOffset+1, syntax.Err)
	}
	return malformed("the body is not JSON: %w", err)
}

// explain returns an error that names the field, its value and what the field can hold.
func explain(e *json.SemanticError) error {
	at := field(e.JSONPointer)
	switch {
	case errors.Is(e.Err, json.ErrUnknownName):
		return fmt.Errorf("there is no field %s; names are case-sensitive, and /openapi.json lists them", at)
	case e.JSONValue != nil:
		return fmt.Errorf("%s is %s, must be %s", at, e.JSONValue, expected(e.GoType))
	case e.Err != nil:
		return e.Err
	}
	return fmt.Errorf("%s is a JSON %s, must be %s", at, kindName(e.JSONKind), expected(e.GoType))
}

// field returns the name of the field that a JSON pointer (RFC 6901) leads to, in
// quotation marks, and the index of an element of a list in it. ~1 and ~0 stand for / and
// ~ in pointers.
func field(p jsontext.Pointer) string {
	name, rest, within := strings.Cut(strings.TrimPrefix(string(p), "/"), "/")
	at := fmt.Sprintf("%q", strings.NewReplacer("~1", "/", "~0", "~").Replace(name))
	if within {
		at = fmt.Sprintf("element %s of %s", rest, at)
	}
	return at
}

// kindName returns the name of a kind of JSON value.
func kindName(k jsontext.Kind) string {
	switch k {
	case '[':
		return "array"
	case '{':
		return "object"
	}
	return k.String()
}

// expected describes the values that a field of a type can hold, for errors: `"n" is
// "ten", must be a whole number`. Types with an UnmarshalJSON of their own describe
// themselves.
func expected(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Int:
		return "a whole number"
	case reflect.Bool:
		return "true or false"
	case reflect.Slice:
		return "a list of words"
	}
	return "a string"
}

// invalidAt returns the position of the first byte that is not part of valid UTF-8, from
// 0; the length of b if all are.
func invalidAt(b []byte) int {
	at := 0
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n == 1 {
			break
		}
		b, at = b[n:], at+n
	}
	return at
}
