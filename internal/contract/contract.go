// Package contract holds questions about small models and the answers to them,
// for tests: the library, the command, the server and Beam are asked the same
// questions and must give the same bytes. Nothing but tests imports it.
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
// neighbours are always given, so that no default is part of the answer.
type Case struct {
	Name  string // unique
	Kind  string // attend, similar, analogy, odd or vector
	Model string // one of those that Train makes
	Words []string
	Minus []string // similar alone

	// The rest is for attend, whose Words are the query; none: cross-attention of To
	// or, without it, self-attention.
	Text        string
	To          string
	Tokens      bool // Text and To are tokens between white space
	Score       string
	Temperature string
	Normalizer  string // "": softmax
	OOV         string
	Values      string // the model that values are taken from
	ExcludeSelf bool
	Causal      bool
	Eojeol      bool
	Compare     bool
	Nearest     int
}

// Self reports whether the case is self-attention.
func (c Case) Self() bool { return len(c.Words) == 0 && c.To == "" }

// Args returns the arguments with which the command asks the question. path
// turns a model's name into its file's.
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

// Request returns the HTTP request that asks the question; ok is false where the
// API has no such question.
func (c Case) Request() (method, target, body string, ok bool) {
	switch c.Kind {
	case "similar":
		v := url.Values{"model": {c.Model}, "word": c.Words, "minus": c.Minus, "n": {strconv.Itoa(c.Nearest)}}
		return "GET", "/api/similar?" + v.Encode(), "", true
	case "analogy":
		v := url.Values{"model": {c.Model}, "a": c.Words[:1], "b": c.Words[1:2], "c": c.Words[2:], "n": {strconv.Itoa(c.Nearest)}}
		return "GET", "/api/analogy?" + v.Encode(), "", true
	case "attend":
		body, ok := c.attendBody()
		return "POST", "/api/attend", body, ok
	}
	return "", "", "", false
}

// attendBody is the body of a call to /api/attend.
func (c Case) attendBody() (string, bool) {
	if c.Values != "" || c.Eojeol || c.Compare {
		return "", false
	}
	call := map[string]any{
		"model": c.Model, "score": c.Score, "temperature": json.RawMessage(c.Temperature), "oov": c.OOV, "nearest": c.Nearest,
		"exclude_self": c.ExcludeSelf, "causal": c.Causal, "self": c.Self(),
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

// spaced returns the tokens between white space.
func spaced(text string) []string {
	return tokenize.Texts(tokenize.Space().Append([]tokenize.Token{}, text))
}

// An Answer is what the question of that name is answered with.
type Answer struct {
	Name   string   `json:"name"`
	Failed bool     `json:"failed,omitempty"`
	Names  []string `json:"names,omitempty"` // words that the error names
	Output string   `json:"output,omitempty"`
}

//go:embed testdata/answers.jsonl
var answers string

// Answers returns the answers by the names of their questions.
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
