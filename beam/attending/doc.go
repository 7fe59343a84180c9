// Package attending lets a query attend over the lines of a corpus, on many
// machines. What becomes of a span is a file of its own, numbered in the order of
// the text: one after another they hold what `w2vattn attend --format json`
// writes for the same lines.
package attending
