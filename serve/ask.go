package serve

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"

	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/embed"
)

// What one call may ask for.
const (
	maxTokens  = 4096 // of a sentence
	maxSelf    = 512  // of one whose tokens attend to each other
	maxWords   = 64   // that a question names
	maxNear    = 1000 // words in answer to a question
	maxContext = 100  // words near to a context
	maxPainted = 512  // tokens of a PNG
	maxSpelt   = 64   // unknown tokens whose place a word spelt alike takes
	maxNamed   = 8    // unknown tokens that an error names
)

// An attendCall is the body of /api/attend.
type attendCall struct {
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

	score  attention.Score
	sparse bool
	policy embed.Policy
}

// words are a word or a list of words.
type words []string

// UnmarshalJSON takes both.
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

// A passage is a text or a list of tokens.
type passage struct {
	text   *string
	tokens []string
}

// UnmarshalJSON takes both.
func (p *passage) UnmarshalJSON(raw []byte) error {
	*p = passage{}
	if json.Unmarshal(raw, &p.text) != nil && json.Unmarshal(raw, &p.tokens) != nil {
		return errors.New(`"to" is neither a text nor a list of tokens`)
	}
	return nil
}

// temperature is a number or "auto".
type temperature attention.Temperature

// UnmarshalJSON takes both.
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

// matrix reports whether each of several tokens asks.
func (c *attendCall) matrix() bool { return c.Self || c.To != nil }

// parseAttend reads the body of an attend call and checks it.
func parseAttend(body []byte) (*attendCall, error) {
	c := &attendCall{Score: "scaled", Normalizer: "softmax", Temperature: 1, OOV: string(embed.Skip), Nearest: 5}
	if err := parseJSON(body, c); err != nil {
		return nil, err
	}
	if err := c.check(); err != nil {
		return nil, fault{422, err}
	}
	return c, nil
}

// check refuses values that no attention can be computed from.
func (c *attendCall) check() (err error) {
	switch {
	case c.Self && c.Query != nil:
		return errors.New(`"self" and "query" contradict each other: with "self" every token is a query`)
	case c.To != nil && (c.Self || c.Query != nil):
		return errors.New(`"to" does not go with "self" and "query": with "to" the tokens of another text are the queries`)
	case c.To == nil && !c.Self && len(c.Query) == 0:
		return errors.New(`"query" is missing: which word asks? (or "self": true, then every token does; or "to", then the tokens of another text do)`)
	case len(c.Query) > maxWords:
		return fmt.Errorf(`"query" has %d words, at most %d are taken`, len(c.Query), maxWords)
	case c.Causal && !c.Self:
		return errors.New(`"causal" needs "self"`)
	case (c.Text == nil) == (c.Tokens == nil):
		return errors.New(`give either "text" or "tokens"`)
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
