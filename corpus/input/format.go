package input

// This file lists the formats. A format says what a sentence is: a line, a sentence
// of running text, a number of tokens of a stream, or a line of one field of a
// record.

import (
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"slices"
	"strings"

	"github.com/w2vattn/w2vattn/internal/compression"
	"github.com/w2vattn/w2vattn/internal/english"
)

// A Format defines what a sentence is in a file. Its exported fields describe it: the
// help of --input, the choice by a file's extension and the table in docs/corpus.md are
// made from them. The zero value is not valid.
//
// passages is the implementation: it reads lines and yields passages. A Format has no
// state, so it can be used for several files at once.
type Format struct {
	Name       string   // for Parse and --input
	Extensions []string // extensions of its files, in lower case
	Help       string   // what a sentence is, in a few words
	Sentence   string   // what a sentence is, in Markdown
	Records    bool     // files hold records, of which one field is read

	endless  bool // only limit ends a sentence
	limit    int  // tokens in a sentence of an endless stream; 0: no limit
	passages func(*lineReader) iter.Seq2[Passage, error]
}

// formats returns all formats, in the order in which help lists them. field is the field
// that is read of records, limit the number of tokens in a sentence of a stream.
func formats(field string, limit int) []Format {
	return []Format{Lines(), Text(), Stream(limit), JSONL(field), CSV(field), TSV(field)}
}

// Formats returns all formats, in the order in which help lists them.
func Formats() []Format { return formats("text", 1) }

// String returns f.Name.
func (f Format) String() string { return f.Name }

// MaxTokens returns the number of tokens in each sentence of an endless stream, and 0 if
// the text defines where sentences end.
func (f Format) MaxTokens() int { return f.limit }

// check returns an error if f is the zero value or its limit is less than 1.
func (f Format) check() error {
	switch {
	case f.passages == nil:
		return errors.New("corpus: no format is given: use input.Lines, Text, Stream, JSONL, CSV, TSV or ByName")
	case f.endless && f.limit < 1:
		return fmt.Errorf("corpus: %s: sentences are cut every %d tokens, must be at least 1", f.Name, f.limit)
	}
	return nil
}

// Parse returns the format of that name, and ByName for "". limit is for Stream, field for
// the formats of records. An unknown name, or a limit of Stream less than 1, is an error.
// Names are those of Formats.
func Parse(name, field string, limit int) (Format, error) {
	if name == "" {
		return ByName(field), nil
	}
	all := formats(field, limit)
	for _, f := range all {
		if f.Name == name {
			return f, f.check()
		}
	}
	names := make([]string, len(all))
	for i, f := range all {
		names[i] = f.Name
	}
	return Format{}, fmt.Errorf("corpus: unknown input format %q; use %s", name, english.List(names, "or"))
}

// ByName reads each file in the format of its extension: JSONL for .jsonl, .ndjson and
// .json, CSV for .csv and TSV for .tsv. An extension of a compressed file, such as .gz, is
// skipped. All other files, and standard input, are Lines. The format is chosen by the name
// inside the archive: a.jsonl.gz is read as JSONL.
func ByName(field string) Format {
	all := formats(field, 1)
	return Format{Name: "by name", passages: func(l *lineReader) iter.Seq2[Passage, error] {
		return all[indexOf(l.file)].passages(l)
	}}
}

// IsRecords reports whether ByName reads a file of that name as records with fields.
func IsRecords(name string) bool { return Formats()[indexOf(name)].Records }

// indexOf returns the index in formats of the format by which ByName reads a file.
// Extensions are compared in lower case.
func indexOf(file string) int {
	extension := strings.ToLower(filepath.Ext(compression.TrimExtension(file)))
	i := slices.IndexFunc(Formats(), func(f Format) bool { return slices.Contains(f.Extensions, extension) })
	return max(i, 0) // 0: lines
}
