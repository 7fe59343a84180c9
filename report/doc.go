// Package report shows results of attention to people and to programs: as text
// for a terminal, JSON, CSV, Markdown, LaTeX, an HTML page, SVG and PNG.
//
// A [Result] is one of package w2vattn's: an attention, a self-attention, a
// cross-attention or a comparison. [Write] writes one, a [Writer] any number, one
// after the other. A [Worked] shows every step of an attention, to be redone by
// hand, a [Story] what attention is for, a [Search] the sentences that were found.
// [Attention], [Self] and [Comparison] are the results as parts of a report. This
// package imports w2vattn, which does not know it.
//
// For people a part is a list of blocks (headings, remarks, tables, figures),
// which each page writes in its own way; for programs it writes its numbers.
// Words come from strangers: each format takes them literally, whatever they
// hold, and control characters are shown as U+FFFD.
//
// Pictures are drawn by package report/picture, without a font at hand; package
// report/png paints them, and brings what that takes.
package report
