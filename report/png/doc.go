// Package png draws pictures as PNG. It is separate from package report because it
// imports a text shaper and a rasteriser, which no other format needs.
//
// An image has two pixels for each CSS pixel, or one if it would be too large otherwise. Rectangles and grids
// are drawn in whole pixels; lines and glyphs are outlines that are filled with anti-aliasing. The image is
// in memory as a whole, 4 bytes for each pixel, until it is encoded. The bytes depend on the fonts of the system,
// so unlike the other formats PNG is not the same on all machines.
//
// Texts use the sans-serif fonts of the system, and for characters without a glyph in
// them any other font of the system. All scripts are shaped by HarfBuzz's rules. If no
// font has a character, [Write] returns an error that names the package to install,
// instead of drawing an empty box.
package png
