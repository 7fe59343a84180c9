package w2vattn

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// An Attender attends to one text after another with the same query and options,
// and reuses its memory. It belongs to one goroutine at a time; Fork makes one for
// another goroutine.
type Attender struct {
	*attenderConfig
	scratch scratch
	queries *Attender // gathers the queries of CrossAttend; nil: not made yet
}

// attenderConfig is what attenders share. It is not changed any more.
type attenderConfig struct {
	m           *Model
	values      *Model
	valueLookup embed.Lookup // words are looked up there as in m
	tokenizer   tokenize.Tokenizer
	o           AttendOptions
	score       attention.Scorer
	words       []string   // of the query
	ids         []vocab.ID // of those that the table has, if they are excluded
	query       []float32  // D; nil without words
}

// Attender returns an attender whose query is the mean of the vectors of some
// words: their sum in float32, in the order given, divided by their number. Without
// words it is for SelfAttend and CrossAttend alone.
func (m *Model) Attender(query []string, o AttendOptions) (*Attender, error) {
	if o.policy() == embed.ByParts && m.Table().Subwords() == nil {
		return nil, fmt.Errorf("the query: %w", embed.ErrNoSubwords)
	}
	found, err := m.find(query, o.queryPolicy())
	if err != nil {
		return nil, fmt.Errorf("the query: %w", err)
	}
	at := &Attender{}
	return at, at.Reset(m, query, found, o)
}

// Reset makes at an attender of m, with a query whose words were looked up already,
// and keeps its memory. Each word needs a vector, or is an *embed.UnknownWordError.
// A zero Attender can be reset.
func (at *Attender) Reset(m *Model, query []string, found []embed.Found, o AttendOptions) error {
	if err := o.check(); err != nil {
		return err
	}
	a := &attenderConfig{m: m, values: m, tokenizer: m.tokenizer, o: o, score: o.score(), words: query}
	if o.Values != nil {
		a.values = o.Values
	}
	a.valueLookup = embed.Lookup{Table: a.values.Table(), Fold: m.lookup.Fold}
	if err := m.checkFound(query, found); err != nil {
		return err
	}
	for _, f := range found {
		if o.ExcludeSelf && f.Vector == nil {
			a.ids = append(a.ids, f.ID)
		}
	}
	if len(found) > 0 {
		var err error
		if a.query, err = m.Table().Mean(found); err != nil {
			return err
		}
	}
	at.attenderConfig, at.queries = a, nil
	clear(at.scratch.cache)
	if r := at.scratch.result; r != nil {
		r.Query, r.Auto, r.QueryVector = a.words, o.Temperature == attention.Auto, a.query
	}
	return m.Err()
}

// Fork returns an attender with the same query and options and memory of its own.
func (at *Attender) Fork() *Attender { return &Attender{attenderConfig: at.attenderConfig} }

// WithTokenizer cuts texts with t instead of the model's tokenizer; words are still looked
// up as the model does.
func (at *Attender) WithTokenizer(t tokenize.Tokenizer) *Attender {
	with := *at.attenderConfig
	with.tokenizer = t
	return &Attender{attenderConfig: &with}
}

// Attend lets the query attend over the tokens of a text. The result is valid until
// the next call, which reuses its memory; the words nearest to the context are not
// sought. AttendAll does both otherwise.
func (at *Attender) Attend(text string) (*Attention, error) {
	s, err := at.sentenceOf(text)
	if err != nil {
		return nil, err
	}
	a, err := at.attend(s)
	if err != nil {
		return nil, err
	}
	a.Eojeols = at.eojeols(text)
	return a, nil
}

// AttendFound is Attend for tokens that were looked up already, by the model's
// Lookup. It keeps both slices as long as the result is valid.
func (at *Attender) AttendFound(tokens []string, found []embed.Found) (*Attention, error) {
	s, err := at.sentenceOfFound(tokens, found)
	if err != nil {
		return nil, err
	}
	return at.attend(s)
}

// attend attends over a sentence.
func (at *Attender) attend(s *sentence) (*Attention, error) {
	if len(at.words) == 0 {
		return nil, fmt.Errorf("w2vattn: attending without a query: name words, or use SelfAttend")
	}
	at.excludeSelf(s)
	if at.scratch.result == nil {
		at.scratch.result = &Attention{Query: at.words, Auto: at.o.Temperature == attention.Auto, QueryVector: at.query}
	}
	a := at.scratch.result
	attention.AttendTo(&a.Result, at.query, s.keys, s.values,
		attention.Options{Score: at.score, Temperature: at.o.Temperature, Sparse: at.o.Sparse, Mask: s.visible})
	if err := at.checkNorms(s, a.Result.Norms); err != nil {
		return nil, err
	}
	a.Tokens, a.Known, a.Replaced, a.Nearest, a.Eojeols, a.Keys, a.Values = s.tokens, s.known, s.replaced, nil, nil, s.keys, s.values
	return a, nil
}

// AttendAll attends to several texts, each into memory of its own, and finds the
// words nearest to their contexts in one pass over the vectors. With an error come
// the results of the texts before the one that it is about.
func (at *Attender) AttendAll(texts []string) ([]*Attention, error) {
	attend := func(text string) (*Attention, error) {
		defer at.scratch.release()
		return at.Attend(text)
	}
	return attendAll(at, texts, attend, func(a *Attention) ([][]float32, func([][]embed.Neighbour)) {
		return [][]float32{a.Result.Context}, func(near [][]embed.Neighbour) { a.Nearest = near[0] }
	})
}

// SelfAttend lets every token of a text attend to every token. The words nearest to
// the contexts are not sought.
func (at *Attender) SelfAttend(text string) (*SelfAttention, error) {
	s, err := at.sentenceOf(text)
	if err != nil {
		return nil, err
	}
	r, err := at.selfAttend(s)
	if err != nil {
		return nil, err
	}
	r.Eojeols = at.eojeols(text)
	return r, nil
}

// SelfAttendFound is SelfAttend for tokens that were looked up already, by the
// model's Lookup.
func (at *Attender) SelfAttendFound(tokens []string, found []embed.Found) (*SelfAttention, error) {
	s, err := at.sentenceOfFound(tokens, found)
	if err != nil {
		return nil, err
	}
	return at.selfAttend(s)
}

// selfAttend lets the tokens of a sentence attend to each other.
func (at *Attender) selfAttend(s *sentence) (*SelfAttention, error) {
	if at.o.Values != nil {
		return nil, fmt.Errorf("w2vattn: self-attention with values of another model: the tokens are queries, keys and values")
	}
	if err := at.checkPairs(s); err != nil {
		return nil, err
	}
	defer at.scratch.release()
	r := attention.SelfAttend(s.keys, attention.SelfOptions{Score: at.score, Temperature: at.o.Temperature, Sparse: at.o.Sparse,
		Mask: s.visible, Causal: at.o.Causal, ExcludeSelf: at.o.ExcludeSelf})
	return &SelfAttention{Tokens: s.tokens, Known: s.known, Replaced: s.replaced, Auto: at.o.Temperature == attention.Auto, Result: r}, nil
}

// SelfAttendAll does for SelfAttend what AttendAll does for Attend.
func (at *Attender) SelfAttendAll(texts []string) ([]*SelfAttention, error) {
	return attendAll(at, texts, at.SelfAttend, func(s *SelfAttention) ([][]float32, func([][]embed.Neighbour)) {
		return linalg.Rows(s.Result.Context), func(near [][]embed.Neighbour) { s.Nearest = near }
	})
}

// Compare compares the scores at several temperatures; see Model.Compare.
func (at *Attender) Compare(text string, temperatures ...attention.Temperature) (*Comparison, error) {
	reference, ok := at.score.(attention.Score)
	if !ok || len(at.words) == 0 || at.o.Values != nil {
		return nil, fmt.Errorf("w2vattn: a comparison needs a query, a score without parameters, and no values of another model")
	}
	if err := checkTemperatures(temperatures...); err != nil {
		return nil, err
	}
	s, err := at.sentenceOf(text)
	if err != nil {
		return nil, err
	}
	at.excludeSelf(s)
	if err := at.checkPairs(s); err != nil {
		return nil, err
	}
	defer at.scratch.release()
	c := CompareScores(at.query, s.keys, s.visible, reference, temperatures...)
	c.Query, c.Tokens, c.Known, c.Replaced, c.Eojeols = at.words, s.tokens, s.known, s.replaced, at.eojeols(text)
	return c, nil
}

// excludeSelf takes the query's own words out, if that is asked for.
func (at *Attender) excludeSelf(s *sentence) {
	if !at.o.ExcludeSelf {
		return
	}
	for i, id := range s.ids {
		if slices.Contains(at.ids, id) {
			s.visible[i] = false
		}
	}
}

// eojeols finds the eojeol of the text that was cut last, if they are asked for.
func (at *Attender) eojeols(text string) []Eojeol {
	if !at.o.Eojeols {
		return nil
	}
	return eojeolsOf(text, at.scratch.tokens)
}

// checkNorms refuses vectors with a NaN or an infinity: their norm is one too, and
// looking at norms costs less than looking at vectors.
func (at *Attender) checkNorms(s *sentence, norms []float32) error {
	for i, n := range norms {
		if n-n != 0 && s.ids[i] != vocab.Unknown {
			if err := at.m.Table().CheckFinite(s.ids[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkPairs refuses a sentence that is too long for a matrix, or whose vectors
// hold a NaN or an infinity.
func (at *Attender) checkPairs(s *sentence) error {
	if err := checkPairs(len(s.tokens)); err != nil {
		return err
	}
	for _, id := range s.ids {
		if id == vocab.Unknown {
			continue
		}
		if err := at.m.Table().CheckFinite(id); err != nil {
			return err
		}
	}
	return nil
}

// nearest finds the words of the values' model that are nearest to contexts, in
// one pass over its vectors; nil if none are to be sought. Nothing is near to a
// context that no token took part in.
func (at *Attender) nearest(contexts [][]float32) ([][]embed.Neighbour, error) {
	if at.o.Nearest == 0 {
		return nil, nil
	}
	d := at.values.Dim()
	all := blas32.General{Rows: len(contexts), Cols: d, Stride: d, Data: slices.Concat(contexts...)}
	near, err := at.values.Table().NearestAll(context.Background(), all, at.o.Nearest)
	if err != nil {
		return nil, err
	}
	for i, c := range contexts {
		if !slices.ContainsFunc(c, func(x float32) bool { return x != 0 }) {
			near[i] = []embed.Neighbour{}
		}
	}
	return near, nil
}

// err returns why a mapped table cannot be read any more.
func (at *Attender) err() error { return cmp.Or(at.m.Err(), at.values.Err()) }
