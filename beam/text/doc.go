// Package text cuts a corpus into spans that workers read independently. Together the
// spans contain the sentences that corpus.Files yields on one machine.
//
// A span is the lines that begin between two bytes of a file. It is a whole file if
// sentences are not lines, if the file is compressed, or if its file system cannot seek.
// Spans are numbered in the order of the text, so that a span number and a position in
// the span give the order of the text, however the corpus was cut.
package text
