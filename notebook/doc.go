// Package notebook repeats the experiments of a teaching notebook, which explains query,
// key and value by the example of finding books in a library. It compares every number
// that the notebook prints with the number that this project computes.
//
// [Run] trains the notebook's models with the gensim trainer, attends as the
// notebook does, and reports for each trained model the words whose vectors still have
// their random initial values. In two of the three models that is every word, so the
// notebook's attention weights are random there. [WriteText] and [WriteJSON] write
// the outcomes.
//
// The notebook's numbers are in package data.
package notebook
