package doctor

// This file is the interface of the package: Read a corpus, then Diagnose it for one
// or several plans.
//
//	c, err := doctor.Read(ctx, src)
//	d, err := c.Diagnose(ctx, doctor.Plan{Config: word2vec.Default(), …})

import (
	"context"
	"slices"
	"time"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// A Plan is the training that is planned for a corpus. A Plan is plain data, and Diagnose
// does not change it.
type Plan struct {
	Config     word2vec.Config
	Trainer    train.Trainer // that the forecast measures; nil: Config
	Vocabulary *vocab.Vocab  // the words to train; nil: Config selects them
	Stop       []string      // words that Config does not select; in any order

	Tokenizer     tokenize.Choice // and the share of Hangul in the corpus; zero: not known
	Normalize     tokenize.Form   // of the tokenizer
	Field         string          // name of the field of records that holds their text
	RefuseInvalid bool            // training stops at bytes that are not text

	Workers   int    // goroutines, at least 1
	Kernel    string // as for word2vec.Kernel: auto, avx512, avx2, neon, generic
	IDsMemory int64  // bytes of the corpus as ids that stay in memory; the rest goes to a file

	Trial time.Duration // how long the forecast runs the trainer; a second is enough
}

// A Corpus is the statistics of a corpus that Read has read. It is safe for concurrent
// use.
type Corpus struct {
	examination *Examination
	words       vocab.Counter
	bytes       int64
	took        time.Duration
}

// A Diagnosis is the statistics of a corpus, its findings for a Plan, and the forecast
// of the training. Its JSON is documented in docs/doctor.md.
//
// Unknown and Effective are for the vocabulary of the plan; the statistics that are
// embedded do not depend on the plan.
type Diagnosis struct {
	*Examination
	Bytes    int64 `json:"bytes"`    // read from files; compressed bytes as they are
	Distinct int   `json:"distinct"` // distinct words
	// Tokenizer is that of the Plan.
	Tokenizer tokenize.Choice `json:"tokenizer,omitzero"`
	MinCounts []Coverage      `json:"min_counts"`
	Words     int             `json:"vocabulary"`
	Unknown   int64           `json:"unknown"`   // tokens of an epoch that are not in the vocabulary
	Effective float64         `json:"effective"` // tokens of an epoch after subsampling
	Forecast  *Forecast       `json:"forecast"`  // nil if training would be useless
	Findings  []Finding       `json:"findings"`
	OK        bool            `json:"ok"` // no finding is Useless

	plan Plan
}

// minCounts are the minimum counts of Diagnosis.MinCounts, besides the planned one: a
// choice of usual values.
var minCounts = []int64{1, 2, 3, 5, 10, 20, 50, 100}

// Read reads a corpus and counts its words, as Examine does, with its memory and its
// errors. src must not have been read before if it is standard input.
func Read(ctx context.Context, src *corpus.FileSource) (*Corpus, error) {
	begin := time.Now()
	var c Corpus
	var err error
	if c.examination, err = Examine(ctx, src, &c.words); err != nil {
		return nil, err
	}
	c.bytes, c.took = src.BytesRead(), time.Since(begin)
	return &c, nil
}

// Diagnose returns the findings of the corpus for a plan. Unless one of them is Useless,
// it runs the trainer on a sample of the corpus for p.Trial, with the vocabulary of the
// whole corpus and the configuration of the plan, and forecasts the training. Errors are
// those of the trainer, or of ctx. It changes neither c nor p, so a corpus can be
// diagnosed for any number of plans.
func (c *Corpus) Diagnose(ctx context.Context, p Plan) (*Diagnosis, error) {
	v := p.vocabulary(&c.words)
	d := &Diagnosis{
		Examination: c.examination, Bytes: c.bytes, Distinct: c.words.Distinct(),
		MinCounts: coverage(&c.words, p.minCounts()),
		Words:     v.Len(), Unknown: c.examination.Tokens - knownTokens(&c.words, v), Effective: p.Config.ExpectedTokens(v),
		Tokenizer: p.Tokenizer, Findings: []Finding{}, OK: true, plan: p,
	}
	d.findProblems()
	if !d.OK {
		return d, nil
	}
	var err error
	d.Forecast, err = p.forecast(ctx, d, v, c.took)
	return d, err
}

// minCounts returns the minimum counts to compare, sorted, the planned one included. The
// planned one is not repeated.
func (p Plan) minCounts() []int64 {
	all := append([]int64{int64(p.Config.MinCount)}, minCounts...)
	slices.Sort(all)
	return slices.Compact(all)
}

// vocabulary returns the vocabulary that training will use. It selects the words as the
// trainer does, by minimum count, size and stop words. Their order does not matter here.
func (p Plan) vocabulary(c *vocab.Counter) *vocab.Vocab {
	if p.Vocabulary != nil {
		return p.Vocabulary
	}
	stop := slices.Sorted(slices.Values(p.Stop))
	exclude := func(word string) bool {
		_, found := slices.BinarySearch(stop, word)
		return found
	}
	v, _ := c.Vocab(vocab.Selection{MinCount: int64(p.Config.MinCount), MaxVocab: p.Config.MaxVocab, Exclude: exclude})
	return v
}

// knownTokens returns how many of the counted tokens are in the vocabulary. It counts a
// word with the count in the corpus, not with that in v.
func knownTokens(c *vocab.Counter, v *vocab.Vocab) int64 {
	var n int64
	for word, count := range c.All() {
		if _, ok := v.ID(word); ok {
			n += count
		}
	}
	return n
}

// findProblems fills in Findings and OK. The findings of counts come first, then those of
// lines.
func (d *Diagnosis) findProblems() {
	p := expectation{
		distinct: d.Distinct, words: d.Words, unknown: d.Unknown,
		effective: d.Effective * float64(d.plan.Config.Epochs), tokenizer: d.plan.Tokenizer,
	}
	found := statisticsFindings(d.Statistics, p)
	found = append(found, lineFindings(d.Examination, d.plan.Normalize != tokenize.None)...)
	for _, x := range found {
		if x.Code == InvalidByte && d.plan.RefuseInvalid {
			x.Severity = Useless // training stops at such a byte
		}
		x.Text = d.advice(x)
		d.Findings = append(d.Findings, x)
		d.OK = d.OK && x.Severity != Useless
	}
}
