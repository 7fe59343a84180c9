package report

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/w2vattn/w2vattn/report/picture"
)

// A Format is a way to write a report. Its string is the value of the flag --format
// and of "format" in a request, so formats are never renamed.
type Format string

// The formats.
const (
	Text     Format = "text"  // for a terminal
	JSON     Format = "json"  // one object on each line
	CSV      Format = "csv"   // a row for each weight
	Markdown Format = "md"    // CommonMark with GitHub's tables
	LaTeX    Format = "latex" // a document of its own
	HTML     Format = "html"  // a page of its own, with nothing to be fetched
	SVG      Format = "svg"   // a picture
	PNG      Format = "png"   // a picture
)

// formats is the table of formats: a new format is a new row, and an encoder. Its order
// is that of help. takes reports whether a part can be written in the format, which is
// whether it has the methods of the interface.
var formats = []struct {
	format     Format
	mediaType  string
	extensions []string // of files, the usual one first
	takes      func(part) bool
	encoder    func(io.Writer, *Options) encoder
}{
	{Text, "text/plain; charset=utf-8", []string{".txt"}, is[part], func(w io.Writer, o *Options) encoder {
		return newPages(w, o, &textPage{colours: colours{o.Color}})
	}},
	{JSON, "application/json", []string{".json", ".jsonl", ".ndjson"}, is[jsonPart],
		func(w io.Writer, _ *Options) encoder { return &jsonLines{w: w} },
	},
	{CSV, "text/csv; charset=utf-8", []string{".csv"}, is[csvPart], func(w io.Writer, _ *Options) encoder {
		return &csvLines{w: w}
	}},
	{Markdown, "text/markdown; charset=utf-8", []string{".md", ".markdown"}, is[part],
		func(w io.Writer, o *Options) encoder { return newPages(w, o, &markdownPage{}) },
	},
	{LaTeX, "application/x-tex", []string{".tex"}, is[part], func(w io.Writer, o *Options) encoder {
		return newPages(w, o, &latexPage{})
	}},
	{HTML, "text/html; charset=utf-8", []string{".html", ".htm"}, is[part], func(w io.Writer, o *Options) encoder {
		return newPages(w, o, &htmlPage{lang: o.language()})
	}},
	{SVG, "image/svg+xml", []string{".svg"}, is[picturePart], func(w io.Writer, o *Options) encoder {
		return &pictures{w: w, options: o, paint: func(w io.Writer, p *picture.Picture) error { return p.SVG(w) }}
	}},
	{PNG, "image/png", []string{".png"}, is[picturePart], func(w io.Writer, o *Options) encoder {
		return &pictures{w: w, options: o, paint: o.Paint}
	}},
}

// Formats lists all formats.
func Formats() []Format {
	all := make([]Format, len(formats))
	for i := range formats {
		all[i] = formats[i].format
	}
	return all
}

// row returns the index of f in the table; −1 if f is not a format.
func (f Format) row() int { return slices.Index(Formats(), f) }

// MediaType returns the format's type in HTTP, such as "text/html; charset=utf-8".
// The format must be one of Formats.
func (f Format) MediaType() string { return formats[f.row()].mediaType }

// Extension returns the usual extension of a file in this format, such as ".html".
// The format must be one of Formats.
func (f Format) Extension() string { return formats[f.row()].extensions[0] }

// ParseFormat returns the format of that name. Another name is an error that lists the
// formats.
func ParseFormat(name string) (Format, error) {
	if f := Format(name); f.row() >= 0 {
		return f, nil
	}
	return "", fmt.Errorf("report: there is no format %q; use one of %s", name, list(Formats()))
}

// FormatOf returns the format of a file name by its extension, in upper or lower case. An
// unknown extension is an error that lists the known ones.
func FormatOf(path string) (Format, error) {
	extension := strings.ToLower(filepath.Ext(path))
	var usual []string
	for _, row := range formats {
		if slices.Contains(row.extensions, extension) {
			return row.format, nil
		}
		usual = append(usual, row.extensions[0])
	}
	if extension == "" {
		return "", fmt.Errorf("report: %s has no extension; use one of %s", path, list(usual))
	}
	return "", fmt.Errorf("report: unknown extension %s; use one of %s", extension, list(usual))
}

// FormatsOf lists the formats that a kind of result can be written in; nil if it cannot be
// written.
func FormatsOf(r Result) []Format {
	p, err := partOf(r)
	if err != nil {
		return nil
	}
	var all []Format
	for _, row := range formats {
		if row.takes(p) {
			all = append(all, row.format)
		}
	}
	return all
}

// Takes returns an error if a kind of result cannot be written in a format. The error lists
// the formats that it can be written in.
func Takes(r Result, f Format) error {
	_, err := partFor(r, f)
	return err
}

// partFor returns the result as a part that can be written in a format.
func partFor(r Result, f Format) (part, error) {
	p, err := partOf(r)
	if err != nil {
		return nil, err
	}
	if i := f.row(); i < 0 || !formats[i].takes(p) {
		return nil, fmt.Errorf("report: this report cannot be written as %s; use one of %s",
			strings.ToUpper(string(f)), list(FormatsOf(p)))
	}
	return p, nil
}

// is reports whether a part has the methods of K.
func is[K part](p part) bool {
	_, ok := p.(K)
	return ok
}

// list returns names with commas between them.
func list[T ~string](all []T) string {
	names := make([]string, len(all))
	for i, f := range all {
		names[i] = string(f)
	}
	return strings.Join(names, ", ")
}
