package jupyter

// This file has the types of the notebook format, as far as Write needs them, and writes
// them. The fields of each type are sorted by their JSON names, as Jupyter sorts them.

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
)

// A document is a notebook.
type document struct {
	Cells    []cell   `json:"cells"`
	Metadata metadata `json:"metadata"`
	Format   int      `json:"nbformat"`
	Minor    int      `json:"nbformat_minor"`
}

// metadata names the kernel that executes the code.
type metadata struct {
	Kernel   kernel   `json:"kernelspec"`
	Language language `json:"language_info"`
}

type (
	kernel struct {
		DisplayName string `json:"display_name"`
		Language    string `json:"language"`
		Name        string `json:"name"`
	}
	language struct {
		Name string `json:"name"`
	}
)

// A cell is a *markdownCell or a *codeCell.
type cell any

// A markdownCell is a cell with text.
type markdownCell struct {
	Type     string   `json:"cell_type"`
	ID       string   `json:"id"` // 1 to 64 letters, digits, - and _; no two cells have the same
	Metadata struct{} `json:"metadata"`
	Source   lines    `json:"source"`
}

// A codeCell is a cell with code and its outputs.
type codeCell struct {
	Type     string   `json:"cell_type"`
	Count    int      `json:"execution_count"` // position among the code cells, from 1
	ID       string   `json:"id"`
	Metadata struct{} `json:"metadata"`
	Outputs  []output `json:"outputs"` // not nil
	Source   lines    `json:"source"`
}

// An output is a *display or a *stream.
type output any

// A display is an output in several forms, of which a program shows the best that it can.
type display struct {
	Data     map[string]lines `json:"data"` // by media type
	Metadata struct{}         `json:"metadata"`
	Type     string           `json:"output_type"`
}

// A stream is text on standard output.
type stream struct {
	Name string `json:"name"`
	Type string `json:"output_type"`
	Text lines  `json:"text"`
}

// newDisplay returns an output with a form of a media type and one in plain text.
func newDisplay(mediaType, form, text string) *display {
	return &display{Data: map[string]lines{mediaType: lines(form), "text/plain": lines(text)}, Type: "display_data"}
}

// lines is a text. As JSON it is a list of its lines, each with its line feed, so that the
// difference of two notebooks can be read.
type lines string

// MarshalJSON implements json.Marshaler.
func (l lines) MarshalJSON() ([]byte, error) {
	list := []string{}
	for line := range strings.Lines(string(l)) {
		list = append(list, line)
	}
	return marshal(list)
}

// marshal returns a value as JSON in which <, > and & stand as they are.
func marshal(value any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	err := e.Encode(value)
	return b.Bytes(), err
}

// write writes a notebook of cells.
func write(w io.Writer, cells []cell) error {
	text, err := marshal(document{
		Cells:    cells,
		Metadata: metadata{kernel{"Python 3", "python", "python3"}, language{"python"}},
		Format:   4, Minor: 5,
	})
	if err != nil {
		return err
	}
	_, err = w.Write(text)
	return err
}
