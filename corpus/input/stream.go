package input

import "iter"

// Stream takes a file for one endless sentence and cuts it every limit tokens. A limit
// less than 1 is an error of whatever reads the file.
func Stream(limit int) Format {
	return Format{
		Name: "stream", Help: "one endless sentence", Sentence: "every 1,000 tokens (10,000 with `--trainer gensim`) of one endless line",
		endless: true, limit: limit, passages: readStream,
	}
}

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
