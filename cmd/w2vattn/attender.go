package main

import (
	"fmt"
	"io"
	"slices"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/report"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// An attender lets a query, or every token, attend over sentences.
type attender struct {
	flags               *attendFlags
	score               attention.Score
	temperature         attention.Temperature
	keys, values        *embed.Table
	lookup, valueLookup embed.Lookup
	policy              embed.Policy // of unknown tokens
	tokenizer           tokenize.Tokenizer
	queryIDs            []vocab.ID
	query               []float32
}

// close releases the tables; nothing is written to them.
func (at *attender) close() {
	at.keys.Close()   //nolint:errcheck // only read from
	at.values.Close() //nolint:errcheck // only read from
}

// A sentence is tokens with their vectors.
type sentence struct {
	tokens       []string
	ids          []vocab.ID // Unknown where the model does not know the token
	known        []bool     // whether the token itself is known
	takesPart    []bool
	keys, values blas32.General
}

// attend writes the report on one sentence.
func (at *attender) attend(w io.Writer, text string) error {
	s, err := at.gather(at.cutTokens(text))
	if err != nil {
		return err
	}
	if at.flags.self {
		return at.selfAttend(w, s)
	}
	if at.flags.excludeSelf {
		for i, id := range s.ids {
			if slices.Contains(at.queryIDs, id) {
				s.takesPart[i] = false
			}
		}
	}
	r := &report.Attention{
		Query: at.flags.queries, Tokens: s.tokens, Known: s.known, Auto: at.temperature == attention.Auto,
		Result:      attention.Attend(at.query, s.keys, s.values, attention.Options{Score: at.score, Temperature: at.temperature, Mask: s.takesPart}),
		QueryVector: at.query, Keys: s.keys, Values: s.values,
	}
	if at.flags.nearest > 0 {
		r.Nearest = at.nearest(r.Result.Context)
	}
	switch {
	case at.flags.worked:
		return r.Worked(w)
	case at.flags.format == "json":
		return r.JSON(w)
	}
	return r.Text(w)
}

// maxSelf bounds the tokens of --self, whose memory grows with their square.
const maxSelf = 4096

func (at *attender) selfAttend(w io.Writer, s *sentence) error {
	if at.flags.values != "" {
		return usagef("--self and --values contradict each other: the tokens are queries, keys and values")
	}
	if n := len(s.tokens); n > maxSelf {
		return fmt.Errorf("a sentence of %s tokens: --self makes a table of every pair and takes at most %s; give shorter sentences", thousands(int64(n)), thousands(maxSelf))
	}
	r := &report.Self{
		Tokens: s.tokens, Known: s.known, Auto: at.temperature == attention.Auto,
		Result: attention.SelfAttend(s.keys, attention.SelfOptions{Score: at.score, Temperature: at.temperature,
			Mask: s.takesPart, Causal: at.flags.causal, ExcludeSelf: at.flags.excludeSelf}),
	}
	if at.flags.nearest > 0 {
		r.Nearest = [][]embed.Neighbour{}
		for i := range s.tokens {
			r.Nearest = append(r.Nearest, at.nearest(r.Result.Context.Data[i*s.keys.Cols:(i+1)*s.keys.Cols]))
		}
	}
	if at.flags.format == "json" {
		return r.JSON(w)
	}
	return r.Text(w)
}

// nearest returns the words nearest to a context. Nothing is near to a context
// that no token took part in.
func (at *attender) nearest(context []float32) []embed.Neighbour {
	if !slices.ContainsFunc(context, func(x float32) bool { return x != 0 }) {
		return []embed.Neighbour{}
	}
	return at.values.Nearest(context, at.flags.nearest)
}

// mean returns the mean of the vectors of some words.
func (at *attender) mean(words []embed.Found) []float32 {
	mean := make([]float32, at.keys.Dim())
	for _, w := range words {
		vector := w.Vector
		if vector == nil {
			vector = at.keys.Row(w.ID)
		}
		for d, x := range vector {
			mean[d] += x
		}
	}
	for d := range mean {
		mean[d] /= float32(len(words))
	}
	return mean
}

// gather looks tokens up, treating unknown ones as --oov says.
func (at *attender) gather(tokens []string) (*sentence, error) {
	found, err := at.lookup.Find(tokens, at.policy)
	if err != nil {
		return nil, err
	}
	s := &sentence{tokens: tokens}
	for _, f := range found {
		s.ids = append(s.ids, f.ID)
		s.known = append(s.known, f.Known)
		s.takesPart = append(s.takesPart, f.TakesPart)
		if f.ID != vocab.Unknown {
			if err := at.keys.CheckFinite(f.ID); err != nil {
				return nil, err
			}
		}
	}
	s.keys = rows(at.keys, s.ids)
	for i, f := range found {
		copy(s.keys.Data[i*s.keys.Stride:], f.Vector)
	}
	s.values = s.keys
	if at.values != at.keys {
		s.values = rows(at.values, at.valueIDs(s))
		at.valuesByParts(s, found)
	}
	return s, nil
}

// valuesByParts makes the values of tokens whose keys were made of subwords.
func (at *attender) valuesByParts(s *sentence, found []embed.Found) {
	for i, f := range found {
		if f.Vector == nil {
			continue
		}
		ok := false
		if id, known := at.valueLookup.ID(s.tokens[i]); known {
			ok = true
			copy(s.values.Data[i*s.values.Stride:], at.values.Row(id))
		} else if sub := at.values.Subwords(); sub != nil {
			var v []float32
			v, ok = sub.Vector(s.tokens[i])
			copy(s.values.Data[i*s.values.Stride:], v)
		}
		s.takesPart[i] = s.takesPart[i] && ok
	}
}

// valueIDs finds the tokens in the table of values. A token without a value
// cannot take part.
func (at *attender) valueIDs(s *sentence) []vocab.ID {
	ids := make([]vocab.ID, len(s.ids))
	for i, id := range s.ids {
		ids[i] = vocab.Unknown
		if id != vocab.Unknown {
			var ok bool
			ids[i], ok = at.valueLookup.ID(at.keys.Vocab().Word(id))
			s.takesPart[i] = s.takesPart[i] && ok
		}
	}
	return ids
}

// rows copies the vectors of ids; Unknown gets zeros.
func rows(t *embed.Table, ids []vocab.ID) blas32.General {
	d := t.Dim()
	m := blas32.General{Rows: len(ids), Cols: d, Stride: d, Data: make([]float32, len(ids)*d)}
	for i, id := range ids {
		if id != vocab.Unknown {
			copy(m.Data[i*d:], t.Row(id))
		}
	}
	return m
}
