// Package picture holds drawings made of a few kinds of marks (rectangles,
// lines, texts and grids of coloured cells), independent of the format that
// they end up in. [Picture.SVG] writes one as SVG; package report/png paints it.
//
// Units are CSS pixels, y grows downwards, and texts stand on their baseline.
// Nobody can measure text without its font, which an SVG does not carry:
// [TextWidth] estimates, on the wide side.
package picture
