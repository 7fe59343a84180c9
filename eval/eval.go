package eval

import (
	"cmp"
	"context"
	"errors"
	"math"
	"runtime"
	"sort"
	"strings"
	"sync"

	"gonum.org/v1/gonum/stat"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/vocab"
)

// Options holds the choices that change the results. Default returns those of gensim.
type Options struct {
	RestrictVocab int          // use the first RestrictVocab words of the vocabulary; 0: all
	Method        embed.Method // how analogies are answered: 3CosAdd or 3CosMul
	FoldCase      bool         // compare words without case
	// Lemma returns the form that the tokenizer of the model gives a word, such as 가다 for
	// 갔다; nil: it keeps words as they are. Result.Collapsed is counted with it.
	Lemma func(string) string
}

// Default returns gensim's options: 300,000 words, embed.Add, case ignored.
func Default() Options {
	return Options{RestrictVocab: 300_000, Method: embed.Add, FoldCase: true}
}

// A Result counts the answers to the questions of a section or a file.
type Result struct {
	Correct int
	Total   int // questions answered, without those skipped
	Skipped int // questions with an unknown word
	// Collapsed is the number of skipped questions that ask for a form that the vocabulary
	// does not have: A and B, or C and D, have the same lemma. 0 without Options.Lemma.
	Collapsed int
}

// Accuracy returns Correct / Total, or 0 without questions.
func (t Result) Accuracy() float64 {
	if t.Total == 0 {
		return 0
	}
	return float64(t.Correct) / float64(t.Total)
}

// add adds the counts of o.
func (t *Result) add(o Result) {
	t.Correct += o.Correct
	t.Total += o.Total
	t.Skipped += o.Skipped
	t.Collapsed += o.Collapsed
}

// candidates is the number of nearest words among which an answer is looked for: the first
// ones may be words of the question in other case, which are excluded. gensim has the same
// number.
const candidates = 5

// An evaluator answers questions with a table. It looks words up in the form in which they
// are compared. It is safe for concurrent use. With FoldCase, words that differ only in
// case share an entry of ids.
type evaluator struct {
	table *embed.Table
	o     Options
	limit int                 // only words with an id below limit are used
	ids   map[string]vocab.ID // by compared form; of words with equal forms the most frequent
}

// newEvaluator returns an evaluator, or the error of a mapped file that cannot be read. It
// folds the case of all words once, O(V).
func newEvaluator(t *embed.Table, o Options) (*evaluator, error) {
	e := &evaluator{table: t, o: o, limit: t.Len(), ids: map[string]vocab.ID{}}
	if o.RestrictVocab > 0 {
		e.limit = min(e.limit, o.RestrictVocab)
	}
	for id, word := range t.Vocab().All() {
		if int(id) == e.limit {
			break
		}
		if form := e.form(word); !e.has(form) {
			e.ids[form] = id
		}
	}
	return e, t.Err()
}

// has reports whether a compared form has a word. It is used while ids is filled, so the
// first word of a form stays.
func (e *evaluator) has(form string) bool {
	_, ok := e.ids[form]
	return ok
}

// form returns the form of a word that is compared with others. Upper case is what gensim
// compares.
func (e *evaluator) form(word string) string {
	if e.o.FoldCase {
		return strings.ToUpper(word)
	}
	return word
}

// Analogies answers the questions of sections on all cores and returns a Result for each
// section. The answer to "a is to b as c is to ?" is the word whose vector is nearest to
// b − a + c (embed.Add; Mikolov et al. 2013) or has the largest product of similarities
// (embed.Multiply; Levy and Goldberg 2014). If ctx is done, it returns the error of ctx.
// A mapped file that cannot be read is an error too. Questions whose four words are not
// all among the first RestrictVocab words are skipped.
func Analogies(ctx context.Context, t *embed.Table, sections []Section, o Options) ([]Result, error) {
	t, err := fastestTable(ctx, t, countQuestions(sections), o.Method)
	if err != nil {
		return nil, err
	}
	e, err := newEvaluator(t, o)
	if err != nil {
		return nil, err
	}
	results := make([]Result, len(sections))
	for i, s := range sections {
		if results[i], err = e.answerAll(ctx, s.Questions); err != nil {
			return nil, err
		}
	}
	return results, nil
}

// answerAll answers questions on all cores and counts the answers. Worker w answers the
// questions w, w + workers, w + 2·workers and so on. The sums do not depend on the number
// of workers.
func (e *evaluator) answerAll(ctx context.Context, questions []Question) (Result, error) {
	workers := runtime.GOMAXPROCS(0)
	results, errs := make([]Result, workers), make([]error, workers)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for k := w; k < len(questions) && errs[w] == nil; k += workers {
				var one Result
				one, errs[w] = e.answer(ctx, questions[k])
				results[w].add(one)
			}
		})
	}
	wg.Wait()
	var all Result
	for _, t := range results {
		all.add(t)
	}
	return all, cmp.Or(ctx.Err(), cmp.Or(errs...))
}

// answer answers one question: the nearest word that is not of the question must be the
// expected one. A query whose words cancel each other out counts as answered wrongly.
func (e *evaluator) answer(ctx context.Context, q Question) (Result, error) {
	a, okA := e.ids[e.form(q.A)]
	b, okB := e.ids[e.form(q.B)]
	c, okC := e.ids[e.form(q.C)]
	if _, okD := e.ids[e.form(q.D)]; !okA || !okB || !okC || !okD {
		return Result{Skipped: 1, Collapsed: e.collapsed(q)}, nil
	}
	query := embed.Query{Plus: []vocab.ID{b, c}, Minus: []vocab.ID{a}, Method: e.o.Method, RestrictVocab: e.limit}
	near, err := e.table.Find(ctx, query, candidates)
	if zero := (*embed.ZeroQueryError)(nil); err != nil && !errors.As(err, &zero) {
		return Result{}, err
	}
	for _, n := range near {
		form := e.form(n.Word)
		if form == e.form(q.A) || form == e.form(q.B) || form == e.form(q.C) {
			continue
		}
		if form == e.form(q.D) {
			return Result{Correct: 1, Total: 1}, nil
		}
		break
	}
	return Result{Total: 1}, nil
}

// collapsed returns 1 if the tokenizer gives two words that a question compares the same
// form, else 0.
func (e *evaluator) collapsed(q Question) int {
	same := func(a, b string) bool { return e.form(e.o.Lemma(a)) == e.form(e.o.Lemma(b)) }
	if e.o.Lemma != nil && (same(q.A, q.B) || same(q.C, q.D)) {
		return 1
	}
	return 0
}

// A Correlation says how well cosine similarities agree with people's judgements. The scale
// of the scores does not matter, only their order.
type Correlation struct {
	// Spearman is the rank correlation ρ, −1 to 1. It is NaN for fewer than two pairs,
	// and if all scores or all cosines are equal.
	Spearman float64
	Pairs    int // pairs compared
	Skipped  int // pairs with an unknown word
}

// Similarity returns the rank correlation of the cosine similarities of pairs of words
// with their scores (Spearman 1904): the Pearson correlation of the ranks, where equal
// values share their mean rank. It returns an error if a mapped file cannot be read.
//
// With the ranks rᵢ of the cosines and sᵢ of the scores, and their means r̄ and s̄,
//
//	ρ = Σ (rᵢ − r̄)(sᵢ − s̄) / √(Σ (rᵢ − r̄)² · Σ (sᵢ − s̄)²)
//
// Pairs with an unknown word are skipped and counted.
func Similarity(t *embed.Table, pairs []Pair, o Options) (Correlation, error) {
	var c Correlation
	e, err := newEvaluator(t, o)
	if err != nil {
		return c, err
	}
	var people, ours []float64
	for _, p := range pairs {
		a, okA := e.ids[e.form(p.A)]
		b, okB := e.ids[e.form(p.B)]
		if !okA || !okB {
			c.Skipped++
			continue
		}
		cosine, err := t.Cosine(a, b)
		if err != nil {
			return c, err
		}
		people, ours = append(people, p.Score), append(ours, cosine)
	}
	c.Pairs = len(ours)
	c.Spearman = math.NaN()
	if c.Pairs > 1 {
		c.Spearman = stat.Correlation(ranks(people), ranks(ours), nil)
	}
	return c, nil
}

// ranks returns each value's rank from 1; equal values share their mean rank. That is the
// mean of the positions i+1 … j of a run of equal values, (i + j + 1)/2.
func ranks(x []float64) []float64 {
	order := make([]int, len(x))
	for i := range order {
		order[i] = i
	}
	sort.Slice(order, func(i, j int) bool { return x[order[i]] < x[order[j]] })
	r := make([]float64, len(x))
	for i := 0; i < len(order); {
		j := i
		for j < len(order) && x[order[j]] == x[order[i]] {
			j++
		}
		for k := i; k < j; k++ {
			r[order[k]] = float64(i+j+1) / 2
		}
		i = j
	}
	return r
}
