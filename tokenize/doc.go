// Package tokenize cuts text into the words that get vectors.
//
// A [Tokenizer] appends the tokens of a text to a slice. Each [Token] holds the bounds
// of its bytes in the original text, so that a result can be shown on the text as it
// was written, and the form that is counted and looked up: normalised and in lower
// case, if its [Config] says so.
//
//   - [Words] cuts at the word boundaries of Unicode Standard Annex #29 and keeps
//     segments with a letter or a digit: "don't" and "3.14" are one token each,
//     punctuation is dropped. A Korean eojeol is one token, particles included.
//   - [Space] cuts at white space and keeps everything else.
//   - The tokenizer "josa" removes particles from Korean words by their spelling.
//   - Package tokenize/korean cuts Korean text into morphemes with a dictionary.
//
// [Forms] holds the tokens of many texts without offsets, for counting. [Sentences]
// cuts running text into sentences by the same annex, [Eojeols] groups tokens by the
// white space between them, [Joined] joins phrases, and [Register] adds tokenizers of
// other packages.
//
// Tokenizers are safe for concurrent use.
package tokenize
