package w2vattn

// This file has the one-call form of attention: a model, a word and a text give a
// result. Each method makes an Attender (attender.go) for the one text; programs with
// many texts make one Attender and keep it, because its memory is then reused. For a
// text of n tokens in D dimensions a call takes
//
//	Attend        O(n·D)          one query
//	SelfAttend    O(n²·D)         n queries; n is limited, see maxPairs
//	CrossAttend   O(m·n·D)        m queries

import (
	"fmt"
	"math"

	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/tokenize"
)

// AttendOptions are the parameters of attention over a text. The zero value is the
// scaled dot product at temperature 1 with softmax; unknown tokens get no weight.
//
// Package attention computes scores, weights and context vectors; its comments have the
// formulas.
type AttendOptions struct {
	Score       attention.Scorer      // nil: attention.Scaled
	Temperature attention.Temperature // divides the scores; 0 means 1; with attention.Auto it is found for each text
	Sparse      bool                  // whether sparsemax replaces softmax
	Unknown     embed.Policy          // the vector of unknown tokens; "": embed.Skip, no weight
	ExcludeSelf bool                  // whether a query does not attend to its own word
	Causal      bool                  // SelfAttend: token i attends to tokens 0 … i
	OutputKeys  bool                  // SelfAttend: whether the keys are the output vectors, not the vectors
	Nearest     int                   // number of words nearest to each context vector; 0: none
	OtherWords  bool                  // whether Nearest leaves out the words of the query and of the text
	Eojeols     bool                  // whether weights are summed to Korean eojeol too
	Spans       bool                  // whether results have Text and Spans
	Values      *Model                // model of the values; nil: the values are the keys
}

// score returns the score of the options.
func (o *AttendOptions) score() attention.Scorer {
	if o.Score == nil {
		return attention.Scaled
	}
	return o.Score
}

// policy returns the policy for unknown tokens. The zero value of Unknown means embed.Skip.
func (o *AttendOptions) policy() embed.Policy {
	if o.Unknown == "" {
		return embed.Skip
	}
	return o.Unknown
}

// queryPolicy returns the policy for unknown words of the query. A query without a vector
// is an error, so embed.Skip and the other policies become embed.Refuse; only vectors of
// subwords are used in the query too.
func (o *AttendOptions) queryPolicy() embed.Policy {
	switch p := o.policy(); p {
	case embed.SubwordMean, embed.Compose, embed.Auto:
		return p
	}
	return embed.Refuse
}

// check returns an error for a temperature, a Nearest or a policy that is not valid. Score
// and Values are not checked.
func (o *AttendOptions) check() error {
	if err := checkTemperatures(o.Temperature); err != nil {
		return err
	}
	if o.Nearest < 0 {
		return fmt.Errorf("w2vattn: Nearest is %d, must be 0 or more", o.Nearest)
	}
	_, err := embed.ParsePolicy(string(o.policy()))
	return err
}

// checkTemperatures returns an error for temperatures that are neither finite and at least
// 0 nor attention.Auto. A temperature of 0 means 1. NaN and negative numbers other than
// attention.Auto are errors.
func checkTemperatures(all ...attention.Temperature) error {
	for _, t := range all {
		if t != attention.Auto && !(t >= 0 && t <= math.MaxFloat64) {
			return fmt.Errorf("w2vattn: the temperature is %v, must be above 0 and finite, or attention.Auto",
				float64(t))
		}
	}
	return nil
}

// Attend computes the attention of a word over the tokens of a text. An unknown query is an
// *embed.UnknownWordError with similar spellings, invalid UTF-8 in the text a
// *input.InvalidUTF8Error, and a text that is too long a [*LongTextError]. For many texts,
// or a query of several words, use an [Attender].
func (m *Model) Attend(query, text string, o AttendOptions) (*Attention, error) {
	at, err := m.Attender([]string{query}, o)
	if err != nil {
		return nil, err
	}
	return only(at.AttendAll([]string{text}))
}

// only returns the single element of the results for one text, or err.
func only[R any](all []*R, err error) (*R, error) {
	if err != nil {
		return nil, err
	}
	return all[0], nil
}

// SelfAttend computes the attention of every token of a text over all tokens of the same
// text. The errors are those of Attend.
func (m *Model) SelfAttend(text string, o AttendOptions) (*SelfAttention, error) {
	at, err := m.Attender(nil, o)
	if err != nil {
		return nil, err
	}
	return only(at.SelfAttendAll([]string{text}))
}

// Compare computes the attention of a word over the tokens of a text by each of
// attention.Scores at each of the temperatures; without temperatures, at those of
// [Temperatures]. It compares the order of the tokens with that by o.Score, which must be
// one of these scores. The temperature and the normalizer of o are not used. Errors are
// those of Attend. A score with parameters, values of another model, and a text of more
// than 4,096 tokens are errors too.
func (m *Model) Compare(
	query, text string, o AttendOptions, temperatures ...attention.Temperature,
) (*Comparison, error) {
	at, err := m.Attender([]string{query}, o)
	if err != nil {
		return nil, err
	}
	return at.Compare(text, temperatures...)
}

// CrossAttend computes the attention of every token of one text, the queries, over every
// token of another. A query without a vector attends to no token. Errors are those of
// Attend, for both texts, each of which has at most 4,096 tokens.
func (m *Model) CrossAttend(queries, text string, o AttendOptions) (*CrossAttention, error) {
	at, err := m.Attender(nil, o)
	if err != nil {
		return nil, err
	}
	return only(at.CrossAttendAll(queries, []string{text}))
}

// Limits of a text. A matrix of maxPairs tokens takes 64 MiB. The vectors of a text,
// maxNumbers float32 in all, take 256 MiB: 671,088 tokens of 100 numbers.
const (
	maxPairs   = 4096
	maxNumbers = 64 << 20
)

// A LongTextError is the error for a text with too many tokens. The memory for a text grows
// with the number of its tokens; the memory for a matrix of all pairs of tokens grows with the
// square of that number.
type LongTextError struct {
	Tokens, Most int
	Matrix       bool // whether each pair of tokens is compared
}

// Error names both numbers.
func (e *LongTextError) Error() string {
	reason := "for this model"
	if e.Matrix {
		reason = "for a matrix of all pairs"
	}
	return fmt.Sprintf("a sentence of %d tokens is too long %s (at most %d); give shorter sentences",
		e.Tokens, reason, e.Most)
}

// checkVectors returns an error if the text has more than maxNumbers / dim tokens.
func checkVectors(tokens, dim int) error {
	if most := maxNumbers / max(1, dim); tokens > most {
		return &LongTextError{Tokens: tokens, Most: most}
	}
	return nil
}

// checkPairs returns an error if the text has more than maxPairs tokens.
func checkPairs(tokens int) error {
	if tokens > maxPairs {
		return &LongTextError{Tokens: tokens, Most: maxPairs, Matrix: true}
	}
	return nil
}

// EojeolsOf returns the eojeol of a text that its tokens are parts of, in order.
func EojeolsOf(text string, tokens []tokenize.Token) []Eojeol {
	all := []Eojeol{}
	for _, e := range tokenize.Eojeols(nil, text, tokens) {
		all = append(all, Eojeol{Text: e.Text, First: e.First, Last: e.Last})
	}
	return all
}

// SpansOf returns, for each token, the range of bytes of the text that it comes from.
func SpansOf(tokens []tokenize.Token) []tokenize.Span {
	all := make([]tokenize.Span, len(tokens))
	for i, t := range tokens {
		all[i] = tokenize.Span{Start: t.Start, End: t.End}
	}
	return all
}
