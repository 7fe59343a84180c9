package doctor

import (
	"context"
	"slices"
	"time"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// A Plan is the training that a corpus is examined for.
type Plan struct {
	Config     word2vec.Config
	Vocabulary *vocab.Vocab // the words to train; nil: those that Config selects
	Stop       []string     // words to leave out, if Config selects

	Normalize     tokenize.Form // of the tokenizer
	Field         string        // of the records that holds their text
	RefuseInvalid bool          // training stops at bytes that are not text

	Workers   int    // goroutines, at least 1
	Kernel    string // as word2vec.Kernel has it
	IDsMemory int64  // bytes of the corpus as numbers to keep in memory; the rest is in a file

	Trial time.Duration // for which the forecast tries the trainer: a second is enough
}

// A Corpus has been read and counted.
type Corpus struct {
	examination *Examination
	words       vocab.Counter
	bytes       int64
	took        time.Duration
}

// A Diagnosis says what a corpus holds, what is wrong with it, and what training
// on it will take.
type Diagnosis struct {
	*Examination
	Bytes     int64      `json:"bytes"`
	Distinct  int        `json:"distinct"` // words
	MinCounts []Coverage `json:"min_counts"`
	Words     int        `json:"vocabulary"`
	Unknown   int64      `json:"unknown"`   // tokens of an epoch
	Effective float64    `json:"effective"` // tokens of an epoch, once subsampling has dropped some
	Forecast  *Forecast  `json:"forecast"`  // null if there is nothing to train
	Findings  []Finding  `json:"findings"`
	OK        bool       `json:"ok"` // no finding is Useless

	plan Plan
}

// minCounts are compared in a Diagnosis, beside the one that is planned.
var minCounts = []int64{1, 2, 3, 5, 10, 20, 50, 100}

// Read reads and counts a corpus. Its memory is that of Examine.
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

// Diagnose finds what is wrong with the corpus for a plan. If nothing is so wrong
// that training would be useless, it tries the trainer and forecasts what training
// will take.
func (c *Corpus) Diagnose(ctx context.Context, p Plan) (*Diagnosis, error) {
	v := p.vocabulary(&c.words)
	d := &Diagnosis{
		Examination: c.examination, Bytes: c.bytes, Distinct: c.words.Distinct(), MinCounts: coverage(&c.words, p.minCounts()),
		Words: v.Len(), Unknown: c.examination.Tokens - knownTokens(&c.words, v), Effective: p.Config.Effective(v),
		Findings: []Finding{}, OK: true, plan: p,
	}
	d.findProblems()
	if !d.OK {
		return d, nil
	}
	var err error
	d.Forecast, err = p.forecast(ctx, d, v, c.took)
	return d, err
}

// minCounts returns those to compare, the planned one among them.
func (p Plan) minCounts() []int64 {
	all := append([]int64{int64(p.Config.MinCount)}, minCounts...)
	slices.Sort(all)
	return slices.Compact(all)
}

// vocabulary returns the one that training will use.
func (p Plan) vocabulary(c *vocab.Counter) *vocab.Vocab {
	if p.Vocabulary != nil {
		return p.Vocabulary
	}
	stop := slices.Sorted(slices.Values(p.Stop))
	v, _ := c.Vocab(vocab.Selection{MinCount: int64(p.Config.MinCount), MaxVocab: p.Config.MaxVocab, Exclude: func(word string) bool {
		_, out := slices.BinarySearch(stop, word)
		return out
	}})
	return v
}

// knownTokens counts the tokens that are in the vocabulary.
func knownTokens(c *vocab.Counter, v *vocab.Vocab) int64 {
	var n int64
	for word, count := range c.All() {
		if _, ok := v.ID(word); ok {
			n += count
		}
	}
	return n
}

// findProblems finds what is wrong.
func (d *Diagnosis) findProblems() {
	p := expectation{distinct: d.Distinct, words: d.Words, unknown: d.Unknown, effective: d.Effective * float64(d.plan.Config.Epochs)}
	for _, x := range append(statisticsFindings(d.Figures, p), lineFindings(d.Examination, d.plan.Normalize != tokenize.None)...) {
		if x.Code == InvalidByte && d.plan.RefuseInvalid {
			x.Severity = Useless // training stops there
		}
		x.Text = d.advice(x)
		d.Findings = append(d.Findings, x)
		d.OK = d.OK && x.Severity != Useless
	}
}
