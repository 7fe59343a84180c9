// Package vocab numbers the words of a corpus.
//
// A [Counter] counts words as they come and remembers the order in which they
// first appeared; [Counter.Vocab] sorts them by falling count, cuts the rare
// ones off and gives each a number, its [ID]. A [Vocab] looks words up both
// ways. The package is a leaf: it knows neither files nor vectors.
//
// Several goroutines count into one Counter with a [LocalCounter] each: they share the
// words and keep counts of their own, and their batches are numbered in the order
// of the text, so that neither numbers nor counts depend on how many there are.
//
// Equally frequent words need an order too, since numbers decide which random
// draws a word meets in training. [FirstAppearance] is the natural one; the
// gensim trainer brings its own, to reproduce gensim's models.
package vocab
