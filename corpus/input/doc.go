// Package input reads files as passages of text, from which package corpus makes
// sentences.
//
// A file goes through these steps, each in a file of its own:
//
//	paths        files, folders and patterns become a list of files
//	openfile     a file is opened, to be read up to the size that it has then
//	decompress   gzip, bzip2, xz and zstd are recognised by content
//	encoding     UTF-16, EUC-KR and others become UTF-8
//	linereader   text becomes lines, in pieces, and is checked
//	format       lines become passages: lines, text, stream, jsonl, csv, tsv
//
// A [Format] is a file of this package that is named in the list in format.go;
// docs/contributing/corpus-format.md describes how to add one. [Files] puts the steps
// together:
//
//	f := &input.Files{Paths: []string{"reviews.jsonl.zst"}, Format: input.JSONL("text")}
//	names, err := f.Begin()
//	for _, name := range names {
//		for p, err := range f.Passages(ctx, name) {
//			// p.Text is a line of the field "text", or a part of a long one
//		}
//	}
//
// Memory does not grow with the size of files or the length of lines, except that a
// record of jsonl, csv or tsv is read as a whole, up to [MaxRecord] bytes.
//
// Errors are of the form "corpus: FILE, line N: what is wrong; what to do". They wrap the
// errors of the file system, of the context and of the decoders. Bytes that are not UTF-8
// are an error or are replaced by U+FFFD and counted, by [InvalidUTF8]; a NUL byte is
// always an error.
//
// A value of [Files] is used by one goroutine at a time. Formats and encodings are
// immutable and safe for concurrent use.
package input
