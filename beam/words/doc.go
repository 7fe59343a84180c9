// Package words counts the words of a corpus on many machines and writes the
// vocabulary that one machine would: the same words in the same order, byte for
// byte.
//
// Each span of text is counted by itself, words numbered by first appearance in
// it. Counts add up, and of the places the first one stays: a span's number and
// a place in the span order words as the text does, however it was cut. So words
// that are equally frequent come in the order in which they first appeared.
//
//	spans → (word, tally) → sum for each word → those frequent enough → one file
package words
