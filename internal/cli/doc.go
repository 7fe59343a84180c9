// Package cli holds what the command-line programs of this module share, whatever
// their commands do: usage errors and the one line in which a program reports an
// error, exit codes, flags that take one of a list of words, help with the flags
// sorted by topic, signals, and the checks of output files.
//
// It builds on cobra and pflag. Nothing in it exits or writes to the standard
// streams of the process, but for RunUntilSignal, which receives its signals.
package cli
