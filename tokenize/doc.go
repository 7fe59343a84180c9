// Package tokenize cuts text into the words that get vectors.
//
// A [Tokenizer] appends the tokens of a text to a slice. Each [Token] says
// which bytes of the text it came from, so that a result can be shown on the
// text as it was written, and carries the form that is counted and looked up:
// normalised, and in lower case, as its [Config] says. The offsets always
// speak of the original text.
//
//   - [Words] cuts at the word boundaries of Unicode Standard Annex #29 and
//     keeps what has a letter or a digit: "don't" and "3.14" are one token,
//     punctuation is none. A Korean eojeol stays whole, particles included.
//   - [Space] cuts at white space and keeps everything else.
//
// [Forms] holds the tokens of many texts without offsets, as counting wants them.
// [Sentences] cuts running text into sentences by the same annex.
//
// Tokenizers are safe for concurrent use.
package tokenize
