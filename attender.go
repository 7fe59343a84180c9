package w2vattn

// This file joins the parts: the tokenizer cuts a text, the Lookup finds the rows of
// its tokens in the table, package attention computes scores, weights and context
// vector, and the table is searched for the words nearest to the context vector.
//
//	text ─tokenizer─► tokens ─Lookup─► keys n×D ─attention─► weights n, context D ─table─► nearest words

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// An Attender computes the attention of one query, with one set of options, over many
// texts, and reuses its memory. It belongs to one goroutine at a time; Fork returns one
// for another goroutine.
type Attender struct {
	*attenderConfig
	scratch scratch
	queries *Attender // looks up the queries of CrossAttend; nil: not used yet
}

// attenderConfig is what the forks of an attender share. It does not change after Reset.
type attenderConfig struct {
	m           *Model
	values      *Model
	valueLookup embed.Lookup // finds words in values, by the forms of m
	tokenizer   tokenize.Tokenizer
	o           AttendOptions
	score       attention.Scorer
	words       []string      // of the query
	replaced    []Replacement // words of the query that are composed of others
	ids         []vocab.ID    // ids of the words of the query, if ExcludeSelf is set
	query       []float32     // D; nil: there is no query
}

// Attender returns an attender whose query is the mean of the vectors of some words:
// their sum in float32, in the order given, divided by their number. Without words it is
// for SelfAttend and CrossAttend only. Unknown words are an *embed.UnknownWordError;
// invalid options are an error.
func (m *Model) Attender(query []string, o AttendOptions) (*Attender, error) {
	if o.policy() == embed.SubwordMean && m.Table().Subwords() == nil {
		return nil, fmt.Errorf("the query: %w", embed.ErrNoSubwords)
	}
	found, err := m.find(query, o.queryPolicy())
	if err != nil {
		return nil, fmt.Errorf("the query: %w", err)
	}
	at := &Attender{}
	return at, at.Reset(m, query, found, o)
}

// Reset makes the receiver an attender of m for a query whose words have been looked up by the
// Lookup of m. The receiver may be a zero Attender; its memory is reused. A word without a
// vector is an *embed.UnknownWordError.
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
	for i, f := range found {
		if o.ExcludeSelf && f.Vector == nil {
			a.ids = append(a.ids, f.ID)
		}
		if f.Words != nil {
			a.replaced = joinReplaced(a.replaced, []Replacement{{query[i], f.Words}})
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

// Fork returns an attender with the same query and options and with memory of its own.
func (at *Attender) Fork() *Attender { return &Attender{attenderConfig: at.attenderConfig} }

// WithTokenizer returns an attender that tokenizes texts with t instead of the tokenizer
// of the model. Words are still looked up as the model does it.
func (at *Attender) WithTokenizer(t tokenize.Tokenizer) *Attender {
	with := *at.attenderConfig
	with.tokenizer = t
	return &Attender{attenderConfig: &with}
}

// Attend computes the attention of the query over the tokens of a text. The result is
// valid until the next call, which reuses its memory. Nearest words are not searched
// for; AttendAll does that. An attender without a query is an error; the other errors
// are those of [Model.Attend].
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
	if at.o.Spans {
		a.Text, a.Spans = text, SpansOf(at.scratch.tokens)
	}
	return a, nil
}

// AttendFound is [Attender.Attend] for tokens that have been looked up by the Lookup of the
// model. The result refers to both slices: do not change them while it is valid. Different
// lengths of the two slices are an error; other errors are those of Attend.
func (at *Attender) AttendFound(tokens []string, found []embed.Found) (*Attention, error) {
	s, err := at.sentenceOfFound(tokens, found)
	if err != nil {
		return nil, err
	}
	return at.attend(s)
}

// attend computes the attention of the query over a sentence. The result is that of the
// scratch, with the slices of s.
func (at *Attender) attend(s *sentence) (*Attention, error) {
	if len(at.words) == 0 {
		return nil, errors.New("w2vattn: the attender has no query: give it words, or call SelfAttend")
	}
	at.excludeSelf(s)
	if at.scratch.result == nil {
		auto := at.o.Temperature == attention.Auto
		at.scratch.result = &Attention{Query: at.words, Auto: auto, QueryVector: at.query}
	}
	a := at.scratch.result
	attention.AttendTo(&a.Result, at.query, s.keys, s.values,
		attention.Options{Score: at.score, Temperature: at.o.Temperature, Sparse: at.o.Sparse, Mask: s.visible})
	if err := at.checkNorms(s, a.Result.Norms); err != nil {
		return nil, err
	}
	a.Tokens, a.Known, a.Replaced = s.tokens, s.known, at.allReplaced(s)
	a.Keys, a.Values = s.keys, s.values
	a.Nearest, a.Eojeols, a.Text, a.Spans = nil, nil, "", nil
	return a, nil
}

// AttendAll computes the attention over several texts. The results do not share memory.
// The words nearest to all context vectors are found in one pass over the embedding
// table. With an error it returns the results of the texts before the one with the
// error.
func (at *Attender) AttendAll(texts []string) ([]*Attention, error) {
	attend := func(text string) (*Attention, error) {
		defer at.scratch.release()
		return at.Attend(text)
	}
	return attendAll(at, texts, attend, func(a *Attention) nearestOf {
		return nearestOf{[][]float32{a.Result.Context}, [][]string{a.Query, a.Tokens},
			func(near [][]embed.Neighbour) { a.Nearest = near[0] }}
	})
}

// SelfAttend computes the attention of every token of a text over all tokens of the same
// text. The result has memory of its own. Nearest words are not searched for;
// SelfAttendAll does that. Errors are those of [Model.SelfAttend].
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
	if at.o.Spans {
		r.Text, r.Spans = text, SpansOf(at.scratch.tokens)
	}
	return r, nil
}

// SelfAttendFound is [Attender.SelfAttend] for tokens that have been looked up by the
// Lookup of the model. Errors are those of AttendFound and SelfAttend.
func (at *Attender) SelfAttendFound(tokens []string, found []embed.Found) (*SelfAttention, error) {
	s, err := at.sentenceOfFound(tokens, found)
	if err != nil {
		return nil, err
	}
	return at.selfAttend(s)
}

// selfAttend computes the self-attention of a sentence.
func (at *Attender) selfAttend(s *sentence) (*SelfAttention, error) {
	if at.o.Values != nil {
		return nil, errors.New("w2vattn: self-attention takes no values of another model: its values are the keys")
	}
	if err := at.checkPairs(s); err != nil {
		return nil, err
	}
	defer at.scratch.release()
	keys, visible := s.keys, s.visible
	if at.o.OutputKeys {
		var err error
		if keys, visible, err = at.outputKeys(s); err != nil {
			return nil, err
		}
	}
	r := attention.CrossAttend(s.keys, keys, s.keys, attention.SelfOptions{
		Score: at.score, Temperature: at.o.Temperature, Sparse: at.o.Sparse,
		Mask: visible, Causal: at.o.Causal, ExcludeSelf: at.o.ExcludeSelf,
	})
	return &SelfAttention{
		Tokens: s.tokens, Known: s.known, Replaced: s.replaced, OutputKeys: at.o.OutputKeys,
		Auto: at.o.Temperature == attention.Auto, Result: r,
	}, nil
}

// SelfAttendAll is [Attender.SelfAttend] for several texts, with the nearest words, as
// AttendAll. Errors are treated as by AttendAll.
func (at *Attender) SelfAttendAll(texts []string) ([]*SelfAttention, error) {
	return attendAll(at, texts, at.SelfAttend, func(s *SelfAttention) nearestOf {
		return nearestOf{linalg.Rows(s.Result.Context), [][]string{s.Tokens},
			func(near [][]embed.Neighbour) { s.Nearest = near }}
	})
}

// Compare compares the scores at several temperatures; see [Model.Compare]. The result has
// memory of its own. Errors are those of Model.Compare.
func (at *Attender) Compare(text string, temperatures ...attention.Temperature) (*Comparison, error) {
	reference, ok := at.score.(attention.Score)
	if !ok || len(at.words) == 0 || at.o.Values != nil {
		return nil, errors.New("w2vattn: Compare needs a query, a score without parameters, and no values of another " +
			"model")
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
	c.Query, c.Tokens, c.Known = at.words, s.tokens, s.known
	c.Replaced, c.Eojeols = at.allReplaced(s), at.eojeols(text)
	return c, nil
}

// allReplaced returns the words of the query and the tokens of a sentence that are replaced.
func (at *Attender) allReplaced(s *sentence) []Replacement {
	if at.replaced == nil {
		return s.replaced
	}
	return joinReplaced(slices.Clone(at.replaced), s.replaced)
}

// excludeSelf masks the occurrences of the query if ExcludeSelf is set.
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

// eojeols returns the eojeol of the text that was tokenized last, nil unless Eojeols is
// set.
func (at *Attender) eojeols(text string) []Eojeol {
	if !at.o.Eojeols {
		return nil
	}
	return EojeolsOf(text, at.scratch.tokens)
}

// checkNorms returns an error for a vector with NaN or infinity. Its norm is then not
// finite, and there are fewer norms than numbers to check.
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

// checkPairs returns an error for a sentence that is too long for a matrix, and for
// vectors with NaN or infinity.
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

// err returns the error of reading a mapped table, nil if there is none.
func (at *Attender) err() error { return cmp.Or(at.m.Err(), at.values.Err()) }
