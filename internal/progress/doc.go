// Package progress shows the progress of a command: a bar on a terminal, a line every ten
// seconds elsewhere, and JSON Lines in a log. Training shows the training of word
// vectors, Reading the reading of a corpus, Steps any work with a known number of steps.
//
// All output goes to the writer of a Display, usually standard error. Errors of writing to
// it are ignored: progress that cannot be shown is no reason to end the work. Errors of a
// log are kept and returned at the end, because a user who asks for a log needs all of it.
package progress
