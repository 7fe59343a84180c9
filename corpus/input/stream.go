package input

// The format of text8 and similar files: one endless sequence of words. It is cut
// into sentences of a fixed number of tokens.

import "iter"

// Stream is the format of a file that is one endless sentence, like text8. Each limit
// tokens are a sentence; line ends are white space. A limit less than 1 is an error when
// the file is read.
func Stream(limit int) Format {
	return Format{
		Name: "stream", Help: "one endless sentence",
		Sentence: "every 1,000 tokens (10,000 with `--trainer gensim`) of one endless line",
		endless:  true, limit: limit, passages: readStream,
	}
}

// readStream yields the rest of l as passages that end no sentence. A line end separates
// tokens, because each passage is tokenized by itself.
func readStream(l *lineReader) iter.Seq2[Passage, error] {
	return func(yield func(Passage, error) bool) {
		for p, err := range readLines(l) {
			p.Last = false
			if !yield(p, err) {
				return
			}
		}
	}
}
