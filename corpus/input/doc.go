// Package input reads files as passages of text, from which package corpus makes
// sentences.
//
// A file goes through these steps, each in a file of its own:
//
//	paths        files, folders and patterns become a list of files
//	openfile     a file is opened and read as far as it reaches then
//	decompress   gzip, bzip2, xz and zstd are recognised by content
//	encoding     UTF-16, EUC-KR and others become UTF-8
//	linereader   text becomes lines, in pieces, and is checked
//	format       lines become passages: lines, text, stream, jsonl, csv, tsv
//
// A [Format] is a file of this package that is named in the table in format.go.
// [Files] puts the steps together.
package input
