package corpus

import "iter"

// MaxSentence is the number of tokens at which a sentence is cut. It is that
// of gensim, whose trainer would drop the rest.
const MaxSentence = 10000

// A Sentence is what a trainer's window never reaches across.
type Sentence struct {
	Tokens []string // valid until the next sentence is asked for
	File   string   // "" for a list
	Line   int      // where it starts, from 1
	// Cut says that the sentence was longer than MaxSentence and goes on in
	// the next one.
	Cut bool
	// Replaced counts the bytes that were no UTF-8 and read as U+FFFD, since
	// the sentence before. If such bytes follow a file's last sentence, they
	// come with an empty one.
	Replaced int
}

// A Source yields the sentences of a corpus, in an order of its own that is
// the same each time. After an error it yields nothing more.
type Source interface {
	Sentences() iter.Seq2[Sentence, error]
}

// Lists is a source of sentences that are cut into tokens already. Unlike the
// sentences of a file they may be empty, and are never cut.
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
