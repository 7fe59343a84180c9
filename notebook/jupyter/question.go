package jupyter

// This file describes an experiment as the command attend computes it: vectors in files,
// a query, tokens and a score.

import (
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/data"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/report"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// A question is an attention that attend computes.
type question struct {
	query  string // a word; "": every token is a query (self-attention)
	tokens []string
	score  attention.Score
	keys   []word // the vectors of the query and of the keys; nil: those of a trained model
	values []word // nil: the keys
}

// A word is a word with its vector.
type word struct {
	text   string
	vector []float32
}

// questionOf returns the question of an experiment that can be repeated. Vectors that the
// notebook does not name have a letter and a number: k1, k2 … are keys, q is the query, x1,
// x2 … are the rows of an input, w is the vector of attention pooling. model is the trained
// model; nil if the notebook contains the vectors.
func questionOf(e data.Experiment, model *w2vattn.Model) (question, error) {
	q := question{query: e.Query, tokens: e.Tokens, score: attention.Dot}
	var err error
	if e.Score != "" {
		if q.score, err = attention.ParseScore(e.Score); err != nil {
			return q, err
		}
	}
	switch {
	case e.Key != "": // the value of the key is the vector of another word
		q.tokens = []string{e.Key}
		var vector []float32
		vector, err = model.Vector(e.Value)
		q.values = []word{{e.Key, vector}}
	case e.Input != nil:
		q.tokens, q.keys = named("x", e.Input)
		if e.Pooling != nil {
			q.query, q.keys = "w", append([]word{{"w", e.Pooling}}, q.keys...)
		}
	case e.Keys != nil:
		q.givenKeys(e)
	}
	return q, err
}

// givenKeys sets query, tokens, keys and values of an experiment whose vectors the notebook
// contains. The query is one of the tokens if they have the same vector.
func (q *question) givenKeys(e data.Experiment) {
	names, keys := named("k", e.Keys)
	if q.tokens == nil {
		q.tokens = names
	}
	for i := range keys {
		keys[i].text = q.tokens[i]
	}
	same := slices.IndexFunc(e.Keys, func(k []float32) bool { return slices.Equal(k, e.QueryVector) })
	if same >= 0 && e.Tokens != nil {
		q.query = q.tokens[same]
	} else {
		q.query, keys = "q", append([]word{{"q", e.QueryVector}}, keys...)
	}
	q.keys = keys
	for i, value := range e.Values {
		q.values = append(q.values, word{q.tokens[i], value})
	}
}

// named returns names for vectors, a letter and a number from 1, and the vectors by name.
func named(letter string, vectors [][]float32) (names []string, words []word) {
	for i, v := range vectors {
		name := letter + strconv.Itoa(i+1)
		names, words = append(names, name), append(words, word{name, v})
	}
	return names, words
}

// modelOf returns a model of words with vectors of equal length. There is at least one word.
func modelOf(words []word) (*w2vattn.Model, error) {
	var names []string
	var numbers []float32
	for _, w := range words {
		names, numbers = append(names, w.text), append(numbers, w.vector...)
	}
	v, err := vocab.New(names, nil)
	if err != nil {
		return nil, err
	}
	d := len(words[0].vector)
	t, err := embed.New(v, blas32.General{Rows: len(words), Cols: d, Stride: d, Data: numbers})
	if err != nil {
		return nil, err
	}
	return w2vattn.New(t, tokenize.DefaultOf(tokenize.SpaceName))
}

// attend computes the answer to a question at temperature 1, a *w2vattn.Attention or a
// *w2vattn.SelfAttention. model has the keys if q has none.
func (q *question) attend(model *w2vattn.Model) (report.Result, error) {
	o := w2vattn.AttendOptions{Score: q.score, Temperature: 1, Spans: true}
	var err error
	if q.keys != nil {
		if model, err = modelOf(q.keys); err != nil {
			return nil, err
		}
	}
	if q.values != nil {
		if o.Values, err = modelOf(q.values); err != nil {
			return nil, err
		}
	}
	var query []string
	if q.query != "" {
		query = []string{q.query}
	}
	at, err := model.Attender(query, o)
	if err != nil {
		return nil, err
	}
	at = at.WithTokenizer(tokenize.Space())
	if q.query == "" {
		return at.SelfAttend(q.text())
	}
	return at.Attend(q.text())
}

// text returns the tokens, joined by spaces.
func (q *question) text() string { return strings.Join(q.tokens, " ") }
