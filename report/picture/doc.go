// Package picture describes drawings of a few kinds of marks (rectangles, lines, texts
// and grids of coloured cells) independent of the file format. [Picture.SVG] and
// [Picture.Inline] write SVG; package report/png writes PNG.
//
// Units are CSS pixels, y grows downwards, and a text is placed by its baseline. An SVG
// contains no font, so the width of a text is not known when it is written:
// [TextWidth] estimates it, rather too wide than too narrow.
package picture
