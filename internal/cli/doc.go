// Package cli contains what the command-line programs of this module share, whatever
// their commands do: usage errors and exit codes, the line that reports an error, flags
// that take one of a list of words, help with the flags sorted by topic, the language of
// texts, signals, and checks of output files.
//
// It builds on cobra and pflag. Nothing in it exits or writes to the standard streams of
// the process. Only RunUntilSignal receives its signals.
package cli
