// Package rounds trains word vectors on many machines by synchronous rounds.
//
// The corpus is encoded once: every sentence is stored, as word ids, in one of S shards,
// which a hash of the sentence selects. Then each round is one pipeline:
//
//	shards → train a part of each from the model of the round before
//	       → how each row has changed, and how often it was updated
//	       → the changes of a row merged → the next model, a file
//
// A round reads only files that do not change, and its result is a file that appears
// whole. Therefore a round that failed can be repeated, and a job that was killed
// continues from its last model. Changes are summed as integers, whose sum does not
// depend on the order, so the same corpus, configuration and number of shards give the
// same bytes on any runner.
//
// Averaging models after each worker has trained on a part of the text is parameter
// mixing (McDonald et al. 2010, "Distributed Training Strategies for the
// Structured Perceptron"). It has a known drawback: the average of S small steps is a
// small step, so words in all shards learn more slowly than on one machine, and words in
// one shard only, S times as slowly, unless the average is weighted by the updates of
// each shard. The values of Rule are the ways to merge.
package rounds
