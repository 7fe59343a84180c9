package search

// This file computes the results for the best sentences exactly, in float64. With
// token weights u and attention weights a, the weight of token i is fᵢ = uᵢ aᵢ / Σ uⱼ
// aⱼ, the context vector is c = Σ fᵢ vᵢ, and the score
//
//	cos(q, c) = Σ fᵢ (q·vᵢ) / (‖q‖ ‖c‖)
//
// is a sum over the tokens: each term is the contribution of one token.

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// A Hit is a sentence that a query finds.
type Hit struct {
	Score    float64 `json:"score"`    // the cosine of query and context vector, the sum of the contributions
	Sentence int     `json:"sentence"` // number of the sentence in the index
	File     string  `json:"file"`
	Line     int     `json:"line"` // line of File on which the sentence begins, from 1
	Text     string  `json:"text"`
	Tokens   []Token `json:"tokens"`
}

// A Sentence is an element of the JSON array of search results: a hit, with the composed
// words of the query. Replaced is the same in all elements. It is repeated because the array
// has no other place for information about the query.
type Sentence struct {
	Hit
	Replaced map[string][]string `json:"replaced,omitempty"` // the parts of composed words of the query
}

// Sentences returns the elements of the JSON array for hits. composed are the composed words
// of the query, see [Query].
func Sentences(hits []Hit, composed []Composed) []Sentence {
	var replaced map[string][]string
	if len(composed) > 0 {
		replaced = map[string][]string{}
	}
	for _, c := range composed {
		replaced[c.Token] = c.Parts
	}
	all := make([]Sentence, len(hits))
	for i, h := range hits {
		all[i] = Sentence{h, replaced}
	}
	return all
}

// A Token is a token of a hit. An unknown token has weight 0.
type Token struct {
	tokenize.Token
	Known   bool    `json:"known"`
	Weight  float64 `json:"weight"`  // all weights of a sentence sum to 1
	Share   float64 `json:"share"`   // contribution to the score
	Without float64 `json:"without"` // (score of the sentence without this token) − (score of the sentence)
}

// Search returns the n sentences with the highest scores for a query vector of length D, best
// first. Sentences with equal scores are in the order of the corpus. Sentences without a known
// word, and sentences whose weighted vectors sum to zero, have no score and are not returned.
// If Options.Common is set, Search first removes the common direction from the query vector. It
// returns an error if the vector is then zero or contains NaN or infinity. It panics if the
// query vector has another length than D.
//
// The tokens of a hit are found by tokenizing its text again, so an index stores no
// offsets.
func (ix *Index) Search(ctx context.Context, vector []float32, n int) ([]Hit, error) {
	ranked, q, err := ix.rank(ctx, vector, n)
	if err != nil {
		return nil, err
	}
	hits := make([]Hit, len(ranked))
	err = ix.guard(func() error {
		for i, r := range ranked {
			if hits[i], err = q.hit(r); err != nil {
				return err
			}
		}
		return nil
	})
	return hits, err
}

// A Ranked is the number and the score of a sentence.
type Ranked struct {
	Sentence int
	Score    float64
}

// Rank is like [Index.Search] but returns neither texts nor contributions. Errors are those
// of Search.
func (ix *Index) Rank(ctx context.Context, vector []float32, n int) ([]Ranked, error) {
	ranked, _, err := ix.rank(ctx, vector, n)
	return ranked, err
}

// rank returns the n best sentences with their exact scores.
func (ix *Index) rank(ctx context.Context, vector []float32, n int) ([]Ranked, *preparedQuery, error) {
	q, err := ix.prepareQuery(vector)
	if err != nil || n <= 0 {
		return nil, q, err
	}
	candidates, err := q.scan(ctx, n)
	if err != nil {
		return nil, q, err
	}
	var ranked []Ranked
	err = ix.guard(func() error {
		for _, c := range candidates {
			s, i := ix.find(c.sentence)
			ids, ok := s.sentence(i)
			if !ok {
				return errDamaged
			}
			if score, ok := q.exact(ids).score(); ok {
				ranked = append(ranked, Ranked{c.sentence, score})
			}
		}
		return nil
	})
	slices.SortFunc(ranked, func(a, b Ranked) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Sentence, b.Sentence))
	})
	return ranked[:min(n, len(ranked))], q, err
}

// exactSums are the sums of one sentence in float64.
type exactSums struct {
	norm     float64   // of the query
	f        []float64 // raw weights of the tokens
	products []float64 // q·v of the tokens
	sum      float64   // Σ f (q·v)
	context  []float64 // D: Σ f v
	rows     []int32   // rows of the tokens in the view
	q        *preparedQuery
}

// exact computes the sums for the known tokens of a sentence. The sums are in the order of
// the tokens, so equal sentences have equal scores.
func (q *preparedQuery) exact(ids []vocab.ID) *exactSums {
	d := q.view.vectors.Cols
	e := &exactSums{norm: q.norm, context: make([]float64, d), q: q}
	for _, id := range ids {
		row := q.factors[id].row
		v := linalg.Row(q.view.vectors, int(row))
		p := linalg.Dot(q.vector[:d], v)
		f := q.rawWeight(int(row), p)
		e.rows, e.f, e.products = append(e.rows, row), append(e.f, f), append(e.products, p)
		e.sum += float64(f * p)
		for k, x := range v {
			e.context[k] += float64(f * float64(x))
		}
	}
	return e
}

// score returns the score; ok is false if the context vector is zero.
func (e *exactSums) score() (score float64, ok bool) {
	length := norm(e.context)
	return e.sum / (e.norm * length), length > 0
}

// without returns the score without token i. It is 0 if no token is left or if the vectors
// of the others sum to zero.
func (e *exactSums) without(i int) float64 {
	rest := slices.Clone(e.context)
	for k, x := range linalg.Row(e.q.view.vectors, int(e.rows[i])) {
		rest[k] -= float64(e.f[i] * float64(x))
	}
	length := norm(rest)
	if len(e.f) < 2 || length == 0 {
		return 0
	}
	return (e.sum - float64(e.f[i]*e.products[i])) / (e.norm * length)
}

// norm returns ‖x‖.
func norm(x []float64) float64 {
	var sum float64
	for _, v := range x {
		sum += float64(v * v)
	}
	return math.Sqrt(sum)
}

// hit returns a sentence with the weight and the contribution of each token. If the ids of
// the tokens are not those in the index, the index is damaged.
func (q *preparedQuery) hit(r Ranked) (Hit, error) {
	s, at := q.find(r.Sentence)
	ids, ok1 := s.sentence(at)
	text, ok2 := s.textOf(at)
	if !ok1 || !ok2 || at >= len(s.lines) {
		return Hit{}, errDamaged
	}
	h := Hit{Score: r.Score, Sentence: r.Sentence, File: s.fileOf(at), Line: int(s.lines[at]), Text: text}
	e, lookup, n := q.exact(ids), q.model.lookup(), 0
	total := 0.0
	for _, f := range e.f {
		total += f
	}
	scale := 1 / (q.norm * norm(e.context))
	for _, t := range q.model.Tokenizer.Append(nil, text) {
		token := Token{Token: t}
		if id, ok := lookup.ID(t.Text); ok {
			if n >= len(ids) || ids[n] != id {
				return Hit{}, errDamaged
			}
			token.Known, token.Weight, token.Share = true, e.f[n]/total, e.f[n]*e.products[n]*scale
			token.Without = e.without(n) - r.Score
			n++
		}
		h.Tokens = append(h.Tokens, token)
	}
	if n != len(ids) {
		return Hit{}, errDamaged
	}
	return h, nil
}
