// Package report writes results of attention for people and for programs: as text for a
// terminal, JSON, CSV, Markdown, LaTeX, an HTML page, SVG and PNG.
//
// A [Result] is a result of package w2vattn: an attention, a self-attention, a
// cross-attention or a comparison; a [Worked], which shows every step of an attention so
// that it can be recomputed by hand; a [Search], the sentences that a query finds; or a
// [Story], which explains attention by an example. [Write] writes one result, a [Writer]
// writes any number one after the other.
//
// The table of formats is in format.go: a new format is a new row with an encoder. For
// people, a result is a list of blocks (headings, remarks, tables, figures), which each
// page writes in its format; for programs, it writes its numbers. Texts for people are in
// English or Korean, and come from package internal/message; JSON and CSV do not depend on
// the language.
//
// Words come from users: every format shows them literally, whatever characters they
// contain; control characters are shown as U+FFFD.
//
// Package report/picture describes pictures and writes SVG. Package report/png writes PNG;
// it is separate because it contains fonts.
package report
