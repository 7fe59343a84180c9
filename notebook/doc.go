// Package notebook repeats the experiments of the teaching notebook that
// explains Query, Key and Value as finding books in a library, and compares
// every printed number with ours.
//
// [Run] trains the notebook's models with the gensim trainer, attends as the
// notebook does, and says of each experiment which words never left their
// random start: the vectors, and so the weights, of two of its three models are
// random numbers. That is its best hidden lesson.
package notebook
