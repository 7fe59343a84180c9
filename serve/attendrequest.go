package serve

// This file holds the body of /api/attend and /api/report and its checks. A field has
// a pointer or a type of its own where "not given" differs from the zero value: an
// empty "text" is a text without tokens, a missing one is an error unless there are
// "tokens".

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"

	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/embed"
)

// Limits of one request. They bound the time and memory of an answer: a matrix of maxSelf
// × maxSelf takes some 2 MB, and 6 MB as JSON. They are choices, not results of a
// measurement.
const (
	maxTokens   = 4096 // tokens of a sentence
	maxSelf     = 512  // tokens of a text in self- and cross-attention
	maxWords    = 64   // words of a query
	maxNear     = 1000 // nearest words of an answer
	maxContext  = 100  // words nearest to a context
	maxPainted  = 512  // tokens of a PNG
	maxReplaced = 64   // unknown tokens that are replaced by words with a similar spelling
	maxNamed    = 8    // unknown tokens that an error names
)

// An attendRequest is the body of /api/attend and /api/report. /openapi.json describes its
// fields.
type attendRequest struct {
	Model       string      `json:"model"`
	Query       words       `json:"query"`
	To          *passage    `json:"to"`
	Text        *string     `json:"text"`
	Tokens      []string    `json:"tokens"`
	Score       string      `json:"score"`
	Normalizer  string      `json:"normalizer"`
	Temperature temperature `json:"temperature"`
	ExcludeSelf bool        `json:"exclude_self"`
	Self        bool        `json:"self"`
	Causal      bool        `json:"causal"`
	OOV         string      `json:"oov"`
	Nearest     int         `json:"nearest"`
	Eojeol      bool        `json:"eojeol"`
	Spans       bool        `json:"spans"`
	Packed      bool        `json:"packed"`
	Keys        string      `json:"keys"`
	OtherWords  bool        `json:"nearest_others"`

	// Set by check, from Score, Normalizer and OOV.
	score  attention.Score
	sparse bool
	policy embed.Policy
}

// words are one word or a list of words.
type words []string

// UnmarshalJSON accepts a string or a list of strings.
func (w *words) UnmarshalJSON(raw []byte) error {
	var one string
	if json.Unmarshal(raw, &one) == nil {
		*w = words{one}
		return nil
	}
	if json.Unmarshal(raw, (*[]string)(w)) != nil {
		return errors.New(`"query" is neither a word nor a list of words`)
	}
	return nil
}

// A passage is a text or a list of tokens. One of its fields is nil.
type passage struct {
	text   *string
	tokens []string
}

// UnmarshalJSON accepts a text (a string) or the tokens (a list of strings).
func (p *passage) UnmarshalJSON(raw []byte) error {
	*p = passage{}
	if json.Unmarshal(raw, &p.text) == nil {
		return nil
	}
	p.text = nil // it was made before the error
	if json.Unmarshal(raw, &p.tokens) != nil {
		return errors.New(`"to" is neither a text nor a list of tokens`)
	}
	return nil
}

// temperature is a positive number or "auto".
type temperature attention.Temperature

// UnmarshalJSON accepts a positive number or the string "auto".
func (t *temperature) UnmarshalJSON(raw []byte) error {
	if string(raw) == `"auto"` {
		*t = temperature(attention.Auto)
		return nil
	}
	var x float64
	if err := json.Unmarshal(raw, &x); err != nil || !(x > 0) || math.IsInf(x, 0) {
		return fmt.Errorf(`"temperature" is %s, must be "auto" or a number above 0`, raw)
	}
	*t = temperature(x)
	return nil
}

// The values of "keys".
const (
	vectorKeys = "vectors"
	outputKeys = "outputs"
)

// matrix reports whether the answer has a row for each of several queries.
func (c *attendRequest) matrix() bool { return c.Self || c.To != nil }

// parseAttend reads and checks the body of an attend request. Fields that are left out
// have their defaults: those of the library, temperature 1, not "auto", and "oov" auto. Errors
// have status 400 if the body cannot be parsed, and 422 otherwise.
func parseAttend(body []byte) (*attendRequest, error) {
	c := &attendRequest{Score: "scaled", Normalizer: "softmax", Temperature: 1, OOV: string(embed.Auto),
		Nearest: 5, Keys: vectorKeys}
	if err := parseJSON(body, c); err != nil {
		return nil, err
	}
	if err := c.check(); err != nil {
		return nil, httpError{422, err}
	}
	return c, nil
}

// check returns an error for values from which no attention can be computed, and
// parses the names of score, normalizer and policy. Exactly one of "query", "self"
// and "to" chooses the queries:
//
//	query     one query, the mean of the words' vectors
//	self      n queries, the tokens themselves
//	to        m queries, the tokens of another text
func (c *attendRequest) check() (err error) {
	switch {
	case c.Self && c.Query != nil:
		return errors.New(`"self" and "query" exclude each other: with "self" every token is a query`)
	case c.To != nil && (c.Self || c.Query != nil):
		return errors.New(`"to" excludes "self" and "query": with "to" the tokens of another text are the queries`)
	case c.To == nil && !c.Self && len(c.Query) == 0:
		return errors.New(`"query" is missing; give a word or a list of words, ` +
			`or "self": true for self-attention, or "to" for cross-attention`)
	case len(c.Query) > maxWords:
		return fmt.Errorf(`"query" has %d words, at most %d are allowed`, len(c.Query), maxWords)
	case c.Causal && !c.Self:
		return errors.New(`"causal" needs "self"`)
	case (c.Text == nil) == (c.Tokens == nil):
		return errors.New(`give either "text" or "tokens"`)
	case c.Eojeol && (c.Text == nil || c.To != nil && c.To.text == nil):
		return errors.New(`"eojeol" needs "text"`)
	case c.Spans && c.Text == nil:
		return errors.New(`"spans" needs "text"`)
	case c.Packed && !c.matrix():
		return errors.New(`"packed" needs "self" or "to"`)
	case c.Keys != vectorKeys && c.Keys != outputKeys:
		return fmt.Errorf(`"keys" is %q, must be vectors or outputs`, c.Keys)
	case c.Keys == outputKeys && !c.Self:
		return errors.New(`"keys": "outputs" needs "self"`)
	case c.Nearest < 0 || c.Nearest > maxContext:
		return fmt.Errorf(`"nearest" is %d, must be 0 to %d`, c.Nearest, maxContext)
	}
	if c.score, err = attention.ParseScore(c.Score); err != nil {
		return err
	}
	if c.sparse, err = attention.ParseNormalizer(c.Normalizer); err != nil {
		return err
	}
	c.policy, err = embed.ParsePolicy(c.OOV)
	return err
}
