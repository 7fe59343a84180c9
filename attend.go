package w2vattn

import (
	"fmt"
	"math"

	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/tokenize"
)

// AttendOptions say how to attend. The zero value is the scaled dot product at
// temperature 1 with softmax; unknown tokens get no weight.
type AttendOptions struct {
	Score       attention.Scorer      // nil: attention.Scaled
	Temperature attention.Temperature // divides the scores; 0: 1; attention.Auto finds one
	Sparse      bool                  // sparsemax instead of softmax
	Unknown     embed.Policy          // what unknown tokens do; "": embed.Skip
	ExcludeSelf bool                  // the query's own occurrences get no weight; CrossAttend: each query's
	Causal      bool                  // SelfAttend: token i sees tokens 0…i
	Nearest     int                   // words nearest to each context; 0: none are sought
	Eojeols     bool                  // sum the weights to Korean eojeol too
	Values      *Model                // values from another model; nil: the values are the keys
}

// score returns the score that o asks for.
func (o *AttendOptions) score() attention.Scorer {
	if o.Score == nil {
		return attention.Scaled
	}
	return o.Score
}

// policy returns what unknown tokens do.
func (o *AttendOptions) policy() embed.Policy {
	if o.Unknown == "" {
		return embed.Skip
	}
	return o.Unknown
}

// queryPolicy returns what unknown words of the query do: without a vector there is
// no query.
func (o *AttendOptions) queryPolicy() embed.Policy {
	if o.policy() == embed.ByParts {
		return embed.ByParts
	}
	return embed.Refuse
}

// check refuses options that no attention can be computed with.
func (o *AttendOptions) check() error {
	if err := checkTemperatures(o.Temperature); err != nil {
		return err
	}
	if o.Nearest < 0 {
		return fmt.Errorf("w2vattn: %d words nearest to the context are asked for, must be 0 or more", o.Nearest)
	}
	_, err := embed.ParsePolicy(string(o.policy()))
	return err
}

// checkTemperatures refuses temperatures that scores cannot be divided by.
func checkTemperatures(all ...attention.Temperature) error {
	for _, t := range all {
		if t != attention.Auto && !(t >= 0 && t <= math.MaxFloat64) {
			return fmt.Errorf("w2vattn: the temperature is %v, must be above 0 and finite, or attention.Auto", float64(t))
		}
	}
	return nil
}

// Attend lets a word attend over the tokens of a text. An unknown query is an
// *embed.UnknownWordError, text that is not UTF-8 a *input.InvalidUTF8Error. To
// attend to many texts, or with several words, use an [Attender].
func (m *Model) Attend(query, text string, o AttendOptions) (*Attention, error) {
	at, err := m.Attender([]string{query}, o)
	if err != nil {
		return nil, err
	}
	return one(at.AttendAll([]string{text}))
}

// one returns the result for a single text.
func one[R any](all []*R, err error) (*R, error) {
	if err != nil {
		return nil, err
	}
	return all[0], nil
}

// SelfAttend lets every token of a text attend to every token.
func (m *Model) SelfAttend(text string, o AttendOptions) (*SelfAttention, error) {
	at, err := m.Attender(nil, o)
	if err != nil {
		return nil, err
	}
	return one(at.SelfAttendAll([]string{text}))
}

// Compare lets a word attend over the tokens of a text by each of attention.Scores at
// each of the temperatures; none: those of Temperatures. The order of the tokens is
// compared with that by o.Score, which must be one of these scores; o's temperature and
// normalizer are not used.
func (m *Model) Compare(query, text string, o AttendOptions, temperatures ...attention.Temperature) (*Comparison, error) {
	at, err := m.Attender([]string{query}, o)
	if err != nil {
		return nil, err
	}
	return at.Compare(text, temperatures...)
}

// CrossAttend lets every token of one text, the queries, attend to every token of
// another. A query without a vector sees nothing.
func (m *Model) CrossAttend(queries, text string, o AttendOptions) (*CrossAttention, error) {
	at, err := m.Attender(nil, o)
	if err != nil {
		return nil, err
	}
	return one(at.CrossAttendAll(queries, []string{text}))
}

// The limits of a text. A matrix has a row for each token, so that one of maxPairs
// tokens takes 64 MB. The vectors of a text, maxNumbers float32 in all, take 256 MB:
// 671,088 tokens of 100 numbers.
const (
	maxPairs   = 4096
	maxNumbers = 64 << 20
)

// A LongTextError says that a text has more tokens than are attended to at once. The
// memory for a text grows with its tokens, and for a matrix with their square.
type LongTextError struct {
	Tokens, Most int
	Matrix       bool // whether each pair of tokens is compared
}

func (e *LongTextError) Error() string {
	if e.Matrix {
		return fmt.Sprintf("a sentence of %d tokens: every pair of them is looked at, which is done for at most %d; give shorter sentences", e.Tokens, e.Most)
	}
	return fmt.Sprintf("a sentence of %d tokens: with this model it may have at most %d; give shorter sentences", e.Tokens, e.Most)
}

// checkVectors refuses a text of more tokens than maxNumbers allows for vectors of
// length dim.
func checkVectors(tokens, dim int) error {
	if most := maxNumbers / max(1, dim); tokens > most {
		return &LongTextError{Tokens: tokens, Most: most}
	}
	return nil
}

// checkPairs refuses a text of more than maxPairs tokens.
func checkPairs(tokens int) error {
	if tokens > maxPairs {
		return &LongTextError{Tokens: tokens, Most: maxPairs, Matrix: true}
	}
	return nil
}

// eojeolsOf finds the eojeol of a text that its tokens were cut from.
func eojeolsOf(text string, tokens []tokenize.Token) []Eojeol {
	all := []Eojeol{}
	for _, e := range tokenize.Eojeols(nil, text, tokens) {
		all = append(all, Eojeol{Text: e.Text, First: e.First, Last: e.Last})
	}
	return all
}
