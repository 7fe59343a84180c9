package main

// This file lists the readers: one for each way in which a command reads a file.

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/cooccur"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/eval"
	"github.com/w2vattn/w2vattn/search"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/tokenize/korean"
	"github.com/w2vattn/w2vattn/vocab"
)

// A reader reads a file in the way of one or more commands.
type reader struct {
	name string // of the format
	file string // the whole file, in the folder of samples
	read func(path string) error
}

// readers returns all readers. samples is the folder that makeSamples filled.
func readers(samples string) ([]reader, error) {
	table, err := embed.Open(filepath.Join(samples, "v.safetensors"))
	if err != nil {
		return nil, err
	}
	m := search.Model{Table: table, Tokenizer: tokenize.Words(), TokenizerConfig: tokenize.DefaultOf("words")}
	words, err := vocab.ReadFile(filepath.Join(samples, "cw.tsv"))
	if err != nil {
		return nil, err
	}
	var all []reader
	for _, f := range vectorFiles {
		all = append(all, reader{f.name, f.file, readVectors})
	}
	return append(all,
		reader{"safetensors, mapped", "v.safetensors", searchVectors},
		reader{"safetensors, streamed", "v.safetensors", streamVectors},
		reader{"checkpoint", "c.checkpoint", func(path string) error {
			_, err := train.ReadCheckpoint(path)
			return err
		}},
		reader{"vocabulary", "w.tsv", func(path string) error {
			_, err := vocab.ReadFile(path)
			return err
		}},
		reader{"co-occurrences", "c.cooccur", func(path string) error {
			_, err := cooccur.ReadFile(path, words, cooccur.Default())
			return err
		}},
		reader{"index", "s.index", func(path string) error { return readIndex(path, m) }},
		reader{"jsonl", "t.jsonl", countWords(input.JSONL("text"))},
		reader{"csv", "t.csv", countWords(input.CSV("text"))},
		reader{"running text", "corpus.txt", countWords(input.Text())},
		reader{"gzip", "t.txt.gz", countWords(input.Lines())},
		reader{"zstd", "t.txt.zst", countWords(input.Lines())},
		reader{"xz", "t.txt.xz", countWords(input.Lines())},
		reader{"user dictionary", "user.dict", withFile(func(f *os.File, text string) error { return korean.CheckUserWords(text) })},
		reader{"analogies", "a.txt", withFile(func(f *os.File, _ string) error {
			_, err := eval.ReadAnalogies(f)
			return err
		})},
		reader{"similarities", "p.csv", withFile(func(f *os.File, _ string) error {
			_, err := eval.ReadPairs(f)
			return err
		})},
	), nil
}

// readVectors reads a whole table and looks up the words nearest to one.
func readVectors(path string) error {
	file, err := embed.ReadFile(path)
	if err != nil {
		return err
	}
	return nearest(file.Table)
}

// searchVectors maps a table if its format can be mapped.
func searchVectors(path string) error {
	table, err := embed.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(nearest(table), table.Close())
}

// nearest looks up the neighbours of a vector of zeros, for which every row is read.
func nearest(t *embed.Table) error {
	if t.Len() == 0 {
		return nil
	}
	_, err := t.Nearest(make([]float32, t.Dim()), 5)
	return err
}

// streamVectors reads a table row by row, as convert does. Rows yields an error as
// its last element.
func streamVectors(path string) error {
	stream, err := embed.OpenStream(path)
	if err != nil {
		return err
	}
	for _, e := range stream.Rows {
		err = e
	}
	return errors.Join(err, stream.Close())
}

// readIndex opens an index of sentences.
func readIndex(path string, m search.Model) error {
	_, files := search.OpenCorpus(context.Background(), path)
	index, err := search.Open(context.Background(), path, m, search.Default())
	if err != nil {
		return errors.Join(files, err)
	}
	return index.Close()
}

// countWords returns a reader of corpora that decompresses, decodes and cuts the text
// into sentences and words, as training does first.
func countWords(format input.Format) func(string) error {
	return func(path string) error {
		_, err := corpus.Count(context.Background(), corpus.Files([]string{path}, format, tokenize.Words()), &vocab.Counter{})
		return err
	}
}

// withFile returns a reader that calls f with the open file and with its text.
func withFile(f func(*os.File, string) error) func(string) error {
	return func(path string) error {
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		file, err := os.Open(path)
		if err != nil {
			return err
		}
		defer file.Close()
		return f(file, string(text))
	}
}
