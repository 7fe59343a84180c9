// Package contract holds cases for tests: questions about small models and the recorded
// answers. The library, the command, the server and Beam must answer each case with the
// same bytes. Only tests import this package.
//
// [Train] writes the models of [Models], [Cases] returns the questions and [Answers] the
// recorded answers. [Case.Args] and [Case.Request] express a case for the command and
// for the server.
package contract

import (
	"bufio"
	_ "embed" // the answers
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/w2vattn/w2vattn/tokenize"
)

// A Case is one question, as plain data. Score, temperature, policy and number of
// neighbours are always set, so that answers do not depend on defaults. Cases are never
// changed, since their answers are recorded; new ones come at the end.
type Case struct {
	Name  string   // unique
	Kind  string   // attend, similar, analogy, odd or vector
	Model string   // one of Models
	Words []string // the words of the question; for attend, the query
	Minus []string // words to subtract, for similar

	// The other fields are for attend. Without Words it is the cross-attention of To to
	// Text or, without To, the self-attention of Text.
	Text        string
	To          string
	Tokens      bool   // Text and To are tokens separated by white space
	Score       string // dot, scaled, cosine or euclidean
	Temperature string // a number, as the command and JSON write it
	Normalizer  string // sparsemax, or "" for softmax
	OOV         string // the policy for unknown tokens
	Values      string // the model of the values, or "" for Model
	ExcludeSelf bool   // the query's own occurrences get no weight
	Causal      bool   // with self-attention: token i attends to tokens 0 … i
	Eojeol      bool   // weights are also summed by eojeol
	Compare     bool   // every score at several temperatures
	Nearest     int    // number of words nearest to the context vector; also of neighbours
}

// Self reports whether the case is self-attention.
func (c Case) Self() bool { return len(c.Words) == 0 && c.To == "" }

// Args returns the arguments of the command w2vattn for the case, in which path returns
// the file of a model. Every case can be expressed so. The flags are those of the command
// that the case's kind names; -- separates words that begin with -.
func (c Case) Args(path func(string) string) []string {
	args := []string{c.Kind, "-m", path(c.Model), "--format", "json"}
	add := func(on bool, more ...string) {
		if on {
			args = append(args, more...)
		}
	}
	if c.Kind != "attend" {
		add(c.Kind == "similar" || c.Kind == "analogy", "-n", strconv.Itoa(c.Nearest))
		for _, w := range c.Minus {
			add(true, "--minus", w)
		}
		return append(append(args, "--"), c.Words...)
	}
	for _, w := range c.Words {
		add(true, "-q", w)
	}
	add(c.Self(), "--self")
	add(c.To != "", "--to", c.To)
	add(c.Tokens, "--tokens")
	add(true, "--score", c.Score, "--oov", c.OOV, "--nearest", strconv.Itoa(c.Nearest))
	add(!c.Compare, "--temperature", c.Temperature) // --compare has its own
	add(c.Normalizer != "", "--normalizer", c.Normalizer)
	add(c.Values != "", "--values", path(c.Values))
	add(c.ExcludeSelf, "--exclude-self")
	add(c.Causal, "--causal")
	add(c.Eojeol, "--eojeol")
	add(c.Compare, "--compare")
	return append(args, "--", c.Text)
}

// Request returns the HTTP request for the case: method, path with query, and body. ok is
// false if the API does not support the question.
func (c Case) Request() (method, target, body string, ok bool) {
	switch c.Kind {
	case "similar":
		v := url.Values{"model": {c.Model}, "word": c.Words, "minus": c.Minus, "n": {strconv.Itoa(c.Nearest)}}
		return "GET", "/api/similar?" + v.Encode(), "", true
	case "analogy":
		v := url.Values{"model": {c.Model}, "a": c.Words[:1], "b": c.Words[1:2], "c": c.Words[2:],
			"n": {strconv.Itoa(c.Nearest)}}
		return "GET", "/api/analogy?" + v.Encode(), "", true
	case "attend":
		body, ok := c.attendBody()
		return "POST", "/api/attend", body, ok
	}
	return "", "", "", false
}

// attendBody returns the body of a request to /api/attend, and false if the API does not
// support the case.
func (c Case) attendBody() (string, bool) {
	if c.Values != "" || c.Compare {
		return "", false
	}
	call := map[string]any{
		"model": c.Model, "score": c.Score, "temperature": json.RawMessage(c.Temperature), "oov": c.OOV,
		"nearest":      c.Nearest,
		"exclude_self": c.ExcludeSelf, "causal": c.Causal, "self": c.Self(),
	}
	if c.Eojeol {
		call["eojeol"] = true
	}
	if c.Normalizer != "" {
		call["normalizer"] = c.Normalizer
	}
	if len(c.Words) > 0 {
		call["query"] = c.Words
	}
	if c.To != "" {
		call["to"] = c.To
	}
	if c.Tokens {
		call["tokens"] = spaced(c.Text)
		if c.To != "" {
			call["to"] = spaced(c.To)
		}
	} else {
		call["text"] = c.Text
	}
	body, err := json.Marshal(call)
	return string(body), err == nil
}

// spaced splits text into tokens at white space.
func spaced(text string) []string {
	return tokenize.Texts(tokenize.Space().Append([]tokenize.Token{}, text))
}

// An Answer is the recorded answer to the case of the same name.
type Answer struct {
	Name   string   `json:"name"`
	Failed bool     `json:"failed,omitempty"` // the answer is an error
	Names  []string `json:"names,omitempty"`  // unknown words that the error must contain
	Output string   `json:"output,omitempty"` // the JSON line of the command
}

// answers is a file with one Answer a line.
//
//go:embed testdata/answers.jsonl
var answers string

// Answers returns the answers by the names of their cases. An error means that the file
// in this package is damaged.
func Answers() (map[string]Answer, error) {
	all := map[string]Answer{}
	lines := bufio.NewScanner(strings.NewReader(answers))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var a Answer
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			return nil, fmt.Errorf("answers.jsonl: %w", err)
		}
		all[a.Name] = a
	}
	return all, lines.Err()
}
