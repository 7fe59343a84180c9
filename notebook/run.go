package notebook

// This file repeats the experiments. There are three kinds: the notebook trains a
// model and attends over its vectors; it gives the vectors; or it does not contain
// its input and cannot be repeated.

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/data"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/tokenize"
)

// An Outcome is the result of repeating an experiment.
type Outcome struct {
	Experiment data.Experiment
	Quantities []Comparison // in the order of Experiment.Printed
	OK         bool         // every quantity agrees; also true if the experiment cannot be repeated

	Model   *w2vattn.Model // trained as the notebook does; nil if the experiment trains none
	Words   int            // vocabulary size of Model; 0 without one
	Unmoved []string       // words whose vectors still have their random initial values
	// Trained is the answer to the same query after longer training on the same
	// sentences: without subsampling, 400 epochs, learning rate 0.05. It is nil if the
	// experiment trains no model.
	Trained *Answer
}

// An Answer is the attention of one query word over tokens.
type Answer struct {
	Query  string
	Tokens []string
	Result attention.Result
}

// Run repeats all experiments of package data, in their order; it takes less than a
// second. It returns an error if the data cannot be read, if training fails, if ctx
// ends, or if a query word is unknown. Numbers that differ from the notebook's are not an
// error; see [OK].
func Run(ctx context.Context) ([]Outcome, error) {
	experiments, err := data.Experiments()
	if err != nil {
		return nil, err
	}
	outcomes := make([]Outcome, len(experiments))
	for i, e := range experiments {
		if outcomes[i], err = run(ctx, e); err != nil {
			return nil, fmt.Errorf("notebook: %s: %w", e.Name, err)
		}
	}
	return outcomes, nil
}

// OK reports whether every outcome agrees with the notebook.
func OK(outcomes []Outcome) bool {
	for _, o := range outcomes {
		if !o.OK {
			return false
		}
	}
	return true
}

// run repeats one experiment. It trains a model, or attends over vectors that the
// notebook gives. For an experiment that cannot be repeated, because the notebook does
// not contain its input, it only lists the printed numbers.
func run(ctx context.Context, e data.Experiment) (Outcome, error) {
	o := Outcome{Experiment: e, OK: true}
	var computed map[string][]float64
	switch {
	case !e.Reproducible:
		o.Quantities = printedOnly(e)
		return o, nil
	case e.Sentences != nil:
		m, err := o.train(ctx, e)
		if err != nil {
			return o, err
		}
		if computed, err = trainedQuantities(m, e); err != nil {
			return o, err
		}
	default:
		var err error
		if computed, err = givenQuantities(e); err != nil {
			return o, err
		}
	}
	var err error
	o.Quantities, err = compare(e, computed)
	o.OK = err == nil && !slices.ContainsFunc(o.Quantities, func(c Comparison) bool { return !c.OK })
	return o, err
}

// Config returns the training parameters of an experiment; those that the notebook
// does not set are the defaults of gensim 4.2.
func Config(e data.Experiment) word2vec.Config {
	c := word2vec.GensimDefault()
	c.GensimOrder = word2vec.Order42 // the version that the notebook ran
	c.Dim, c.MinCount = e.Params.Dim, e.Params.MinCount
	if e.Params.Window != 0 {
		c.Window = e.Params.Window
	}
	return c
}

// train trains the notebook's model and returns it. It also trains a second model for
// longer, and fills in Words, Unmoved and Trained.
func (o *Outcome) train(ctx context.Context, e data.Experiment) (*w2vattn.Model, error) {
	c := Config(e)
	m, err := w2vattn.Train(ctx, corpus.Lists(e.Sentences), c)
	if err != nil {
		return nil, err
	}
	o.Model, o.Words = m, m.Len()
	moved := m.Trained().Updated()
	for id, word := range m.Table().Vocab().All() {
		if !moved[id] {
			o.Unmoved = append(o.Unmoved, word)
		}
	}
	c.Sample, c.Epochs, c.Alpha = 0, 400, .05
	trained, err := w2vattn.Train(ctx, corpus.Lists(e.Sentences), c)
	if err != nil {
		return nil, err
	}
	a, err := attend(trained, e, attention.Auto)
	if err != nil {
		return nil, err
	}
	o.Trained = &Answer{e.Query, a.Tokens, a.Result}
	return m, nil
}

// attend returns the attention of the experiment's query over its tokens by dot product,
// at temperature t. An experiment without tokens has three words: query, key and value.
func attend(m *w2vattn.Model, e data.Experiment, t attention.Temperature) (*w2vattn.Attention, error) {
	tokens := e.Tokens
	if tokens == nil {
		tokens = []string{e.Query, e.Key, e.Value}
	}
	at, err := m.Attender([]string{e.Query}, w2vattn.AttendOptions{Score: attention.Dot, Temperature: t})
	if err != nil {
		return nil, err
	}
	return at.WithTokenizer(tokenize.Space()).Attend(strings.Join(tokens, " "))
}

// trainedQuantities computes the quantities of an experiment with a trained model.
func trainedQuantities(m *w2vattn.Model, e data.Experiment) (map[string][]float64, error) {
	if e.Key != "" {
		return singleKeyQuantities(m.Table(), e)
	}
	a, err := attend(m, e, 1)
	if err != nil {
		return nil, err
	}
	c := quantities(a.Result)
	c["query_vector"], c["keys"] = float64s(a.QueryVector), float64s(a.Keys.Data)
	return c, nil
}

// singleKeyQuantities computes the quantities of an experiment with one key, whose value is
// the vector of a third word. The key's weight is 1 whatever its score, so the context is
// the value.
func singleKeyQuantities(t *embed.Table, e data.Experiment) (map[string][]float64, error) {
	var vectors [3][]float32
	for i, word := range []string{e.Query, e.Key, e.Value} {
		var err error
		if vectors[i], err = t.Vector(word); err != nil {
			return nil, err
		}
	}
	q, key, value := vectors[0], vectors[1], vectors[2]
	r := attention.Attend(q, matrix([][]float32{key}), matrix([][]float32{value}), attention.Options{})
	return map[string][]float64{
		"query_vector": float64s(q), "key_vector": float64s(key), "value_vector": float64s(value),
		"score": float64s(r.Scores), "weight": float64s(r.Weights), "context": float64s(r.Context),
	}, nil
}

// givenQuantities computes the quantities of an experiment whose vectors the notebook
// gives: attention pooling, self-attention, or attention of one query. If the experiment
// has no values, the keys are the values. If it names no score, the dot product is used.
func givenQuantities(e data.Experiment) (map[string][]float64, error) {
	if e.Input != nil && e.Pooling != nil {
		return quantities(attention.Pool(matrix(e.Input), e.Pooling)), nil
	}
	if e.Input != nil {
		r := attention.SelfAttend(matrix(e.Input), attention.SelfOptions{})
		return map[string][]float64{"weights": float64s(r.Weights.Data), "output": float64s(r.Context.Data)}, nil
	}
	keys := matrix(e.Keys)
	values := keys
	if e.Values != nil {
		values = matrix(e.Values)
	}
	var o attention.Options
	if e.Score != "" {
		var err error
		if o.Score, err = attention.ParseScore(e.Score); err != nil {
			return nil, err
		}
	}
	return quantities(attention.Attend(e.QueryVector, keys, values, o)), nil
}

// quantities returns the parts of a result by the names that package data gives them.
func quantities(r attention.Result) map[string][]float64 {
	return map[string][]float64{
		"scores": float64s(r.Scores), "weights": float64s(r.Weights),
		"output": float64s(r.Context), "report": float64s(r.Weights),
	}
}

// matrix returns rows of equal length as a matrix. There is at least one row.
func matrix(rows [][]float32) blas32.General {
	d := len(rows[0])
	return blas32.General{Rows: len(rows), Cols: d, Stride: d, Data: slices.Concat(rows...)}
}

// float64s converts numbers to float64, which holds each float32 exactly.
func float64s(x []float32) []float64 {
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = float64(v)
	}
	return out
}
