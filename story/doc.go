// Package story tells what attention is for with the library corpus: a model is
// trained on it, a question is asked for a book about a cat, the query attends over
// the question, and the sentences whose context is nearest are found.
//
// [Tell] returns the story as data that package report writes. [Train] returns the
// model alone.
package story
