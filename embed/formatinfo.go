package embed

// This file describes formats for documents and help.

import (
	"slices"

	"github.com/w2vattn/w2vattn/embed/internal/format"
)

// A FormatInfo describes a file format, as the table of docs/formats.md has it. A package whose
// format is not in the list of [Formats], such as embed/sentencetransformers, has a variable
// Info of this type.
type FormatInfo struct {
	Name Format
	// Extensions are those of file names, with the dot.
	Extensions []string
	// Folder is whether the format is a folder.
	Folder bool
	// Read and Written say what of the format can be read and written, in a few words of
	// Markdown; "" means that it cannot be.
	Read, Written string
	// Streamed says whether vectors are read and written without all of them in memory.
	Streamed string
	// Words says how words are stored, and which cannot be.
	Words string
}

// FormatInfos returns the descriptions of the formats of [Formats], in its order.
func FormatInfos() []FormatInfo {
	var all []FormatInfo
	for _, f := range allFormats() {
		all = append(all, infoOf(f))
	}
	return all
}

// infoOf returns the description of f.
func infoOf(f *format.Format) FormatInfo {
	return FormatInfo{
		Name: Format(f.Name), Extensions: slices.Clone(f.Extensions), Folder: f.Folder != nil,
		Read: f.ReadDoc, Written: f.WrittenDoc, Streamed: f.StreamDoc, Words: f.WordsDoc,
	}
}
