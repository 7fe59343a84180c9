// Package english writes numbers, sizes and durations as notes and reports show
// them in English.
package english
