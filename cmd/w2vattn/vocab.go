package main

// This file counts words, as train does before training. Its output can be edited and
// given to train --vocab, which then counts nothing.

import (
	"context"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/internal/atomicfile"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/corpusflags"
	"github.com/w2vattn/w2vattn/internal/english"
	"github.com/w2vattn/w2vattn/internal/message"
	"github.com/w2vattn/w2vattn/vocab"
)

// newVocab returns the command vocab. It counts words as train would with the same
// flags.
func (a *app) newVocab() *cobra.Command {
	var f corpusflags.Flags
	var file, format string
	var minCount int64
	var maxVocab int
	cmd := &cobra.Command{
		Use:   "vocab CORPUS…",
		Short: "Count the words of a corpus",
		Long: `Count the words of a corpus: word, TAB, count, the most frequent first, equally
frequent words in order of first appearance. train --vocab reads the file. A
file named .word2vec is for the flag -read-vocab of word2vec.`,
		Example: `  w2vattn vocab reviews.txt | head
  w2vattn vocab texts/ --min-count 10 -o words.tsv`,
		Args: cli.AtLeast(1, "CORPUS"),
		RunE: func(cmd *cobra.Command, paths []string) error {
			if format == "json" && strings.HasSuffix(file, ".word2vec") {
				return cli.Usagef("--format json contradicts -o %s, a file for word2vec", file)
			}
			if minCount < 0 || maxVocab < 0 {
				return cli.Usagef("--min-count and --max-vocab must not be negative")
			}
			if err := cli.CheckOutputs(corpusflags.Files(paths), cli.Output{Flag: "-o", Path: file}); err != nil {
				return err
			}
			return a.runVocab(cmd.Context(), &f, paths, file, format, vocab.Selection{MinCount: minCount,
				MaxVocab: maxVocab})
		},
	}
	f.Add(cmd)
	cmd.Flags().Int64Var(&minCount, "min-count", 5, "drop words that are rarer")
	cmd.Flags().IntVar(&maxVocab, "max-vocab", 0, "keep the N most frequent words; 0: all")
	cli.SetTopic(cmd, cli.TopicVocabulary)
	cmd.Flags().StringVarP(&file, "output", "o", "", "write to `FILE` instead of standard output")
	cli.TextOrJSON(cmd, &format)
	return cmd
}

// runVocab carries out vocab: it counts all words in memory, then selects and sorts those
// of s. A note on standard error has the numbers of tokens, sentences and words.
func (a *app) runVocab(
	ctx context.Context, f *corpusflags.Flags, paths []string, file, format string, s vocab.Selection,
) error {
	f.LearnParticles()
	src, err := f.Source(a.in, paths)
	if err != nil {
		return err
	}
	a.noteTokenizer(f.Chosen)
	if c := f.Chosen; c != nil && c.Unsuited() {
		a.note("warning: %s", message.TokenizerUnsuited.Format(a.lang, c.Percent(), c.Name))
	}
	var counter vocab.Counter
	statistics, notes, err := f.Count(ctx, src, &counter, &s)
	if err != nil {
		return err
	}
	a.notes(append(notes, corpusflags.ReadingNotes(src.Findings(), statistics)...))
	v, _ := counter.Vocab(s)
	tokens, sentences := english.Plural(statistics.Tokens, "token"), english.Plural(statistics.Sentences, "sentence")
	different := english.Plural(int64(counter.DistinctAtLeast(1)), "different word")
	a.note("%s in %s, %s, %s of them at least %s",
		tokens, sentences, different, english.Thousands(int64(v.Len())), english.Plural(s.MinCount, "time"))
	write := func(w io.Writer) error {
		return writeVocab(w, v, file, statistics.Sentences)
	}
	if format == "json" {
		write = func(w io.Writer) error { return writeVocabJSON(w, v) }
	}
	if file == "" {
		return write(a.out)
	}
	return atomicfile.Write(file, write)
}

// A wordCount is a word of vocab --format json.
type wordCount struct {
	Word  string `json:"word"`
	Count int64  `json:"count"`
}

// writeVocabJSON writes a vocabulary as a line of JSON:
// [{"word":"the","count":1061396},…], in the order of the text format.
func writeVocabJSON(w io.Writer, v *vocab.Vocab) error {
	all := make([]wordCount, 0, v.Len())
	for id, word := range v.All() {
		all = append(all, wordCount{word, v.Count(id)})
	}
	return (&app{out: w}).json(all)
}

// writeVocab writes a vocabulary for --vocab or, if the name ends in .word2vec, for
// -read-vocab of word2vec.
func writeVocab(w io.Writer, v *vocab.Vocab, name string, sentences int64) error {
	if strings.HasSuffix(name, ".word2vec") {
		return v.WriteWord2Vec(w, sentences)
	}
	_, err := v.WriteTo(w)
	return err
}
