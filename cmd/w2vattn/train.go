package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/vocab"
)

// trainFlags say how to train; corpus and model are the commands' own.
type trainFlags struct {
	corpusFlags
	config    word2vec.Config
	vocabFile string
	workers   int
	log       string
}

func (f *trainFlags) add(cmd *cobra.Command) {
	f.corpusFlags.add(cmd)
	f.config = word2vec.Default()
	c, flags := &f.config, cmd.Flags()
	flags.StringVar(&c.Arch, "arch", c.Arch, "cbow or skipgram")
	flags.IntVar(&c.Dim, "dim", c.Dim, "length of a vector")
	flags.IntVar(&c.Window, "window", c.Window, "farthest context word; each word draws its own radius up to it")
	flags.IntVar(&c.Negative, "negative", c.Negative, "negative samples for each prediction")
	flags.IntVar(&c.Epochs, "epochs", c.Epochs, "passes over the corpus")
	flags.IntVar(&c.MinCount, "min-count", c.MinCount, "words rarer than this are left out")
	flags.IntVar(&c.MaxVocab, "max-vocab", c.MaxVocab, "keep the most frequent so many words; 0: all")
	flags.StringVar(&f.vocabFile, "vocab", "", "use the vocabulary of this file (word, TAB, count), in its order")
	flags.BoolVar(&c.HS, "hs", c.HS, "hierarchical softmax; --negative is then 0 unless given")
	flags.Float64Var(&c.Sample, "sample", c.Sample, "words above this share of the corpus are dropped at random; 0: none are")
	flags.Float64Var(&c.Alpha, "alpha", c.Alpha, "learning rate at the start")
	flags.Float64Var(&c.MinAlpha, "min-alpha", c.MinAlpha, "learning rate at the end")
	flags.Float64Var(&c.NSExponent, "ns-exponent", c.NSExponent, "negatives are drawn in proportion to count to this power")
	flags.StringVar(&c.Trainer, "trainer", c.Trainer, "gensim: digit for digit as gensim, with --tokenizer space --lower=false --normalize none")
	flags.StringVar(&c.GensimOrder, "gensim-order", c.GensimOrder, "order of equally frequent words: 4.2 or 4.4")
	flags.BoolVar(&c.CBOWMean, "cbow-mean", c.CBOWMean, "CBOW takes the mean of the context, not the sum")
	flags.IntVar(&c.BatchWords, "batch-words", c.BatchWords, "tokens that share a learning rate")
	flags.Uint32Var(&c.Seed, "seed", c.Seed, "seed of all random numbers")
	flags.IntVar(&f.workers, "workers", 1, "goroutines; the gensim trainer has one")
	flags.StringVar(&f.log, "log", "", "write JSON lines to this file as training goes on: time, epoch, words, words_per_second, alpha, loss")
}

// check finishes the configuration and refuses what contradicts itself.
func (f *trainFlags) check(cmd *cobra.Command) error {
	if f.config.HS && !cmd.Flags().Changed("negative") {
		f.config.Negative = 0
	}
	if f.workers != 1 {
		return usagef("--workers is %d: the gensim trainer has one worker, because its results depend on the order of everything", f.workers)
	}
	if f.vocabFile != "" {
		for _, flag := range []string{"min-count", "max-vocab"} {
			if cmd.Flags().Changed(flag) {
				return usagef("--%s and --vocab contradict each other: the file says which words there are", flag)
			}
		}
	}
	return f.config.Validate()
}

// train trains on the corpus in paths.
func (a *app) train(ctx context.Context, f *trainFlags, paths []string) (*word2vec.Model, *progress, error) {
	src, err := a.source(&f.corpusFlags, paths)
	if err != nil {
		return nil, nil, err
	}
	p, err := a.newProgress(f.config, src, f.log)
	if err != nil {
		return nil, nil, err
	}
	options := []word2vec.Option{word2vec.Tokenizer(f.Config), word2vec.Progress(p.update), word2vec.Inspect(func(f word2vec.Figures, _ *vocab.Vocab) error {
		a.reportFigures(f.Figures)
		return checkTeachable(f.Figures)
	})}
	if f.vocabFile != "" {
		v, err := readVocab(f.vocabFile)
		if err != nil {
			return nil, nil, err
		}
		options = append(options, word2vec.Vocabulary(v))
	}
	model, err := word2vec.Train(ctx, src, f.config, options...)
	p.finish()
	if err != nil {
		return nil, nil, err
	}
	a.warn(model)
	return model, p, nil
}

// checkOverwrite refuses an output that is one of the inputs.
func checkOverwrite(paths []string, output string) error {
	out, err := os.Stat(output)
	if err != nil || !out.Mode().IsRegular() {
		return nil // what is not there cannot be overwritten
	}
	for _, p := range paths {
		if in, err := os.Stat(p); err == nil && os.SameFile(in, out) {
			return usagef("-o %s would overwrite the corpus", output)
		}
	}
	return nil
}

func readVocab(path string) (*vocab.Vocab, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // only read from
	v, err := vocab.Read(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return v, nil
}

// warn says what will make a model of little use.
func (a *app) warn(m *word2vec.Model) {
	still := 0
	for _, moved := range m.Moved() {
		if !moved {
			still++
		}
	}
	switch {
	case still > 0 && 100*still < m.Table.Len():
		a.note("note: %s of %s words never left their random start", thousands(int64(still)), thousands(int64(m.Table.Len())))
	case still > 0:
		a.note("warning: %s of %s words never left their random start, so their vectors mean nothing; in a small corpus --sample 0 and more --epochs help", thousands(int64(still)), thousands(int64(m.Table.Len())))
	}
	if m.Figures.Dropped > 0 {
		a.note("warning: %s tokens of each epoch did not fit into a job of 10,000 words and were not trained on; lower --batch-words", thousands(m.Figures.Dropped))
	}
}

// A trainSummary is what train says at its end.
type trainSummary struct {
	Model          string  `json:"model"`
	Words          int64   `json:"words"`
	Unknown        int64   `json:"unknown"`
	Sentences      int64   `json:"sentences"`
	Vocabulary     int     `json:"vocabulary"`
	Dim            int     `json:"dim"`
	Epochs         int     `json:"epochs"`
	Seconds        float64 `json:"seconds"`
	TrainSeconds   float64 `json:"training_seconds"`
	WordsPerSecond float64 `json:"words_per_second"`
	Alpha          float64 `json:"alpha"`
	Loss           float64 `json:"loss"`
}

func (a *app) newTrain() *cobra.Command {
	var f trainFlags
	var output, format string
	cmd := &cobra.Command{
		Use:   "train CORPUS… -o MODEL",
		Short: "Train word vectors from text",
		Long: `Train word vectors from text and write them to MODEL, whose extension picks the
format: .safetensors (everything, with configuration and tokenizer), .txt or
.vec (word2vec text), .bin (word2vec binary). CORPUS is files, folders (all
files below), globs, or - for standard input, which may be a pipe: the corpus is
read once and held in memory at 4 bytes a token.`,
		Example: `  w2vattn train reviews.txt -o reviews.safetensors
  w2vattn train texts/ --input text --dim 200 --epochs 10 -o texts.safetensors
  zcat dump.gz | w2vattn train - --arch skipgram -o dump.bin`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, paths []string) error {
			if err := checkFormat(format); err != nil {
				return err
			}
			if output == "" {
				return usagef("-o MODEL is missing: where is the model to go?")
			}
			if _, err := embed.FormatOf(output); err != nil {
				return usageError{err}
			}
			if err := f.check(cmd); err != nil {
				return err
			}
			if err := checkOverwrite(paths, output); err != nil {
				return err
			}
			return a.runTrain(cmd.Context(), &f, paths, output, format)
		},
	}
	f.add(cmd)
	cmd.Flags().StringVarP(&output, "output", "o", "", "the model file")
	textOrJSON(cmd, &format)
	return cmd
}

func (a *app) runTrain(ctx context.Context, f *trainFlags, paths []string, output, format string) error {
	begin := time.Now()
	m, p, err := a.train(ctx, f, paths)
	if err != nil {
		return err
	}
	if err := m.Save(output); err != nil {
		return err
	}
	if p.logErr != nil { // no reason to lose the model
		return fmt.Errorf("%s is written, but its log is not: %w", output, p.logErr)
	}
	s := trainSummary{
		Model: output, Words: m.Figures.Tokens, Unknown: m.Figures.Unknown, Sentences: m.Figures.Sentences,
		Vocabulary: m.Table.Len(), Dim: m.Table.Dim(), Epochs: m.Config.Epochs,
		Seconds: time.Since(begin).Seconds(), TrainSeconds: p.trained.Seconds(), WordsPerSecond: p.rate(),
		Alpha: m.Config.Alpha, Loss: m.Figures.Loss,
	}
	if format == "json" {
		return a.json(s)
	}
	_, err = fmt.Fprintf(a.out, `%s: %s words × %d numbers
corpus      %s tokens in %s sentences, %.1f %% of them unknown
training    %d epochs in %.1f s (%.1f s in all), %s words/s, alpha %g, loss %.4f
`, s.Model, thousands(int64(s.Vocabulary)), s.Dim, thousands(s.Words), thousands(s.Sentences), 100*share(s.Unknown, s.Words),
		s.Epochs, s.TrainSeconds, s.Seconds, thousands(int64(s.WordsPerSecond)), s.Alpha, s.Loss)
	return err
}

func share(part, whole int64) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}
