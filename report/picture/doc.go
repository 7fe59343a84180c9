// Package picture describes drawings of a few kinds of marks (rectangles, lines, texts
// and grids of coloured cells) independent of the file format. [Picture.SVG] and
// [Picture.Inline] write SVG; package report/png writes PNG.
//
// A package that draws makes a Picture and appends marks to it; the formats draw the marks in their
// order. Whoever adds a kind of mark adds it to the three type switches: svg.marks here,
// canvas.draw in report/png and latexPage.figure in report.
//
// Units are CSS pixels, y grows downwards, and a text is placed by its baseline. An SVG
// contains no font, so the width of a text is not known when it is written:
// [TextWidth] estimates it, rather too wide than too narrow.
package picture
