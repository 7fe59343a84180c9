package report

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// A Format is a way to write a report.
type Format string

// The formats.
const (
	Text     Format = "text"  // for a terminal
	JSON     Format = "json"  // an object a line
	CSV      Format = "csv"   // a row for each weight
	Markdown Format = "md"    // CommonMark with GitHub's tables
	LaTeX    Format = "latex" // a document of its own
	HTML     Format = "html"  // a page of its own, with nothing to be fetched
	SVG      Format = "svg"   // a picture
	PNG      Format = "png"   // a picture
)

// Formats lists all formats.
func Formats() []Format { return []Format{Text, JSON, CSV, Markdown, LaTeX, HTML, SVG, PNG} }

// ParseFormat returns the format of that name.
func ParseFormat(name string) (Format, error) {
	if f := Format(name); slices.Contains(Formats(), f) {
		return f, nil
	}
	return "", fmt.Errorf("report: no format %q; there are %s", name, listed(Formats()))
}

// byExtension lists what a file's name tells.
var byExtension = map[string]Format{
	".txt": Text, ".json": JSON, ".jsonl": JSON, ".ndjson": JSON, ".csv": CSV, ".md": Markdown, ".markdown": Markdown,
	".tex": LaTeX, ".html": HTML, ".htm": HTML, ".svg": SVG, ".png": PNG,
}

// FormatOf returns the format that a file's extension stands for.
func FormatOf(path string) (Format, error) {
	extension := strings.ToLower(filepath.Ext(path))
	if f, ok := byExtension[extension]; ok {
		return f, nil
	}
	return "", fmt.Errorf("report: the extension of %s stands for no format; there are .txt, .json, .csv, .md, .tex, .html, .svg and .png", path)
}

// listed writes formats as “a, b and c”.
func listed(all []Format) string {
	names := make([]string, len(all))
	for i, f := range all {
		names[i] = string(f)
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}
