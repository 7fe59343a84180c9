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

// Options says how to measure. Default returns gensim's choices.
type Options struct {
	RestrictVocab int          // only the first so many words; 0: all
	Method        embed.Method // how analogies are answered
	FoldCase      bool         // compare words without case
}

// Default returns the options to start from.
func Default() Options {
	return Options{RestrictVocab: 300_000, Method: embed.Add, FoldCase: true}
}

// A Tally counts the answers to the questions of a section or a file.
type Tally struct {
	Correct int
	Total   int // questions answered, those skipped not among them
	Skipped int // questions with an unknown word
}

// Accuracy is Correct / Total, 0 without questions.
func (t Tally) Accuracy() float64 {
	if t.Total == 0 {
		return 0
	}
	return float64(t.Correct) / float64(t.Total)
}

func (t *Tally) add(o Tally) {
	t.Correct += o.Correct
	t.Total += o.Total
	t.Skipped += o.Skipped
}

// candidates is how many of the nearest words are looked at for an answer: some
// may be spellings of the question's own words.
const candidates = 5

// A tester knows the words of a table in the form in which they are compared.
type tester struct {
	table *embed.Table
	o     Options
	among int
	ids   map[string]vocab.ID // by the compared form; of equal ones the most frequent
}

func newTester(t *embed.Table, o Options) (*tester, error) {
	e := &tester{table: t, o: o, among: t.Len(), ids: map[string]vocab.ID{}}
	if o.RestrictVocab > 0 {
		e.among = min(e.among, o.RestrictVocab)
	}
	for id, word := range t.Vocab().All() {
		if int(id) == e.among {
			break
		}
		if form := e.form(word); !e.has(form) {
			e.ids[form] = id
		}
	}
	return e, t.Err()
}

func (e *tester) has(form string) bool {
	_, ok := e.ids[form]
	return ok
}

func (e *tester) form(word string) string {
	if e.o.FoldCase {
		return strings.ToUpper(word)
	}
	return word
}

// Analogies answers the questions, on all cores, and returns a tally for each
// section. Cancelling ctx ends it with the context's error. A mapped file that
// cannot be read is an error too.
func Analogies(ctx context.Context, t *embed.Table, sections []Section, o Options) ([]Tally, error) {
	t, err := faster(ctx, t, questionsOf(sections), o.Method)
	if err != nil {
		return nil, err
	}
	e, err := newTester(t, o)
	if err != nil {
		return nil, err
	}
	tallies := make([]Tally, len(sections))
	for i, s := range sections {
		if tallies[i], err = e.askAll(ctx, s.Questions); err != nil {
			return nil, err
		}
	}
	return tallies, nil
}

// askAll answers questions on all cores.
func (e *tester) askAll(ctx context.Context, questions []Question) (Tally, error) {
	workers := runtime.GOMAXPROCS(0)
	tallies, errs := make([]Tally, workers), make([]error, workers)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for k := w; k < len(questions) && errs[w] == nil; k += workers {
				var one Tally
				one, errs[w] = e.ask(ctx, questions[k])
				tallies[w].add(one)
			}
		})
	}
	wg.Wait()
	var all Tally
	for _, t := range tallies {
		all.add(t)
	}
	return all, cmp.Or(ctx.Err(), cmp.Or(errs...))
}

// ask answers one question.
func (e *tester) ask(ctx context.Context, q Question) (Tally, error) {
	a, okA := e.ids[e.form(q.A)]
	b, okB := e.ids[e.form(q.B)]
	c, okC := e.ids[e.form(q.C)]
	if _, okD := e.ids[e.form(q.D)]; !okA || !okB || !okC || !okD {
		return Tally{Skipped: 1}, nil
	}
	near, err := e.table.Find(ctx, embed.Query{Plus: []vocab.ID{b, c}, Minus: []vocab.ID{a}, Method: e.o.Method, Among: e.among}, candidates)
	if zero := (*embed.ZeroQueryError)(nil); err != nil && !errors.As(err, &zero) {
		return Tally{}, err
	}
	for _, n := range near {
		form := e.form(n.Word)
		if form == e.form(q.A) || form == e.form(q.B) || form == e.form(q.C) {
			continue
		}
		if form == e.form(q.D) {
			return Tally{Correct: 1, Total: 1}, nil
		}
		break
	}
	return Tally{Total: 1}, nil
}

// A Correlation says how well cosines agree with people.
type Correlation struct {
	Spearman float64 // rank correlation, −1 to 1; NaN with fewer than two pairs or with equal ones only
	Pairs    int     // compared
	Skipped  int     // with an unknown word
}

// Similarity compares the cosines of the pairs' words with their scores. A mapped
// file that cannot be read is an error.
func Similarity(t *embed.Table, pairs []Pair, o Options) (Correlation, error) {
	var c Correlation
	e, err := newTester(t, o)
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

// ranks returns each value's rank from 1; equal values share their mean rank.
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
