// Package story is the library story of the command demo, which shows what attention is
// for: it trains a model on the library corpus, attends with the query "cat" over a
// question for a book about a cat, and finds the sentences whose context vectors are
// nearest to that of the question.
//
// [New] returns the story as data that package report writes. [Train] returns the model
// alone.
package story
