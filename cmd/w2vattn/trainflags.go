package main

// This file has the flags that train, attend --train and doctor share, and turns them
// into a trainer and the options of package train.

import (
	"cmp"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/doctor"
	"github.com/w2vattn/w2vattn/embed/glove"
	"github.com/w2vattn/w2vattn/embed/lexvec"
	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/corpusflags"
	"github.com/w2vattn/w2vattn/internal/trainflags"
	"github.com/w2vattn/w2vattn/tokenize"
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
	flags.Lookup("shared").Usage = "batched: negatives of a block, a multiple of 8 up to 64; 64 for Korean text"
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
	f.chooseTrainer()
	return cmp.Or(f.RefuseUnused(), f.refuseIdle(given), f.trainer.Validate())
}

// chooseTrainer sets trainer to the chosen one with the values of the flags.
func (f *trainFlags) chooseTrainer() {
	f.trainer = trainflags.ChoiceOf(f.config).Trainer(trainflags.Values{Word2Vec: f.config, GloVe: f.glove,
		LexVec: f.lexvec})
}

// settleText sets the defaults that depend on the text and its tokenizer, in f and plan. A
// model of --continue has its own.
func (f *trainFlags) settleText(src *corpus.FileSource, tokenizer string, plan *doctor.Plan) {
	if tokenizer != tokenize.KoreanName || f.base != "" ||
		!trainflags.SettleKorean(&f.config, src.Sample(), f.Given) {
		return
	}
	f.chooseTrainer()
	plan.Config, plan.Trainer = f.config, f.trainer
}

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
