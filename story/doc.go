// Package story computes the example that the command demo prints, the library story. It
// shows a use of attention in three steps: it trains a model on the library corpus,
// computes the attention of the query "cat" over the words of a reader's question, "I want
// to find a book about a cat", and finds the sentences whose context vectors are nearest
// to the context vector of the question.
//
// [New] returns the story as data that package report writes. [Train] returns only the
// model and the sentences.
package story
