package main

// This file lists the file formats of vectors.

import (
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/sentencetransformers"
)

// otherFormats lists the formats that package embed does not list. To add one, export
// its embed.FormatInfo from its package, add it here, and run
//
//	go test ./cmd/w2vattn -run TestFormatsTable -update
//
// which writes the table of docs/formats.md. The choices of --to follow from the list too.
var otherFormats = []embed.FormatInfo{
	sentencetransformers.Info,
}

// allFormats returns the descriptions of all formats, those of package embed first.
func allFormats() []embed.FormatInfo { return append(embed.FormatInfos(), otherFormats...) }

// writtenFormats returns the names of the formats that convert writes.
func writtenFormats() []embed.Format {
	var names []embed.Format
	for _, f := range allFormats() {
		if f.Written != "" {
			names = append(names, f.Name)
		}
	}
	return names
}
