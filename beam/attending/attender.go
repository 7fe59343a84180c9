package attending

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/beam/storage"
	"github.com/w2vattn/w2vattn/beam/text"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/report"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// A Query says what attends, and how. It is plain data, to be sent to workers.
type Query struct {
	Model       string
	Words       []string // of several, the mean is the query
	Score       attention.Score
	Temperature attention.Temperature
	OOV         embed.Policy
	ExcludeSelf bool
	Nearest     int // words nearest to the context; 0: none are sought
}

// An attender lets the query attend over sentences.
type attender struct {
	Query
	table     *embed.Table
	lookup    embed.Lookup
	tokenizer tokenize.Tokenizer
	query     []float32
	asked     []vocab.ID
	release   func()
}

// open reads the model and looks the query up.
func (q Query) open(ctx context.Context) (*attender, error) {
	local, release, err := storage.Fetch(ctx, q.Model)
	if err != nil {
		return nil, err
	}
	a := &attender{Query: q, release: release}
	if a.table, err = embed.Open(local); err == nil {
		err = a.prepare()
	}
	if err != nil {
		a.close()
		return nil, err
	}
	return a, nil
}

func (a *attender) close() {
	if a.table != nil {
		a.table.Close() //nolint:errcheck // only read from
	}
	a.release()
}

// prepare makes the tokenizer that the model remembers, and the query.
func (a *attender) prepare() error {
	config := tokenize.Default()
	if m := a.table.Meta(); m.Tokenizer != nil {
		if err := json.Unmarshal(m.Tokenizer, &config); err != nil {
			return fmt.Errorf("%s: the model's tokenizer: %w", a.Model, err)
		}
	}
	var err error
	if a.tokenizer, err = text.Tokenizer(config); err != nil {
		return err
	}
	folder, err := tokenize.NewFolder(config.Lower, config.Normalize)
	if err != nil {
		return err
	}
	a.lookup = embed.Lookup{Table: a.table, Fold: folder.Fold}
	asked, err := a.lookup.Find(a.Words, embed.Refuse)
	if err != nil {
		return fmt.Errorf("the query: %w", err)
	}
	for _, f := range asked {
		a.asked = append(a.asked, f.ID)
	}
	if err := a.table.CheckFinite(a.asked...); err != nil {
		return err
	}
	a.query = a.table.Mean(asked)
	return nil
}

// attend makes the report on a sentence.
func (a *attender) attend(sentence string) (*report.Attention, error) {
	tokens := []string{}
	for _, t := range a.tokenizer.Append(nil, sentence) {
		tokens = append(tokens, t.Text)
	}
	found, err := a.lookup.Find(tokens, a.OOV)
	if err != nil {
		return nil, err
	}
	d := a.table.Dim()
	keys := blas32.General{Rows: len(tokens), Cols: d, Stride: d, Data: make([]float32, len(tokens)*d)}
	known, mask := make([]bool, len(tokens)), make([]bool, len(tokens))
	for i, f := range found {
		known[i], mask[i] = f.Known, f.TakesPart
		switch {
		case f.Vector != nil:
			copy(keys.Data[i*d:], f.Vector)
		case f.ID != vocab.Unknown:
			if err := a.table.CheckFinite(f.ID); err != nil {
				return nil, err
			}
			copy(keys.Data[i*d:], a.table.Row(f.ID))
			mask[i] = mask[i] && (!a.ExcludeSelf || !slices.Contains(a.asked, f.ID))
		}
	}
	return &report.Attention{
		Query: a.Words, Tokens: tokens, Known: known, Auto: a.Temperature == attention.Auto,
		Result: attention.Attend(a.query, keys, keys, attention.Options{Score: a.Score, Temperature: a.Temperature, Mask: mask}),
	}, nil
}

// addNearest finds the words nearest to the contexts of several sentences, in
// one pass over the vectors. Nothing is near to a context that no token took part
// in.
func (a *attender) addNearest(parts []*report.Attention) {
	if a.Nearest == 0 {
		return
	}
	d := a.table.Dim()
	contexts := blas32.General{Rows: len(parts), Cols: d, Stride: d, Data: make([]float32, len(parts)*d)}
	for i, p := range parts {
		copy(contexts.Data[i*d:], p.Result.Context)
	}
	for i, near := range a.table.NearestAll(contexts, a.Nearest) {
		if !slices.ContainsFunc(parts[i].Result.Context, func(x float32) bool { return x != 0 }) {
			near = []embed.Neighbour{}
		}
		parts[i].Nearest = near
	}
}
