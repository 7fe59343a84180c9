// Package png paints pictures as PNG. It is apart from package report because
// it brings a text shaper and a rasteriser, which no other format needs.
//
// Texts are set in the fonts of the system: sans-serif ones, and for what those
// lack any font that has it. Words of all scripts are shaped as they are read,
// and no empty box is ever painted: where no font has a character, [Write]
// returns an error that says what to install.
package png
