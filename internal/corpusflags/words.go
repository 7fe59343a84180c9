package corpusflags

// This file defines the flags that choose words: stop words and phrases.

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/phrases"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// Words is the flags that choose which tokens become words of a vocabulary.
type Words struct {
	stop         string                 // file of --stop
	phrases      bool                   // --phrases
	phraseConfig phrases.Config         // --phrase-score and the like
	given        func(flag string) bool // whether a flag was set on the command line
}

// Add defines the flags on cmd.
func (f *Words) Add(cmd *cobra.Command) {
	f.given, f.phraseConfig = cmd.Flags().Changed, phrases.Default()
	flags, c := cmd.Flags(), &f.phraseConfig
	flags.StringVar(&f.stop, "stop", "", "`FILE` of words to drop, one per line")
	flags.BoolVar(&f.phrases, "phrases", false, "join frequent pairs of words into one: new_york")
	cli.AddChoice(cmd, &c.Score, "phrase-score", c.Score, "how pairs are scored",
		string(phrases.Mikolov)+"\tas word2phrase", string(phrases.NPMI)+"\tnormalized pointwise mutual information")
	flags.Float64Var(&c.Threshold, "phrase-threshold", c.Threshold, "join pairs with a higher score; 0.5 with npmi")
	flags.Int64Var(&c.MinCount, "phrase-min-count", c.MinCount, "join pairs that occur at least `N` times")
	flags.IntVar(&c.Passes, "phrase-passes", c.Passes, "2 passes join up to 4 words, 3 up to 8")
	cli.SetTopic(cmd, cli.TopicVocabulary)
}

// JoinPhrases reports whether --phrases was given.
func (f *Words) JoinPhrases() bool { return f.phrases }

// PhraseOptions returns the configuration of joining phrases, and nil without --phrases.
// Without --phrase-threshold, the threshold of npmi is 0.5. A wrong value, or a flag of
// phrases without --phrases, is a cli.UsageError.
func (f *Words) PhraseOptions() (*phrases.Config, error) {
	if !f.phrases {
		return nil, cli.Refuse(f.given, "goes with --phrases", "phrase-score", "phrase-threshold", "phrase-min-count",
			"phrase-passes")
	}
	c := f.phraseConfig
	if c.Score == phrases.NPMI && !f.given("phrase-threshold") {
		c.Threshold = 0.5
	}
	if err := c.Validate(); err != nil {
		return nil, cli.UsageError{Err: err}
	}
	return &c, nil
}

// StopWords reads the file of --stop. Words are folded as a tokenizer with configuration
// c folds tokens. Without --stop it returns nil.
func (f *Words) StopWords(c tokenize.Config) ([]string, error) {
	if f.stop == "" {
		return nil, nil
	}
	folder, err := tokenize.NewFolder(c.Lower, c.Normalize)
	if err != nil {
		return nil, cli.UsageError{Err: err}
	}
	return corpus.ReadStopWords(f.stop, folder)
}

// Count counts the words of src into counter, with phrases joined if --phrases was given,
// and sets s.Exclude to exclude the stop words. It returns notes on the phrases. Errors
// are those of the flags, of the file of --stop, of reading, and of ctx. Counting phrases
// reads src once and keeps it as ids.
func (f *Flags) Count(ctx context.Context, src corpus.Source, counter *vocab.Counter, s *vocab.Selection) (
	statistics corpus.Statistics, notes []string, err error,
) {
	stop, err := f.StopWords(f.Config)
	if err != nil {
		return statistics, nil, err
	}
	excluded := make(map[string]bool, len(stop))
	for _, word := range stop {
		excluded[word] = true
	}
	s.Exclude = func(word string) bool { return excluded[word] }
	config, err := f.PhraseOptions()
	if err != nil {
		return statistics, nil, err
	}
	learn := f.Name == tokenize.JosaName && f.Josa.Learn
	if config == nil {
		statistics, err = corpus.Count(ctx, src, counter)
		if err == nil && learn {
			_, err = corpus.RemoveParticles(nil, counter, f.Josa)
		}
		return statistics, nil, err
	}
	keep := func(word string) bool { return !excluded[word] }
	count := phrases.Count
	if learn {
		count = f.countStems
	}
	statistics, found, err := count(ctx, src, counter, *config, keep, countMemory)
	if err == nil {
		notes = PhraseNotes(found.Len(), found.Evicted)
	}
	return statistics, notes, err
}

// countStems is phrases.Count after corpus.RemoveParticles.
func (f *Flags) countStems(ctx context.Context, src corpus.Source, words *vocab.Counter, c phrases.Config,
	keep func(string) bool, memory int64) (_ corpus.Statistics, found phrases.Found, err error) {
	ids, statistics, err := corpus.Encode(ctx, src, words, memory)
	if err != nil {
		return statistics, found, err
	}
	defer func() { err = errors.Join(err, ids.Close()) }()
	if _, err := corpus.RemoveParticles(ids, words, f.Josa); err != nil {
		return statistics, found, err
	}
	found, err = phrases.Join(ctx, ids, words, c, keep)
	statistics.Tokens = ids.Tokens()
	return statistics, found, err
}

// countMemory is the number of bytes of the corpus as ids that Count keeps in memory
// before it writes to a temporary file: the default of --ids-memory of train.
const countMemory = 1 << 30
