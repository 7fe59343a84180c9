// Package report shows results of attention to people and to programs: as text
// for a terminal, JSON, CSV, Markdown, LaTeX, an HTML page, SVG and PNG.
//
// An [Attention] is what one query sees in a sentence, a [Self] what the tokens
// of a sentence see in each other, a [Worked] every step of an attention to be
// redone by hand, a [Comparison] the same query by several scores and
// temperatures, a [Story] what attention is for. All are plain data: the caller
// fills them in, and a [Writer] writes any number of them, one after the other.
//
// For people a part is a list of blocks (headings, remarks, tables, figures),
// which each page writes in its own way; for programs it writes its numbers.
// Words come from strangers: each format takes them literally, whatever they
// hold, and control characters are shown as U+FFFD.
//
// Pictures are drawn by package report/picture, without a font at hand; package
// report/png paints them, and brings what that takes.
package report
