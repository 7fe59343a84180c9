package notebook

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

// An Outcome is an experiment repeated.
type Outcome struct {
	Experiment data.Experiment
	Quantities []Comparison
	OK         bool // every quantity agrees; true as well if it cannot be repeated

	Words   int      // of the model that was trained, 0 if none was
	Unmoved []string // those of them that never left their random start
	// Trained is the same question to the same sentences trained for real: no
	// subsampling, many epochs. Nil if nothing is trained.
	Trained *Answer
}

// An Answer is one query's attention over tokens.
type Answer struct {
	Query  string
	Tokens []string
	Result attention.Result
}

// Run repeats all experiments.
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
		if computed, err = ask(m, e); err != nil {
			return o, err
		}
	default:
		var err error
		if computed, err = attend(e); err != nil {
			return o, err
		}
	}
	var err error
	o.Quantities, err = compare(e, computed)
	o.OK = err == nil && !slices.ContainsFunc(o.Quantities, func(c Comparison) bool { return !c.OK })
	return o, err
}

// config returns the notebook's parameters: its own, else gensim's defaults.
func config(e data.Experiment) word2vec.Config {
	c := word2vec.GensimDefault()
	c.GensimOrder = word2vec.Order42 // the version that the notebook ran
	c.Dim, c.MinCount = e.Params.Dim, e.Params.MinCount
	if e.Params.Window != 0 {
		c.Window = e.Params.Window
	}
	return c
}

// train trains the notebook's model, and one for real.
func (o *Outcome) train(ctx context.Context, e data.Experiment) (*w2vattn.Model, error) {
	c := config(e)
	m, err := w2vattn.Train(ctx, corpus.Lists(e.Sentences), c)
	if err != nil {
		return nil, err
	}
	o.Words = m.Len()
	moved := m.Trained().Moved()
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
	a, err := question(trained, e, attention.Auto)
	if err != nil {
		return nil, err
	}
	o.Trained = &Answer{e.Query, a.Tokens, a.Result}
	return m, nil
}

// question asks a model what the experiment asks, at a temperature.
func question(m *w2vattn.Model, e data.Experiment, t attention.Temperature) (*w2vattn.Attention, error) {
	tokens := e.Tokens
	if tokens == nil {
		tokens = []string{e.Query, e.Key, e.Value}
	}
	at, err := m.Attender([]string{e.Query}, w2vattn.AttendOptions{Score: attention.Dot, Temperature: t})
	if err != nil {
		return nil, err
	}
	return at.CutBy(tokenize.Space()).Attend(strings.Join(tokens, " "))
}

// ask computes the quantities of an experiment with a trained model.
func ask(m *w2vattn.Model, e data.Experiment) (map[string][]float64, error) {
	if e.Key != "" {
		return askOne(m.Table(), e)
	}
	a, err := question(m, e, 1)
	if err != nil {
		return nil, err
	}
	c := quantities(a.Result)
	c["query_vector"], c["keys"] = wide(a.QueryVector), wide(a.Keys.Data)
	return c, nil
}

// askOne has one key and the value of a third word.
func askOne(t *embed.Table, e data.Experiment) (map[string][]float64, error) {
	q, err := t.Vector(e.Query)
	if err != nil {
		return nil, err
	}
	key, _, err := t.Gather([]string{e.Key})
	if err != nil {
		return nil, err
	}
	value, _, err := t.Gather([]string{e.Value})
	if err != nil {
		return nil, err
	}
	r := attention.Attend(q, key, value, attention.Options{})
	return map[string][]float64{
		"query_vector": wide(q), "key_vector": wide(key.Data), "value_vector": wide(value.Data),
		"score": wide(r.Scores), "weight": wide(r.Weights), "context": wide(r.Context),
	}, nil
}

// attend computes the quantities of an experiment that gives its vectors.
func attend(e data.Experiment) (map[string][]float64, error) {
	if e.Input != nil && e.Pooling != nil {
		return quantities(attention.Pool(matrix(e.Input), e.Pooling)), nil
	}
	if e.Input != nil {
		r := attention.SelfAttend(matrix(e.Input), attention.SelfOptions{})
		return map[string][]float64{"weights": wide(r.Weights.Data), "output": wide(r.Context.Data)}, nil
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

// quantities names the parts of a result as the notebook does.
func quantities(r attention.Result) map[string][]float64 {
	return map[string][]float64{"scores": wide(r.Scores), "weights": wide(r.Weights), "output": wide(r.Context), "report": wide(r.Weights)}
}

func matrix(rows [][]float32) blas32.General {
	d := len(rows[0])
	return blas32.General{Rows: len(rows), Cols: d, Stride: d, Data: slices.Concat(rows...)}
}

func wide(x []float32) []float64 {
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = float64(v)
	}
	return out
}
