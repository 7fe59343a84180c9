package input

// This file reads JSON Lines: one object on each line, such as
//
//	{"id": 17, "text": "The film was wonderful.", "book": {"title": "…"}}
//
// of which one field is the text; "book.title" is a field of a nested object. Other
// values are skipped without decoding.

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// JSONL is the format of one JSON object per line. Each line of the string in one field
// is a sentence. field is a name; "a.b" is the field b of the object in the field a. A
// line that is not an object, or whose field is not a string, is an error. Objects
// without the field, or with null in it, are counted in Findings.Missing; if no object
// has it, that is an error.
//
// JSONL("review.text") reads one sentence of this line:
//
//	{"id": 1, "review": {"stars": 5, "text": "the cat reads"}}
func JSONL(field string) Format {
	path := strings.Split(field, ".")
	return Format{
		Name: "jsonl", Extensions: []string{".jsonl", ".ndjson", ".json"}, Help: fieldHelp, Records: true,
		Sentence: "each line of the string in `--field`; `a.b` is the field b of the object a",
		passages: readRecords(field, func(l *lineReader) recordReader {
			j := jsonReader{lines: l, path: path, decoder: jsontext.NewDecoder(&bytes.Reader{})}
			return j.next
		}),
	}
}

// A jsonReader reads one record from each line. It parses the tokens of a line and skips
// the values that are not needed, so only the field is decoded. The decoder and the reader
// of the line are reused.
type jsonReader struct {
	lines   *lineReader
	path    []string // names of the field and the objects around it, outermost first
	decoder *jsontext.Decoder
	text    strings.Reader // the line
}

// next returns the next record, and io.EOF after the last one. Blank lines are skipped. The
// names of the fields of the first record are kept for the error about a missing field.
func (j *jsonReader) next() (record, error) {
	for {
		line, err := j.lines.wholeLine()
		if err != nil {
			return record{}, err
		}
		if strings.TrimSpace(line.Text) == "" {
			continue
		}
		r := record{line: line.Line, missing: true, replaced: line.Replaced}
		j.text.Reset(line.Text)
		j.decoder.Reset(&j.text, jsontext.AllowDuplicateNames(true),
			jsontext.AllowInvalidUTF8(j.lines.invalid == ReplaceInvalid))
		if err := j.object(&r, j.path); err != nil {
			return record{}, j.lines.errorAt(line.Line, "%w", explainJSON(err))
		}
		if _, err := j.decoder.ReadToken(); !errors.Is(err, io.EOF) {
			return record{}, j.lines.errorAt(line.Line, "text follows the JSON object; write one object per line")
		}
		if j.lines.names == "" {
			j.lines.names = fieldNames(line.Text)
		}
		return r, nil
	}
}

// object reads an object and stores its field at path in r. The rest of the object is
// parsed too, because a line that is not valid JSON is an error. If several fields have the
// same name, the last one is used, as in encoding/json.
func (j *jsonReader) object(r *record, path []string) error {
	if kind := j.decoder.PeekKind(); kind != '{' {
		if kind == 0 { // invalid JSON
			if _, err := j.decoder.ReadToken(); err != nil {
				return err
			}
		}
		return errNoObject
	}
	if _, err := j.decoder.ReadToken(); err != nil {
		return err
	}
	for j.decoder.PeekKind() != '}' {
		name, err := j.decoder.ReadToken()
		if err != nil {
			return err
		}
		if name.String() != path[0] {
			err = j.decoder.SkipValue()
		} else {
			err = j.value(r, path)
		}
		if err != nil {
			return err
		}
	}
	_, err := j.decoder.ReadToken()
	return err
}

// errNoObject is the error for a line, or a value on the way to the field, that is not an
// object.
var errNoObject = errors.New("not a JSON object; write one object per line")

// value reads the value of the field path[0] and stores it in r. A value on the way to the
// field that is not an object means that the field is missing.
func (j *jsonReader) value(r *record, path []string) error {
	switch kind := j.decoder.PeekKind(); {
	case kind == 'n':
		return j.decoder.SkipValue()
	case len(path) > 1 && kind == '{':
		return j.object(r, path[1:])
	case len(path) > 1:
		return j.decoder.SkipValue()
	case kind != '"':
		if err := j.decoder.SkipValue(); err != nil {
			return err
		}
		return fmt.Errorf("the field %s is %s, expected a string", strings.Join(j.path, "."), kindName(kind))
	}
	text, err := j.decoder.ReadToken()
	if err != nil {
		return err
	}
	r.text, r.missing = text.String(), false
	return nil
}

// kindName returns the kind of a JSON value in English, with an article.
func kindName(kind jsontext.Kind) string {
	switch kind {
	case '{':
		return "an object"
	case '[':
		return "a list"
	case '0':
		return "a number"
	}
	return "true or false"
}

// explainJSON returns an error of the decoder without the name of its package. The byte
// counts from 1.
func explainJSON(err error) error {
	var syntax *jsontext.SyntacticError
	if errors.As(err, &syntax) {
		return fmt.Errorf("byte %d of the line: invalid JSON: %w", syntax.ByteOffset+1, syntax.Err)
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("the JSON object is incomplete")
	}
	return err
}

// fieldNames lists the first maxNames fields of the JSON object text: "id, book,
// book.title". Names of nested fields are joined with a dot. Malformed JSON ends the list.
func fieldNames(text string) string {
	d := jsontext.NewDecoder(strings.NewReader(text), jsontext.AllowDuplicateNames(true),
		jsontext.AllowInvalidUTF8(true))
	var names []string
	for len(names) < maxNames {
		if _, err := d.ReadToken(); err != nil {
			break
		}
		kind, n := d.StackIndex(d.StackDepth())
		if kind == '{' && n%2 == 1 { // a name was read
			names = append(names, strings.ReplaceAll(strings.TrimPrefix(string(d.StackPointer()), "/"), "/", "."))
			if d.PeekKind() != '{' && d.SkipValue() != nil {
				break
			}
		}
	}
	return strings.Join(names, ", ")
}

// maxNames is the number of fields that an error lists.
const maxNames = 20
