package input

// The simplest format: a line is a sentence. It is the default, and that of word2vec
// and fastText.

import (
	"errors"
	"io"
	"iter"
)

// Lines is the format in which each line is a sentence.
func Lines() Format {
	return Format{Name: "lines", Help: "each line", Sentence: "a line", passages: readLines}
}

// readLines yields the rest of l, passage by passage.
func readLines(l *lineReader) iter.Seq2[Passage, error] {
	return func(yield func(Passage, error) bool) {
		for {
			p, err := l.next()
			if errors.Is(err, io.EOF) {
				return
			}
			if !yield(p, err) || err != nil {
				return
			}
		}
	}
}
