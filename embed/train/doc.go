// Package train holds what every trainer of word vectors needs: it counts the words
// of a corpus, selects the vocabulary, encodes the corpus as ids, runs the epochs of a
// model with progress, cancellation and checkpoints, and writes the result.
//
// [Train] does all of it. Its stages can also be called one by one:
//
//	counted, err := train.Count(ctx, src, options...)     // text → words and counts
//	words, err := counted.Select(trainer, options...)     // the vocabulary
//	text, err := counted.Encode(words)                    // the corpus as ids
//	model, err := text.Train(ctx, trainer, options...)    // ids → vectors
//
// The text is read once. Its ids take 4 bytes a token, in memory up to the limit of the
// option [Memory] and in a temporary file beyond it. [Count] numbers the words by first
// appearance, because their final ids, which depend on the counts, are not known before the
// end of the corpus; Encode renumbers the ids in place. The matrices of the trainer are
// allocated when the text has been read.
//
// Each trainer is in a package of its own, which implements [Trainer] and [Run], and
// also [Resumable] if it supports checkpoints. Package word2vec is an example.
package train
