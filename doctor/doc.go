// Package doctor says what is wrong with a corpus before hours are spent on it,
// and how long training will take and how much memory.
//
// [Read] reads a corpus once. [Corpus.Diagnose] finds what is wrong with it for a
// [Plan], the training that is intended, and tries the trainer to forecast
// that training. [Plan.Preflight] and [Trained] find what the trainer
// itself can tell, before it begins and when it is done.
//
// Findings are plain data. Their texts are in English and name flags of the
// command, such as --min-count.
package doctor
