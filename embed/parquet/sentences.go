package parquet

import (
	"io"
	"iter"

	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/internal/atomicfile"
)

// A Sentence is a row of a file of sentences, with the columns text, vector, file and line.
// Consecutive sentences of a file are expected to have the same File.
type Sentence struct {
	Text   string    `parquet:"text"`
	Vector []float32 `parquet:"vector,list"`
	File   string    `parquet:"file,dict"`
	// Line is the line of the file where the sentence begins, from 1.
	Line int64 `parquet:"line"`
}

// WriteSentences writes sentences, whose vectors have the same length, to the Parquet file
// at path, which appears whole or not at all. The first error of sentences ends it and is
// returned.
func WriteSentences(path string, sentences iter.Seq2[Sentence, error]) error {
	return atomicfile.Write(path, func(w io.Writer) error {
		dim := 1
		for s, err := range sentences { // the length of the first vector
			if err != nil {
				return err
			}
			dim = max(dim, len(s.Vector))
			break
		}
		return writeRows(w, dim, format.Meta{}, sentences)
	})
}
