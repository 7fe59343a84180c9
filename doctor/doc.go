// Package doctor reports problems of a corpus before a model is trained on it, and
// forecasts the time and the memory of that training.
//
// [Read] reads a corpus once. [Corpus.Diagnose] returns the findings for a [Plan], the
// training that is planned, and runs the trainer for a moment to forecast it.
// [Plan.Preflight] returns the findings that need no second reading, just before
// training; [Trained] returns those about a trained model.
//
// [Examine] collects the statistics behind the findings: lines, repeated lines, lengths
// of sentences and tokens, encodings.
//
// These findings make training useless; docs/doctor.md lists all of them with their
// thresholds:
//
//	no_words       there are no tokens
//	letters        every token is a single letter
//	one_sentence   there is one sentence only
//	none_survive   no word reaches the minimum count
//	lone_tokens    every sentence has one token only
//	invalid        bytes are not text, and training would stop at them
//
// Findings are plain data. Their texts are in English and name flags of the
// command, such as --min-count. The JSON of a [Diagnosis] is stable.
//
// The forecast runs the real trainer for a moment on a sample of the corpus, with matrices
// as large as those of the planned training, and extrapolates its speed. Memory is computed
// from sizes. docs/benchmarks.md, section "Forecasts of doctor", compares both with what
// training then took.
//
// The corpus is read in one pass, in memory that grows with its distinct words only.
// Lines are compared by their hashes, of which a sample is stored if there are very many.
package doctor
