// Package documents checks, in its tests, the language of the project: documents,
// their links and widths, and words that have a better term.
package documents
