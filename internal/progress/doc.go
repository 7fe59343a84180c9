// Package progress shows the progress of a command: a bar on a terminal, a line every ten
// seconds elsewhere, and JSON Lines in a log. Training shows the training of word
// vectors, Reading the reading of a corpus, Steps any work with a known number of steps.
package progress
