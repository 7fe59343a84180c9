package corpusflags

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/phrases"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// Words is the flags that say which tokens become words of a vocabulary.
type Words struct {
	stop         string
	phrases      bool
	phraseConfig phrases.Config
	given        func(flag string) bool
}

// Add adds the flags to a command.
func (f *Words) Add(cmd *cobra.Command) {
	f.given, f.phraseConfig = cmd.Flags().Changed, phrases.Default()
	flags, c := cmd.Flags(), &f.phraseConfig
	flags.StringVar(&f.stop, "stop", "", "`FILE` of words to leave out, one a line")
	flags.BoolVar(&f.phrases, "phrases", false, "join frequent pairs of words into one: new_york")
	cli.AddChoice(cmd, &c.Score, "phrase-score", c.Score, "how pairs are scored", string(phrases.Mikolov)+"\tas word2phrase", string(phrases.NPMI)+"\tnormalized pointwise mutual information")
	flags.Float64Var(&c.Threshold, "phrase-threshold", c.Threshold, "join pairs with a higher score; 0.5 with npmi")
	flags.Int64Var(&c.MinCount, "phrase-min-count", c.MinCount, "join pairs that occur this often")
	flags.IntVar(&c.Passes, "phrase-passes", c.Passes, "2 passes join up to 4 words, 3 up to 8")
	cli.SetTopic(cmd, cli.TopicVocabulary)
}

// JoinPhrases reports whether phrases are joined.
func (f *Words) JoinPhrases() bool { return f.phrases }

// PhraseOptions returns how phrases are joined, nil if they are not.
func (f *Words) PhraseOptions() (*phrases.Config, error) {
	if !f.phrases {
		return nil, cli.Refuse(f.given, "goes with --phrases", "phrase-score", "phrase-threshold", "phrase-min-count", "phrase-passes")
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

// StopWords reads the words to leave out, in the form in which a tokenizer with c
// gives them.
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

// Count counts a corpus, its phrases joined, and sets s.Exclude to leave out the stop
// words. It returns remarks on the phrases.
func (f *Flags) Count(ctx context.Context, src corpus.Source, counter *vocab.Counter, s *vocab.Selection) (figures corpus.Figures, notes []string, err error) {
	stop, err := f.StopWords(f.Config)
	if err != nil {
		return figures, nil, err
	}
	left := make(map[string]bool, len(stop))
	for _, word := range stop {
		left[word] = true
	}
	s.Exclude = func(word string) bool { return left[word] }
	how, err := f.PhraseOptions()
	if err != nil {
		return figures, nil, err
	}
	if how == nil {
		figures, err = corpus.Count(ctx, src, counter)
		return figures, nil, err
	}
	figures, found, err := phrases.Count(ctx, src, counter, *how, func(word string) bool { return !left[word] }, countMemory)
	if err == nil {
		notes = PhraseNotes(found.Len(), found.Forgotten)
	}
	return figures, notes, err
}

// countMemory is the number of bytes of the corpus as numbers that Count keeps in memory.
const countMemory = 1 << 30
