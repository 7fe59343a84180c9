package search

// This file sums contributions by eojeol, the units of Korean text between spaces.

import "github.com/w2vattn/w2vattn/tokenize"

// An Eojeol is a unit of a sentence between spaces, with the sums of the weights and of the
// contributions of its tokens. "고양이에게서" and "self-evident" are one eojeol each, however
// the tokenizer splits them.
type Eojeol struct {
	Text   string  `json:"eojeol"`
	Start  int     `json:"start"`  // byte offset in the text
	End    int     `json:"end"`    // byte offset after it
	Known  bool    `json:"known"`  // whether one of its tokens is in the vocabulary
	Weight float64 `json:"weight"` // sum of the tokens' weights
	Share  float64 `json:"share"`  // sum of the tokens' contributions
}

// Eojeols returns the sums for each eojeol of the sentence. Units without a token, such
// as a dash, are left out.
func (h *Hit) Eojeols() []Eojeol {
	tokens := make([]tokenize.Token, len(h.Tokens))
	for i, t := range h.Tokens {
		tokens[i] = t.Token
	}
	var all []Eojeol
	for _, e := range tokenize.Eojeols(nil, h.Text, tokens) {
		sum := Eojeol{Text: e.Text, Start: e.Start, End: e.End}
		for _, t := range h.Tokens[e.First:e.Last] {
			sum.Known = sum.Known || t.Known
			sum.Weight += t.Weight
			sum.Share += t.Share
		}
		all = append(all, sum)
	}
	return all
}
