package corpus

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"strings"

	"github.com/w2vattn/w2vattn/internal/compression"
)

// A passage is a stretch of text that the tokenizer sees at once. A sentence
// is made of one or several.
type passage struct {
	text     string
	line     int
	last     bool // the sentence ends with it
	replaced int
}

// An Input says what is a sentence in a file.
type Input struct {
	name  string
	limit int  // tokens after which a sentence is cut
	cuts  bool // whether such a cut is something to report
	read  func(*lineReader) iter.Seq2[passage, error]
}

// String returns the name that ParseInput knows.
func (in Input) String() string { return in.name }

// check says why in cannot be read.
func (in Input) check() error {
	switch {
	case in.read == nil:
		return errors.New("corpus: no input is given: use Lines, Text, Stream, JSONL, CSV, TSV or ByName")
	case in.limit < 1:
		return fmt.Errorf("corpus: %s: sentences are cut every %d tokens, must be at least 1", in.name, in.limit)
	}
	return nil
}

// Lines takes every line for a sentence.
func Lines() Input {
	return Input{name: "lines", limit: MaxSentence, cuts: true, read: readLines}
}

// Text reads running text: lines are wrapped, a blank line ends a paragraph,
// and paragraphs are cut into sentences by UAX #29.
func Text() Input {
	return Input{name: "text", limit: MaxSentence, cuts: true, read: readText}
}

// Stream takes a file for one endless sentence and cuts it every limit tokens. A
// limit less than 1 is an error of whatever reads the input.
func Stream(limit int) Input {
	return Input{name: "stream", limit: limit, read: readStream}
}

// ByName reads each file by its name: JSONL for .jsonl, .ndjson and .json, CSV
// for .csv and TSV for .tsv, also if .gz or the like follows, else Lines.
func ByName(field string) Input {
	inputs := recordInputs(field)
	return Input{name: "by name", limit: MaxSentence, cuts: true, read: func(l *lineReader) iter.Seq2[passage, error] {
		if in, ok := inputs[extensionOf(l.file)]; ok {
			return in.read(l)
		}
		return readLines(l)
	}}
}

// recordInputs are the inputs with fields, by the extensions of their files.
func recordInputs(field string) map[string]Input {
	inputs := map[string]Input{".csv": CSV(field), ".tsv": TSV(field)}
	for _, extension := range []string{".jsonl", ".ndjson", ".json"} {
		inputs[extension] = JSONL(field)
	}
	return inputs
}

// extensionOf is the extension of a file, without one that says that it is compressed,
// in lower case.
func extensionOf(name string) string {
	return strings.ToLower(filepath.Ext(compression.TrimExtension(name)))
}

// IsRecords reports whether ByName reads the field of records from a file of that
// name.
func IsRecords(name string) bool {
	_, ok := recordInputs("")[extensionOf(name)]
	return ok
}

// ParseInput returns the input of that name, ByName for "". limit is Stream's,
// field that of the inputs with records.
func ParseInput(name, field string, limit int) (Input, error) {
	if name == "" {
		return ByName(field), nil
	}
	for _, in := range []Input{Lines(), Text(), Stream(limit), JSONL(field), CSV(field), TSV(field)} {
		if in.name == name {
			return in, in.check()
		}
	}
	return Input{}, fmt.Errorf("corpus: no input %q; there are lines, text, stream, jsonl, csv and tsv", name)
}

// pieces yields what is left of l.
func pieces(l *lineReader) iter.Seq2[piece, error] {
	return func(yield func(piece, error) bool) {
		for {
			p, err := l.next()
			if errors.Is(err, io.EOF) {
				return
			}
			if !yield(p, err) || err != nil {
				return
			}
		}
	}
}

func readLines(l *lineReader) iter.Seq2[passage, error] {
	return func(yield func(passage, error) bool) {
		for p, err := range pieces(l) {
			if !yield(passage(p), err) {
				return
			}
		}
	}
}

func readStream(l *lineReader) iter.Seq2[passage, error] {
	return func(yield func(passage, error) bool) {
		for p, err := range pieces(l) {
			p.last = false
			if !yield(passage(p), err) {
				return
			}
		}
	}
}
