package main

import (
	"context"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/english"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// wordFlags say which tokens become words of the vocabulary.
type wordFlags struct {
	stop         string
	phrases      bool
	phraseConfig corpus.PhraseConfig
	given        func(flag string) bool
}

func (f *wordFlags) add(cmd *cobra.Command) {
	f.given, f.phraseConfig = cmd.Flags().Changed, corpus.DefaultPhrases()
	flags, c := cmd.Flags(), &f.phraseConfig
	flags.StringVar(&f.stop, "stop", "", "`FILE` of words to leave out, one a line")
	flags.BoolVar(&f.phrases, "phrases", false, "join frequent pairs of words into one: new_york")
	cli.AddChoice(cmd, &c.Score, "phrase-score", c.Score, "how pairs are scored", string(corpus.Mikolov)+"\tas word2phrase", string(corpus.NPMI)+"\tnormalized pointwise mutual information")
	flags.Float64Var(&c.Threshold, "phrase-threshold", c.Threshold, "join pairs with a higher score; 0.5 with npmi")
	flags.Int64Var(&c.MinCount, "phrase-min-count", c.MinCount, "join pairs that occur this often")
	flags.IntVar(&c.Passes, "phrase-passes", c.Passes, "2 passes join up to 4 words, 3 up to 8")
	cli.SetTopic(cmd, cli.TopicVocabulary)
}

// phraseOptions returns how phrases are joined, nil if they are not.
func (f *wordFlags) phraseOptions() (*corpus.PhraseConfig, error) {
	if !f.phrases {
		return nil, cli.Refuse(f.given, "goes with --phrases", "phrase-score", "phrase-threshold", "phrase-min-count", "phrase-passes")
	}
	c := f.phraseConfig
	if c.Score == corpus.NPMI && !f.given("phrase-threshold") {
		c.Threshold = 0.5
	}
	if err := c.Validate(); err != nil {
		return nil, cli.UsageError{Err: err}
	}
	return &c, nil
}

// stopWords reads the words to leave out, in the form in which they are counted.
func (f *wordFlags) stopWords(c tokenize.Config) ([]string, error) {
	if f.stop == "" {
		return nil, nil
	}
	folder, err := tokenize.NewFolder(c.Lower, c.Normalize)
	if err != nil {
		return nil, cli.UsageError{Err: err}
	}
	return corpus.ReadStopWords(f.stop, folder)
}

// countWords counts a corpus, its phrases joined.
func (a *app) countWords(ctx context.Context, src corpus.Source, f *corpusFlags, counter *vocab.Counter, s *vocab.Selection) (figures corpus.Figures, err error) {
	stop, err := f.stopWords(f.Config)
	if err != nil {
		return figures, err
	}
	left := make(map[string]bool, len(stop))
	for _, word := range stop {
		left[word] = true
	}
	s.Exclude = func(word string) bool { return left[word] }
	phrases, err := f.phraseOptions()
	if err != nil {
		return figures, err
	}
	if phrases == nil {
		return corpus.Count(ctx, src, counter)
	}
	figures, found, err := corpus.CountPhrases(ctx, src, counter, *phrases, func(word string) bool { return !left[word] }, vocabMemory)
	if err == nil {
		a.reportPhrases(found.Len(), found.Forgotten)
	}
	return figures, err
}

// vocabMemory is how many bytes of a corpus's numbers vocab keeps in memory.
const vocabMemory = 1 << 30

// reportPhrases notes how many phrases were found.
func (a *app) reportPhrases(n int, forgotten int64) {
	a.note("note: %s of words %s joined", english.Plural(int64(n), "pair"), english.Agree(int64(n), "was", "were"))
	if forgotten > 0 {
		a.note("note: there were more pairs of words than are counted at once; rare ones were forgotten %s, so phrases that are hardly frequent enough may be missing", english.Plural(forgotten, "time"))
	}
}

// writeVocab writes a vocabulary for --vocab or, if the name ends in .word2vec,
// for word2vec's -read-vocab.
func writeVocab(w io.Writer, v *vocab.Vocab, name string, sentences int64) error {
	if strings.HasSuffix(name, ".word2vec") {
		return v.WriteWord2Vec(w, sentences)
	}
	_, err := v.WriteTo(w)
	return err
}
