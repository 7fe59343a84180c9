// Package report shows results of attention to people and to programs: as text
// for a terminal, with bars and with Hangul aligned, as one line of JSON, and as
// a worked calculation that can be redone by hand.
//
// An [Attention] is what one query sees in a sentence, a [Self] what the tokens
// of a sentence see in each other. Both are plain data: the caller fills them
// in, and their Text, JSON and Worked methods write them.
package report
