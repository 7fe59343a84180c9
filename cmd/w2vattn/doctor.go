package main

import (
	"context"
	"errors"
	"io"
	"runtime"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// A diagnosis is what doctor says of a corpus.
type diagnosis struct {
	*corpus.Examination
	Bytes     int64             `json:"bytes"`
	Distinct  int               `json:"distinct"` // words
	MinCounts []corpus.Coverage `json:"min_counts"`
	Words     int               `json:"vocabulary"`
	Unknown   int64             `json:"unknown"`   // tokens of an epoch
	Effective float64           `json:"effective"` // tokens of an epoch, once subsampling has dropped some
	Forecast  *forecast         `json:"forecast"`  // null if there is nothing to train
	Findings  []finding         `json:"findings"`
	OK        bool              `json:"ok"` // training would not be useless
}

// A finding is one of corpus, with what to do.
type finding struct {
	Code     string          `json:"code"`
	Severity corpus.Severity `json:"severity"`
	Count    int64           `json:"count"`
	Text     string          `json:"text"`
}

// minCounts are those that doctor compares, beside the one that was asked for.
var minCounts = []int64{1, 2, 3, 5, 10, 20, 50, 100}

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
		Args: atLeast(1, "CORPUS"),
		RunE: func(cmd *cobra.Command, paths []string) error {
			if err := refuse(cmd.Flags().Changed, "is for train: doctor writes nothing", writing...); err != nil {
				return err
			}
			if err := f.check(cmd); err != nil {
				return err
			}
			if f.phrases {
				a.note("note: phrases are joined by train alone; here words stand by themselves")
			}
			return a.runDoctor(cmd.Context(), &f, paths, format)
		},
	}
	f.add(cmd)
	for _, name := range writing {
		cmd.Flags().Lookup(name).Hidden = true
	}
	textOrJSON(cmd, &format)
	return cmd
}

// writing are train's flags that doctor has no use for.
var writing = []string{"save-vocab", "checkpoint", "checkpoint-every", "resume", "restart", "continue", "log"}

func (a *app) runDoctor(ctx context.Context, f *trainFlags, paths []string, format string) error {
	d, err := a.diagnose(ctx, f, paths)
	if err != nil {
		return err
	}
	show := d.text
	if format == "json" {
		show = func(io.Writer) error { return a.json(d) }
	}
	if err := show(a.out); err != nil {
		return err
	}
	if !d.OK {
		return errUseless
	}
	return nil
}

// diagnose examines a corpus. Bytes that are no text do not stop it, as they
// stop train.
func (a *app) diagnose(ctx context.Context, f *trainFlags, paths []string) (*diagnosis, error) {
	reading := f.corpusFlags
	reading.invalid = "replace"
	src, err := a.source(&reading, paths)
	if err != nil {
		return nil, err
	}
	p, err := a.newProgress(f.config, src, "")
	if err != nil {
		return nil, err
	}
	begin := time.Now()
	p.watchReading()
	var counter vocab.Counter
	e, err := corpus.Examine(ctx, src, &counter)
	p.stopReading()
	if err != nil {
		return nil, err
	}
	read := time.Since(begin)
	v, err := f.vocabulary(&counter)
	if err != nil {
		return nil, err
	}
	d := &diagnosis{Examination: e, Bytes: src.BytesRead(), Distinct: counter.Distinct(), MinCounts: corpus.Cover(&counter, f.minCounts()),
		Words: v.Len(), Unknown: e.Tokens - known(&counter, v), Effective: f.config.Effective(v), Findings: []finding{}, OK: true}
	d.judge(f)
	if d.OK {
		d.Forecast, err = a.forecast(ctx, f, d, v, read)
	}
	return d, err
}

// minCounts are those to compare, the one that was asked for among them.
func (f *trainFlags) minCounts() []int64 {
	all := append([]int64{int64(f.config.MinCount)}, minCounts...)
	slices.Sort(all)
	return slices.Compact(all)
}

// vocabulary is the one that training would use.
func (f *trainFlags) vocabulary(c *vocab.Counter) (*vocab.Vocab, error) {
	if f.vocabFile != "" {
		return readVocab(f.vocabFile)
	}
	stop, err := f.stopWords(f.Config)
	slices.Sort(stop)
	v, _ := c.Vocab(vocab.Selection{MinCount: int64(f.config.MinCount), MaxVocab: f.config.MaxVocab, Exclude: func(word string) bool {
		_, out := slices.BinarySearch(stop, word)
		return out
	}})
	return v, err
}

// known counts the tokens that are in the vocabulary.
func known(c *vocab.Counter, v *vocab.Vocab) int64 {
	var n int64
	for word, count := range c.All() {
		if _, ok := v.ID(word); ok {
			n += count
		}
	}
	return n
}

// judge finds what is wrong.
func (d *diagnosis) judge(f *trainFlags) {
	prospect := corpus.Prospect{Distinct: d.Distinct, Words: d.Words, Unknown: d.Unknown, Effective: d.Effective * float64(f.config.Epochs)}
	found := append(corpus.Preflight(d.Figures, prospect), d.Examination.Findings(f.Normalize != tokenize.None)...)
	for _, x := range found {
		if x.Code == corpus.InvalidByte && f.invalid == "error" {
			x.Severity = corpus.Useless // train stops there
		}
		d.add(x.Code, x.Severity, x.Count, d.advice(f, x))
	}
}

// add adds a finding.
func (d *diagnosis) add(code string, s corpus.Severity, count int64, text string) {
	d.Findings = append(d.Findings, finding{code, s, count, text})
	d.OK = d.OK && s != corpus.Useless
}

// A forecast says what training will take.
type forecast struct {
	Seconds         float64 `json:"seconds"`
	ReadingSeconds  float64 `json:"reading_seconds"`
	TrainingSeconds float64 `json:"training_seconds"`
	WordsPerSecond  float64 `json:"words_per_second"`
	Epochs          int     `json:"epochs"`
	Workers         int     `json:"workers"`
	MemoryBytes     int64   `json:"memory_bytes"`
	DiskBytes       int64   `json:"disk_bytes"` // in the temporary folder
}

// trial is for how long the trainer is tried.
const trial = time.Second

// What is needed beside the corpus and the vectors.
const (
	programBytes = 16 << 20
	trainerBytes = 12 << 20 // chunks, and what workers exchange
	wordBytes    = 100      // a word's place in the vocabulary
)

// readingBytes is what the program took while it read, at most: the words that
// are left of it, the tables that they grew out of, and what the garbage collector
// had not come to, 2.5 times as much in all, as was measured.
func readingBytes() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return programBytes + int64(m.HeapAlloc)*5/2
}

// forecast tries the trainer on a sample of the corpus. The peak of memory may
// come while the corpus is read, which this run has done too, or at the end of
// training; the corpus's numbers are there all the time.
func (a *app) forecast(ctx context.Context, f *trainFlags, d *diagnosis, v *vocab.Vocab, read time.Duration) (*forecast, error) {
	memory := readingBytes()
	pace, err := word2vec.Measure(ctx, d.Sample, v, f.config, trial, word2vec.Workers(f.workers), word2vec.Kernel(f.kernel))
	if err != nil {
		return nil, err
	}
	epochs := f.config.Epochs
	training := float64(d.Tokens) * float64(epochs) / pace.WordsPerSecond
	ids := 4 * (d.Tokens + d.Sentences)
	held := min(ids, f.memory<<20)
	return &forecast{
		Seconds: read.Seconds() + pace.Setup.Seconds() + training, ReadingSeconds: read.Seconds(), TrainingSeconds: training,
		WordsPerSecond: pace.WordsPerSecond, Epochs: epochs, Workers: f.workers,
		MemoryBytes: held + max(memory, programBytes+trainerBytes+wordBytes*int64(v.Len())+f.config.PeakBytes(v.Len())), DiskBytes: ids - held,
	}, nil
}
