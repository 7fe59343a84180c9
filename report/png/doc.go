// Package png draws pictures as PNG. It is separate from package report because it
// imports a text shaper and a rasteriser, which no other format needs.
//
// Texts use the sans-serif fonts of the system, and for characters without a glyph in
// them any other font of the system. All scripts are shaped by HarfBuzz's rules. If no
// font has a character, [Write] returns an error that names the package to install,
// instead of drawing an empty box.
package png
