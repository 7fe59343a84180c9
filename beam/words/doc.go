// Package words counts the words of a corpus on many machines and writes the
// vocabulary that one machine would: the same words in the same order, byte for
// byte.
//
// Each span of text is counted by itself, words numbered by first appearance in
// it. Counts are added, and the position of the first occurrence is kept: the number
// of its span and the place in the span. These order words as the text does, however
// the text was cut, so equally frequent words are in the order of their first
// occurrence.
//
//	spans → (word, count) → sum for each word → those frequent enough → one file
package words
