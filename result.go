package w2vattn

import (
	"slices"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/embed"
)

// An Attention is one query's attention over the m tokens of a text.
type Attention struct {
	Query    []string // words, of whose vectors the mean is the query
	Tokens   []string // m
	Known    []bool   // m, whether the model has a vector for the token
	Replaced []Replacement
	Auto     bool // whether the temperature was found automatically
	Result   attention.Result
	Nearest  []embed.Neighbour // words nearest to the context; nil: not sought
	Eojeols  []Eojeol          // nil: not asked for

	// The numbers that went in.
	QueryVector  []float32      // D
	Keys, Values blas32.General // m×D and m×(length of a value)
}

// Unknown returns the tokens that the model does not know, each once, in the order
// of the text.
func (a *Attention) Unknown() []string { return unknownOf(a.Tokens, a.Known) }

// A SelfAttention is the attention of each of the n tokens of a text over all of
// them.
type SelfAttention struct {
	Tokens   []string // n
	Known    []bool   // n
	Replaced []Replacement
	Auto     bool
	Result   attention.SelfResult
	Nearest  [][]embed.Neighbour // for each token; nil: not sought
	Eojeols  []Eojeol
}

// Unknown returns the tokens that the model does not know, each once.
func (s *SelfAttention) Unknown() []string { return unknownOf(s.Tokens, s.Known) }

// A CrossAttention is the attention of each of the n tokens of one text over the m
// tokens of another.
type CrossAttention struct {
	Queries      []string // n tokens
	QueriesKnown []bool   // n
	Tokens       []string // m
	Known        []bool   // m
	Replaced     []Replacement
	Auto         bool
	Result       attention.SelfResult // n×m; the row of a query without a vector sees nothing
	Nearest      [][]embed.Neighbour  // for each query; nil: not sought
}

// Unknown returns the tokens of both texts that the model does not know, each once.
func (c *CrossAttention) Unknown() []string {
	return unknownOf(slices.Concat(c.Queries, c.Tokens), slices.Concat(c.QueriesKnown, c.Known))
}

// A Comparison is one query's attention over a text by several scores, at several
// temperatures each.
type Comparison struct {
	Query     []string
	Tokens    []string
	Known     []bool
	Replaced  []Replacement
	Reference attention.Score // that the order of the others is compared with
	Rows      []Compared
	Eojeols   []Eojeol
}

// Unknown returns the tokens that the model does not know, each once.
func (c *Comparison) Unknown() []string { return unknownOf(c.Tokens, c.Known) }

// A Compared is what one score makes of a text. A temperature changes the weights
// but not their order, so there is one agreement for all.
type Compared struct {
	Score     attention.Score
	Agreement float64            // Kendall's τ-b with the reference's scores, over the tokens that take part
	Results   []attention.Result // one for each temperature
	Auto      []bool             // which of these temperatures were found automatically
}

// A Replacement is an unknown token and the words whose vectors it was given.
type Replacement struct {
	Token string
	Words []string
}

// An Eojeol is a word of a Korean text as it stands between two spaces: the tokens
// from First up to Last, without it, were cut from it. Its weight is the sum of
// theirs; where eojeol are queries too, their weights are the mean of their tokens'
// rows (Clark et al. 2019, arXiv:1906.04341).
type Eojeol struct {
	Text        string
	First, Last int
}

// unknownOf returns the tokens that are not known, each once.
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
