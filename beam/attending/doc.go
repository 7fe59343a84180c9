// Package attending lets a query attend over the lines of a corpus, on many
// machines. The results of each span are a file, numbered in the order of the text.
// One after another, the files contain the lines that `w2vattn attend --format json`
// writes for the same text.
//
//	spans → attend over the lines of a span → part-00000.jsonl, part-00001.jsonl, …
//
// A worker maps the model and attends in batches. Spans are independent: a runner may
// repeat one that failed, and its file replaces an earlier one.
package attending
