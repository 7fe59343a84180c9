package input

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

// A Format says what is a sentence in a file. Its exported fields describe it: help,
// the choice by a file's name and docs/corpus.md are made of them. The zero value is
// not valid.
type Format struct {
	Name       string
	Extensions []string // in lower case, of files that have this format by their name
	Help       string   // what is a sentence, in a few words
	Sentence   string   // what is a sentence, as docs/corpus.md says it
	Records    bool     // files hold records, of which one field is read

	endless  bool // only the limit ends a sentence
	limit    int
	passages func(*lineReader) iter.Seq2[Passage, error]
}

// formats are all formats, in the order in which help lists them. field is the one that
// is read of records, limit that of a stream.
func formats(field string, limit int) []Format {
	return []Format{Lines(), Text(), Stream(limit), JSONL(field), CSV(field), TSV(field)}
}

// Formats returns all formats, to list them.
func Formats() []Format { return formats("text", 1) }

// String returns the name that Parse knows.
func (f Format) String() string { return f.Name }

// MaxTokens returns the number of tokens of which each sentence of an endless stream is
// made, and 0 if the text says where a sentence ends.
func (f Format) MaxTokens() int { return f.limit }

// check returns an error if f cannot be read.
func (f Format) check() error {
	switch {
	case f.passages == nil:
		return errors.New("corpus: no input is given: use input.Lines, Text, Stream, JSONL, CSV, TSV or ByName")
	case f.endless && f.limit < 1:
		return fmt.Errorf("corpus: %s: sentences are cut every %d tokens, must be at least 1", f.Name, f.limit)
	}
	return nil
}

// Parse returns the format of that name, ByName for "". limit is Stream's, field that
// of the formats with records.
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
	return Format{}, fmt.Errorf("corpus: no input %q; there are %s", name, english.List(names, "and"))
}

// ByName reads each file in the format that its extension stands for, such as JSONL for
// .jsonl, also if .gz or the like follows; files with other names are Lines.
func ByName(field string) Format {
	all := formats(field, 1)
	return Format{Name: "by name", passages: func(l *lineReader) iter.Seq2[Passage, error] {
		return all[indexOf(l.file)].passages(l)
	}}
}

// IsRecords reports whether ByName reads the field of records from a file of that name.
func IsRecords(name string) bool { return Formats()[indexOf(name)].Records }

// indexOf returns the index in formats of the format of a file with that name.
func indexOf(file string) int {
	extension := strings.ToLower(filepath.Ext(compression.TrimExtension(file)))
	i := slices.IndexFunc(Formats(), func(f Format) bool { return slices.Contains(f.Extensions, extension) })
	return max(i, 0) // lines
}
