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
// Package report/picture describes pictures and writes SVG. Package report/png writes PNG;
// it is separate because it imports a text shaper and a rasteriser.
//
// # From a result to each format
//
//	Result ─partOf─► part ─blocks──► heading, remark, table, … ─writeOn─► page    text, md, latex, html
//	                      ─json────► object                                        json
//	                      ─csv─────► csvWriter                                     csv
//	                      ─picture─► picture.Picture ─SVG or Options.Paint─►       svg, png
//
// A part is a result with the methods by which it is written: blocks always, json, csv
// and picture if it can be written so. Blocks do not depend on formats, and pages do not
// depend on results. A new result is therefore one new type, and so is a new format. An
// encoder adds the parts of a report one by one; pages, JSON and CSV are written at once
// and need memory for one result only, pictures are stacked and written at the end.
//
// The time and size of a report grow with the numbers that it shows: n·m for a matrix of n queries
// and m keys. Tables and drawings have limits, beyond which they show the largest weights only:
// maxMatrix, maxLinks, strongestShown.
//
// # Same bytes everywhere
//
// The same result gives the same bytes on all machines. For that, products in sums are
// converted, as in float64(x*y) + z: Go may otherwise compute x*y + z with one rounding on some
// architectures (a fused multiply-add), and the last digit of a coordinate would differ.
//
// # Words
//
// Words come from users: every format shows them literally, whatever characters they
// contain; control characters are shown as U+FFFD.
package report
