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
// A model is a package of its own: it implements [Trainer] and [Run], and [Resumable]
// if its training can be checkpointed. Package word2vec is an example.
package train
