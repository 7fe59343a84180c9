// Package progress shows how far a command has come: a bar on a terminal, a line now
// and then elsewhere, and lines of JSON in a log. Training shows the training of
// word vectors, Steps anything that is done in a known number of steps.
package progress
