package corpus

// This file declares the interface between text and training: a Source yields
// sentences, and nothing else needs to be known about where they come from.

import "iter"

// MaxSentence is the largest number of tokens in a sentence. A longer sentence is cut and
// continues as the next one. gensim has the same limit, but drops the rest.
const MaxSentence = 10000

// A Sentence is the unit in which windows are formed; windows do not cross its ends.
type Sentence struct {
	Tokens []string // valid until the next sentence is yielded
	File   string   // name; "" for a list
	Line   int      // where it starts, from 1
	// Cut reports that the sentence was longer than MaxSentence and continues in the
	// next one.
	Cut bool
	// Replaced is the number of bytes that were not UTF-8 and were replaced by U+FFFD,
	// since the sentence before. If there are such bytes after the last sentence of a
	// file, a sentence without tokens reports them.
	Replaced int
}

// A Source yields the sentences of a corpus, in the same order each time. After an error it
// yields nothing more. Some sources, such as standard input, can be read only once: then a
// second reading yields an error. A source is read by one goroutine at a time.
type Source interface {
	// Sentences yields the sentences in order. Their Tokens are valid until the next one
	// is yielded.
	Sentences() iter.Seq2[Sentence, error]
}

// Lists is a source of sentences that are already tokenized. Unlike the sentences of a
// file they may be empty, and they are never cut. Any number of goroutines may read it.
type Lists [][]string

// Sentences implements Source.
func (l Lists) Sentences() iter.Seq2[Sentence, error] {
	return func(yield func(Sentence, error) bool) {
		for i, tokens := range l {
			if !yield(Sentence{Tokens: tokens, Line: i + 1}, nil) {
				return
			}
		}
	}
}
