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
// Findings are plain data. Their texts are in English and name flags of the
// command, such as --min-count.
package doctor
