// Package text cuts a corpus into spans that workers read side by side, each on
// its own, such that together they yield the sentences that corpus.Files yields
// on one machine.
//
// A span is the lines that begin between two bytes of a file. Where sentences are
// no lines, and in compressed files and on file systems that cannot seek, a span
// is a whole file. Spans are numbered in the order of the text, so that a number
// and a place in the span say what comes first, however the corpus was cut.
package text
