package main

import (
	"context"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/doctor"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/progress"
	"github.com/w2vattn/w2vattn/vocab"
)

// errUseless is what doctor fails with.
var errUseless = errors.New("training would be useless, for the reasons above")

func (a *app) newDoctor() *cobra.Command {
	var f trainFlags
	var format string
	cmd := &cobra.Command{
		Use:   "doctor CORPUS…",
		Short: "Say what is wrong with a corpus before hours are spent on it",
		Long: `Read a corpus as train would and say what is wrong with it: bytes that are no
text, decomposed Unicode (NFD), letters that stand apart, lines that are giant,
empty or repeated. Then what training would make of it: the lengths of tokens
and sentences, what several min-counts keep, the words that subsampling leaves,
and how long training takes and how much memory, for the flags given. For that
the real trainer is tried for a second on a sample of the corpus.

doctor takes the flags of train, but for -o. Exit code 1: training would be
useless.`,
		Example: `  w2vattn doctor reviews.txt
  w2vattn doctor texts/ --input text --dim 300 --epochs 10
  w2vattn doctor reviews.txt --format json`,
		Args: cli.AtLeast(1, "CORPUS"),
		RunE: func(cmd *cobra.Command, paths []string) error {
			if err := cli.Refuse(cmd.Flags().Changed, "is for train: doctor writes nothing",
				outputFlags...); err != nil {
				return err
			}
			if err := f.check(cmd); err != nil {
				return err
			}
			if f.JoinPhrases() {
				a.note("note: phrases are joined by train alone; here words stand by themselves")
			}
			return a.runDoctor(cmd.Context(), &f, paths, format)
		},
	}
	f.add(cmd)
	for _, name := range outputFlags {
		cmd.Flags().Lookup(name).Hidden = true
	}
	cli.TextOrJSON(cmd, &format)
	return cmd
}

// outputFlags are train's flags that doctor has no use for.
var outputFlags = []string{"save-vocab", "checkpoint", "checkpoint-every", "resume", "restart", "continue", "log"}

func (a *app) runDoctor(ctx context.Context, f *trainFlags, paths []string, format string) error {
	d, err := a.diagnose(ctx, f, paths)
	if err != nil {
		return err
	}
	if format == "json" {
		err = a.json(d)
	} else {
		err = d.WriteText(a.out)
	}
	if err == nil && !d.OK {
		err = errUseless
	}
	return err
}

// diagnose examines a corpus. Bytes that are not text do not stop it, as they
// stop train.
func (a *app) diagnose(ctx context.Context, f *trainFlags, paths []string) (*doctor.Diagnosis, error) {
	reading := f.Flags
	reading.Invalid = "replace"
	src, err := reading.Source(a.in, paths)
	if err != nil {
		return nil, err
	}
	plan, err := f.plan()
	if err != nil {
		return nil, err
	}
	stop := progress.Reading(a.display(), src)
	c, err := doctor.Read(ctx, src)
	stop()
	if err != nil {
		return nil, err
	}
	return c.Diagnose(ctx, plan)
}

// plan returns the training that the flags describe. It reads the files of --vocab
// and --stop.
func (f *trainFlags) plan() (doctor.Plan, error) {
	p := doctor.Plan{Config: f.config, Trainer: f.trainer, Normalize: f.Normalize, Field: f.Field,
		RefuseInvalid: f.Invalid == "error",
		Workers:       f.workers, Kernel: f.kernel, IDsMemory: f.memory << 20, Trial: time.Second}
	var err error
	if f.vocabFile != "" {
		if p.Vocabulary, err = vocab.ReadFile(f.vocabFile); err != nil {
			return p, err
		}
	}
	p.Stop, err = f.StopWords(f.Config)
	return p, err
}
