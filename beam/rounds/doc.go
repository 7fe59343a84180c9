// Package rounds trains word vectors on many machines by synchronous rounds.
//
// The corpus is encoded once: every sentence goes, as the numbers of its words,
// to one of S shards, by a hash of itself. Then each round is one pipeline:
//
//	shards → train a part of each from the model of the round before
//	       → how each row has changed, and how often it was updated
//	       → the changes of a row merged → the next model, a file
//
// A round reads nothing but files that stay, and its result is a file that
// appears whole: so a round that failed is run again, and a job that was killed
// goes on from its last model. The merged sums are sums of integers, which do not
// depend on the order in which they are added, so the same corpus, configuration
// and number of shards give the same bytes on any runner.
//
// Averaging models after each worker has gone through a part of the text is
// parameter mixing (McDonald et al. 2010, "Distributed Training Strategies for the
// Structured Perceptron"). What is known of it holds here too: the average of S
// small steps is a small step, so words that all shards have seen learn more slowly
// than on one machine, and those that one shard has seen alone, S times as slowly,
// unless a row is weighted by who has updated it. Rule has the ways to merge.
package rounds
