package w2vattn

// This file declares the results of attention. They hold everything that a report
// shows, so that package report computes nothing.

import (
	"slices"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/tokenize"
)

// An Attention is the attention of one query over the m tokens of a text.
//
// Tokens, Known, Keys and Values have an element or a row for each token, in the order of
// the text. The comment of the method that returns an Attention says how long it is valid.
type Attention struct {
	Query    []string // words; the query is the mean of their vectors
	Tokens   []string // m
	Known    []bool   // m, whether the model has a vector for the token
	Replaced []Replacement
	Auto     bool // whether the temperature was found automatically
	Result   attention.Result
	Nearest  []embed.Neighbour // words nearest to the context vector; nil: not searched for
	Eojeols  []Eojeol          // nil: not requested
	Text     string            // as it is written; "": not requested
	Spans    []tokenize.Span   // m: the bytes of Text that each token comes from; nil: not requested

	// The input.
	QueryVector  []float32      // D
	Keys, Values blas32.General // m×D and m×(length of a value)
}

// Unknown returns the unknown tokens, each once, in the order of the text.
func (a *Attention) Unknown() []string { return unknownOf(a.Tokens, a.Known) }

// A SelfAttention is the attention of the n tokens of a text over each other. Row i of
// Result is the attention of token i; its columns are the same tokens.
type SelfAttention struct {
	Tokens   []string // n
	Known    []bool   // n
	Replaced []Replacement
	Auto     bool
	Result   attention.SelfResult
	Nearest  [][]embed.Neighbour // for each token; nil: not searched for
	Eojeols  []Eojeol

	OutputKeys bool            // whether the keys are output vectors
	Text       string          // as in Attention
	Spans      []tokenize.Span // as in Attention
}

// Unknown returns the unknown tokens, each once, in the order of the text.
func (s *SelfAttention) Unknown() []string { return unknownOf(s.Tokens, s.Known) }

// A CrossAttention is the attention of the n tokens of one text over the m tokens of
// another. Row i of Result is the attention of query i, column j the token j of the other
// text.
type CrossAttention struct {
	Queries      []string // n tokens
	QueriesKnown []bool   // n
	Tokens       []string // m
	Known        []bool   // m
	Replaced     []Replacement
	Auto         bool
	Result       attention.SelfResult // n×m; a query without a vector attends to no token
	Nearest      [][]embed.Neighbour  // for each query; nil: not searched for
	Text         string               // of Tokens, as it is written; "": not requested
	Spans        []tokenize.Span      // m: the bytes of Text that each token comes from; nil: not requested
	QueryEojeols []Eojeol             // of Queries; nil: not requested
	Eojeols      []Eojeol             // of Tokens; nil: not requested
}

// Unknown returns the unknown tokens of both texts, each once.
func (c *CrossAttention) Unknown() []string {
	return unknownOf(slices.Concat(c.Queries, c.Tokens), slices.Concat(c.QueriesKnown, c.Known))
}

// A Comparison is the attention of one query over a text by several scores, at several
// temperatures each. Rows has a Compared for each of attention.Scores, in their order.
type Comparison struct {
	Query     []string
	Tokens    []string
	Known     []bool
	Replaced  []Replacement
	Reference attention.Score // the score whose order the others are compared with
	Rows      []Compared
	Eojeols   []Eojeol
}

// Unknown returns the unknown tokens, each once, in the order of the text.
func (c *Comparison) Unknown() []string { return unknownOf(c.Tokens, c.Known) }

// A Compared is the attention by one score. The temperature changes the weights but not
// their order, so one Agreement holds for all temperatures.
type Compared struct {
	Score     attention.Score
	Agreement float64            // Kendall's τ-b with the scores of the reference, over the visible tokens
	Results   []attention.Result // one for each temperature
	Auto      []bool             // whether the temperature was found automatically
}

// A Replacement is an unknown token and the words whose vectors replace it.
type Replacement struct {
	Token string
	Words []string
}

// An Eojeol is a unit of a Korean text between spaces: the tokens First … Last−1 are parts of
// it. Its weight is the sum of their weights. Where eojeol are queries too, the row of an
// eojeol is the mean of the rows of its tokens (Clark et al. 2019, arXiv:1906.04341).
type Eojeol struct {
	Text        string
	First, Last int
}

// unknownOf returns the tokens that are not known, each once. The order is that of the
// first occurrences.
func unknownOf(tokens []string, known []bool) []string {
	var all []string
	named := map[string]bool{}
	for i, token := range tokens {
		if !known[i] && !named[token] {
			named[token] = true
			all = append(all, token)
		}
	}
	return all
}
