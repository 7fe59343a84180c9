package search

import "github.com/w2vattn/w2vattn/tokenize"

// An Eojeol is what stands between two spaces, with what its tokens add up to:
// 고양이에게서 or self-evident, whatever they were cut into.
type Eojeol struct {
	Text   string  `json:"eojeol"`
	Start  int     `json:"start"`
	End    int     `json:"end"`
	Known  bool    `json:"known"` // whether the model knows one of its tokens
	Weight float64 `json:"weight"`
	Share  float64 `json:"share"`
}

// Eojeols rolls the tokens of a hit up. What has no token, as a dash by itself,
// is left out.
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
