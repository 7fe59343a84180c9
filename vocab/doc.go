// Package vocab maps words to ids and counts them.
//
// A [Counter] counts the words of a corpus and gives each an id by first appearance.
// [Counter.Vocab] selects words, sorts them by descending count and returns a [Vocab], in
// which they have their final ids, 0 … V−1. A [Vocab] looks up words and ids, and finds
// words with similar spellings. The package reads and writes vocabulary files; it does
// not depend on packages of corpora or vectors.
//
// Several goroutines can count into one Counter, each with a [LocalCounter]: they share the
// table of words and have counts of their own. Their batches get ids in the order of the
// text, so neither ids nor counts depend on the number of goroutines.
//
// A Counter needs about 60 bytes and the text for each distinct word: 24 for the entry, 16
// to 32 for the index, and 16 for id, count and order. A Vocab read from a mapped file
// needs no memory for its words: it is searched by bisection. The search for similar spellings
// makes an index of 12 bytes for each word when it is first used.
//
// The ids decide which random draws a word gets in training, so equally frequent words
// need an order too: an [Order] such as [FirstAppearance]. The gensim trainer has its
// own, to reproduce gensim's models.
package vocab
