package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/doctor"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/glove"
	"github.com/w2vattn/w2vattn/embed/lexvec"
	"github.com/w2vattn/w2vattn/embed/packed"
	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/internal/atomicfile"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/corpusflags"
	"github.com/w2vattn/w2vattn/internal/english"
	"github.com/w2vattn/w2vattn/internal/progress"
	"github.com/w2vattn/w2vattn/internal/trainflags"
	"github.com/w2vattn/w2vattn/vocab"
)

// trainFlags are the flags of training, without the paths of corpus and model. attend
// --train and doctor have them too. check sets the fields that are not values of flags:
// trainer, model and retokenized.
type trainFlags struct {
	corpusflags.Flags
	config      word2vec.Config // the values of the flags
	glove       glove.Config    // those of the flags that GloVe and not word2vec has
	lexvec      lexvec.Config   // those of the flags that only LexVec has
	trainer     train.Trainer   // the choice of --trainer, with config
	vocabFile   string          // file of words to read; "": they are counted
	saveVocab   string          // file of words to write; "": none
	workers     int             // goroutines, 1 or more
	kernel      string          // simdAuto or the name of a kernel
	memory      int64           // MiB of ids kept in memory
	checkpoint  string          // file; "": none is written
	every       time.Duration   // between two checkpoints
	resume      bool            // continue from the checkpoint
	restart     bool            // discard the checkpoint
	base        string          // model file of --continue; "": train a new model
	model       *word2vec.Model // the model in base; nil without base
	retokenized bool            // flags changed the tokenizer of model
	log         string          // file of progress as JSON Lines; "": none
	modelFile   string          // "": the model stays in memory
}

// add defines the flags on cmd, sorted by topic. Most of them write their values to
// f.config.
func (f *trainFlags) add(cmd *cobra.Command) {
	f.Add(cmd)
	f.config = word2vec.Default()
	c, flags := &f.config, cmd.Flags()
	trainflags.AddVocabulary(cmd, c)
	flags.StringVar(&f.vocabFile, "vocab", "", "read the vocabulary from `FILE`: word, TAB, count")
	flags.StringVar(&f.saveVocab, "save-vocab", "", "write the vocabulary to `FILE`; .word2vec: in the format of word2vec")
	cli.SetTopic(cmd, cli.TopicVocabulary)
	trainflags.AddModel(cmd, c, trainflags.Architectures()...)
	cli.AddChoice(cmd, &c.Trainer, "trainer", c.Trainer,
		"fast trainer, or the trainer that gives the digits of gensim", trainflags.Names()...)
	trainflags.AddBatched(cmd, c)
	flags.Float64Var(&c.HeldOut, "held-out", c.HeldOut, "batched: fraction of sentences to hold out, up to 0.5")
	flags.IntVar(&c.Patience, "patience", c.Patience, "stop after N epochs without a lower held-out loss")
	trainflags.AddGensim(cmd, c)
	f.glove = glove.Default()
	trainflags.AddGloVe(cmd, &f.glove)
	f.lexvec = lexvec.Default()
	trainflags.AddLexVec(cmd, &f.lexvec)
	flags.StringVar(&f.base, "continue", "", "continue training `MODEL`; adds new words")
	trainflags.AddSeed(cmd, c)
	flags.IntVar(&f.workers, "workers", runtime.GOMAXPROCS(0), "goroutines; does not affect the result")
	addKernel(cmd, &f.kernel)
	flags.Int64Var(&f.memory, "ids-memory", 1024, "MiB of word ids to keep in memory, not on disk")
	cli.SetTopic(cmd, cli.TopicTraining)
	flags.StringVar(&f.checkpoint, "checkpoint", "", "batched: save progress to `FILE`; deleted at the end")
	flags.DurationVar(&f.every, "checkpoint-every", 5*time.Minute, "interval between checkpoints")
	flags.BoolVar(&f.resume, "resume", false, "continue from the checkpoint, if it exists")
	flags.BoolVar(&f.restart, "restart", false, "discard the checkpoint, if it exists")
	flags.StringVar(&f.log, "log", "", "write progress to `FILE` as JSON Lines; --resume appends")
	cli.SetTopic(cmd, cli.TopicProgress)
}

// simdAuto is the value of --kernel for the fastest kernel of the machine.
const simdAuto = "auto"

// addKernel adds --kernel.
func addKernel(cmd *cobra.Command, kernel *string) {
	cli.AddChoice(cmd, kernel, "kernel", simdAuto, "batched: arithmetic; does not affect the result", simdAuto,
		"avx512", "avx2", "neon", "generic")
}

// batchedStream is the number of tokens after which the batched trainer cuts a stream
// into sentences. No measurement set it. Windows do not cross the ends of sentences, so
// with a window of 5 one token in a hundred has a shorter window. The gensim trainer has
// its own limit, that of gensim.
const batchedStream = 1000

// check completes the configuration and returns an error for flags that contradict each
// other. The order matters: Settle sets defaults that depend on other flags,
// configureFrom replaces what flags do not set by the configuration of the model, and
// only then the trainer gets the configuration and validates it. Except for the
// checkpoint's header, the model of --continue and the user dictionary, no file is read.
func (f *trainFlags) check(cmd *cobra.Command) error {
	given := cmd.Flags().Changed
	trainflags.Settle(&f.config, given)
	if f.workers < 1 {
		return cli.Usagef("--workers is %d, must be at least 1", f.workers)
	}
	if f.memory < 0 {
		return cli.Usagef("--ids-memory is %d, must be at least 0", f.memory)
	}
	if f.every <= 0 {
		return cli.Usagef("--checkpoint-every is %v, must be more than 0", f.every)
	}
	if err := f.checkCheckpoint(); err != nil {
		return err
	}
	// The gensim trainer has one worker and its own limit for streams.
	if f.config.Trainer == word2vec.Gensim {
		if given("workers") && f.workers != 1 {
			return cli.Usagef("--workers is %d: --trainer gensim has one worker, because its results depend on the "+
				"order of the updates", f.workers)
		}
	} else {
		f.StreamLimit = batchedStream
	}
	// From here on, flags that the chosen trainer, --vocab or --continue do not use are
	// refused.
	choice := trainflags.ChoiceOf(f.config)
	if err := choice.Refuse(given); err != nil {
		return err
	}
	if f.vocabFile != "" {
		if err := cli.Refuse(given, "and --vocab contradict each other: the file determines the words", "min-count",
			"max-vocab", "stop", "continue"); err != nil {
			return err
		}
	}
	if f.base != "" {
		if err := cli.Refuse(given,
			"and --continue contradict each other: the words and phrases of the model are kept, without new phrases",
			"max-vocab", "stop", "phrases"); err != nil {
			return err
		}
		if err := f.configureFrom(); err != nil {
			return err
		}
	}
	if _, err := f.PhraseOptions(); err != nil {
		return err
	}
	f.trainer = choice.Trainer(trainflags.Values{Word2Vec: f.config, GloVe: f.glove, LexVec: f.lexvec})
	return cmp.Or(f.RefuseUnused(), f.refuseIdle(given), f.trainer.Validate())
}

// train trains on the corpus in paths. Package train reads the corpus once, for
// statistics, vocabulary and ids, and then calls the function of train.Inspect, in which
// notes and warnings are shown and the free space is checked before the long part begins.
// The second result has the times of the training. Training ends with ctx; with
// --checkpoint a note then says how to resume.
func (a *app) train(ctx context.Context, f *trainFlags, paths []string) (*w2vattn.Model, *progress.Training, error) {
	plan, err := f.plan()
	if err != nil {
		return nil, nil, err
	}
	more, err := f.options(plan)
	if err != nil {
		return nil, nil, err
	}
	f.LearnParticles()
	src, err := f.Source(a.in, paths)
	if err != nil {
		return nil, nil, err
	}
	if f.Chosen != nil {
		plan.Tokenizer = *f.Chosen
	}
	if f.retokenized {
		a.note("warning: %s was trained with another tokenizer; the same word may be another token now", f.base)
	}
	// The log is opened before the corpus is read, so that a wrong path is an error at once.
	p, err := progress.NewTraining(a.display(), f.trainer.Spec().Epochs, src,
		progress.Log{Path: f.log, Append: f.resume})
	if err != nil {
		return nil, nil, err
	}
	options := []train.Option{train.Tokenizer(f.Config), train.Progress(p.Update),
		train.Inspect(func(statistics train.Statistics, v *vocab.Vocab) error {
			a.notes(corpusflags.ReadingNotes(src.Findings(), statistics.Statistics))
			if numbers := 4 * (statistics.Tokens + statistics.Sentences); numbers > f.memory<<20 {
				a.note("note: the word ids take %s; the part beyond --ids-memory is in a temporary file in %s",
					english.Bytes(numbers), os.TempDir())
			}
			if f.JoinPhrases() {
				a.notes(corpusflags.PhraseNotes(statistics.Phrases, statistics.PairsEvicted))
			}
			warnings, err := plan.Preflight(statistics, v)
			a.noteFindings(warnings)
			if err != nil {
				return err
			}
			return f.beginFiles(v)
		})}
	// The inner call sets the percentage now, and the deferred one restores the old one.
	defer debug.SetGCPercent(debug.SetGCPercent(readingGC))
	model, err := w2vattn.TrainWith(ctx, src, f.trainer, append(options, more...)...)
	p.Finish()
	if err != nil {
		var lost *train.CheckpointError
		if errors.Is(err, context.Canceled) && !errors.As(err, &lost) && f.checkpoint != "" && p.Words() > 0 {
			a.note("progress is saved in %s; run the same command with --resume to continue", f.checkpoint)
		}
		return nil, nil, err
	}
	// Warnings about the trained vectors.
	if trained := model.Trained(); trained != nil {
		a.noteFindings(doctor.Trained(trained))
	}
	f.Config = model.TokenizerConfig() // with the phrases that were found
	return model, p, nil
}

// readingGC is the percentage by which memory may grow between two garbage collections,
// as for debug.SetGCPercent. The most is in use when the corpus has just been read; Go's
// default of 100 would double that, and training itself leaves no garbage. No other value
// was measured; docs/benchmarks.md, section Forecasts of doctor, has the peak memory with
// this one.
const readingGC = 50

// options returns the options of training that flags stand for, without tokenizer and
// callbacks.
func (f *trainFlags) options(plan doctor.Plan) ([]train.Option, error) {
	o := []train.Option{train.Workers(f.workers), train.Kernel(f.kernel), train.Memory(f.memory << 20)}
	if plan.Vocabulary != nil {
		o = append(o, train.Vocabulary(plan.Vocabulary))
	}
	if f.model != nil {
		o = append(o, word2vec.Continue(f.model))
	}
	phrases, err := f.PhraseOptions()
	if err != nil {
		return nil, err
	}
	if o = append(o, train.Stop(plan.Stop)); phrases != nil {
		o = append(o, train.Phrases(*phrases))
	}
	if f.checkpoint != "" {
		o = append(o, train.Checkpoint(f.checkpoint, f.every))
	}
	if f.resume {
		o = append(o, train.Resume())
	}
	return o, nil
}

// noteFindings writes findings to standard error.
func (a *app) noteFindings(found []doctor.Finding) {
	for _, x := range found {
		a.note(string(x.Severity)+": %s", x.Text)
	}
}

// newTrain returns the command train. Every flag and output file is checked before the
// corpus is read.
//
//	check            flags, outputs, the checkpoint
//	train            corpus → tokens → vocabulary and ids → findings → epochs → model
//	Save             the model file
//	finishFiles      vocabulary; the checkpoint is removed
//	SummaryOf        what is printed
//
// The corpus is read once, so it may be standard input.
func (a *app) newTrain() *cobra.Command {
	var f trainFlags
	var format string
	cmd := &cobra.Command{
		Use:   "train CORPUS… -o MODEL",
		Short: "Train word vectors from text",
		Long: `Train word vectors from text and write them to MODEL. The extension of MODEL
selects the format: .safetensors (everything, with configuration and tokenizer),
.txt or .vec (word2vec text), .bin (word2vec binary). CORPUS is a file, a folder
(all files below it), a glob, or - for standard input. The corpus is read once.
Each token is stored as a word id of 4 bytes, in memory up to --ids-memory, the
rest in a temporary file.

The same corpus, flags and seed give the same file, byte for byte, with any
number of --workers and any --kernel. With --checkpoint FILE, interrupted
training can be continued: run the same command with --resume. The model is the
same as without the interruption. --restart discards the checkpoint. Ctrl-C and
SIGTERM write a last checkpoint; a second signal ends the program at once.

--input selects what a sentence is:
  lines            each line
  text             each sentence of running text (UAX #29)
  stream           each 1,000 tokens; 10,000 with --trainer gensim
  jsonl, csv, tsv  a field of each record
Without --input, files named .jsonl, .csv and .tsv are read as records, others
as lines. --tokenizer auto is korean where most letters are Hangul, else words;
w2vattn tokenize --help explains the tokenizers.

--trainer gensim computes the same vectors as gensim with one worker, digit for
digit, if you also give --tokenizer space --lower=false --normalize none.

--arch glove trains GloVe vectors on the co-occurrences of words. Its defaults
are --window 10, --epochs 25 and --alpha 0.05. --arch lexvec trains LexVec
vectors on the pointwise mutual information of words; its --alpha is 0.025.`,
		Example: `  w2vattn train reviews.txt -o reviews.safetensors
  w2vattn train texts/ --input text --dim 200 --epochs 10 -o texts.safetensors
  zcat dump.gz | w2vattn train - --arch skipgram -o dump.bin`,
		Args: cli.AtLeast(1, "CORPUS"),
		RunE: func(cmd *cobra.Command, paths []string) error {
			if err := f.checkModelFile(); err != nil {
				return err
			}
			if err := f.check(cmd); err != nil {
				return err
			}
			if err := cli.CheckOutputs(corpusflags.Files(paths), f.outputs()...); err != nil {
				return err
			}
			return a.runTrain(cmd.Context(), &f, paths, format)
		},
	}
	f.add(cmd)
	cmd.Flags().StringVarP(&f.modelFile, "output", "o", "", "model `FILE` to write; its extension selects the format")
	cli.TextOrJSON(cmd, &format)
	return cmd
}

// checkModelFile refuses a missing -o and one whose format cannot be written.
func (f *trainFlags) checkModelFile() error {
	if f.modelFile == "" {
		return cli.Usagef("-o MODEL is missing")
	}
	format, err := formatOf("-o", f.modelFile)
	if err == nil {
		err = embed.CheckWrite(f.modelFile, format, embed.Pack(packed.Writer))
	}
	if err != nil {
		return cli.UsageError{Err: err}
	}
	return nil
}

// outputs returns the files that training writes. The log is written in place while
// training runs.
func (f *trainFlags) outputs() []cli.Output {
	return []cli.Output{
		{Flag: "-o", Path: f.modelFile}, {Flag: "--checkpoint", Path: f.checkpoint},
		{Flag: "--save-vocab", Path: f.saveVocab}, {Flag: "--log", Path: f.log, InPlace: true},
	}
}

// runTrain carries out train: it trains, saves the model, completes the other files and
// writes a summary. The model is saved first: an error after that loses no training.
func (a *app) runTrain(ctx context.Context, f *trainFlags, paths []string, format string) error {
	begin := time.Now()
	m, p, err := a.train(ctx, f, paths)
	if err != nil {
		return err
	}
	// The model comes first: whatever fails after it, the training is not lost.
	if err := m.Save(f.modelFile); err != nil {
		return err
	}
	if err := f.finishFiles(m, p); err != nil {
		return fmt.Errorf("%s is written, but %w", f.modelFile, err)
	}
	s, err := w2vattn.SummaryOf(m, f.modelFile)
	if err != nil {
		return err
	}
	s.Tokenizer = f.Chosen
	// Seconds include reading and writing; the rate is of training alone.
	s.Seconds, s.TrainSeconds, s.WordsPerSecond = time.Since(begin).Seconds(), p.Trained().Seconds(), p.Rate()
	if format == "json" {
		return a.json(s)
	}
	return s.WriteTextIn(a.out, string(a.lang))
}

// finishFiles completes the files beside the model once it is trained: it writes the
// vocabulary and removes the checkpoint. An error of the log, which is no reason to lose
// the model, is returned last. Callers add to the error that the model itself is there.
func (f *trainFlags) finishFiles(m *w2vattn.Model, p *progress.Training) error {
	if f.saveVocab != "" {
		trained, err := train.FromFile(m.File())
		if err != nil {
			return err
		}
		if err := atomicfile.Write(f.saveVocab, func(w io.Writer) error {
			return writeVocab(w, m.Table().Vocab(), f.saveVocab, trained.Statistics.Sentences)
		}); err != nil {
			return fmt.Errorf("the vocabulary could not be written: %w", err)
		}
	}
	if err := f.removeCheckpoint(); err != nil {
		return err
	}
	if p.LogErr() != nil {
		return fmt.Errorf("the log is incomplete: %w", p.LogErr())
	}
	return nil
}
