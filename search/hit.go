package search

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// A Hit is a sentence that was found.
type Hit struct {
	Score    float64 `json:"score"` // the cosine; the tokens' shares add up to it
	Sentence int     `json:"sentence"`
	File     string  `json:"file"`
	Line     int     `json:"line"` // where it starts, from 1
	Text     string  `json:"text"`
	Tokens   []Token `json:"tokens"`
}

// A Token is a token of a hit. One that the model does not know has no weight.
type Token struct {
	tokenize.Token
	Known   bool    `json:"known"`
	Weight  float64 `json:"weight"`  // of all 1
	Share   float64 `json:"share"`   // of the score
	Without float64 `json:"without"` // the change of the score if the token were not there
}

// Search returns the n sentences whose scores with a query vector of length D are
// the highest, equal ones in the order of the corpus. Sentences without a known
// word, and those whose words cancel out, have no score.
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

// A Ranked sentence is its number and its score.
type Ranked struct {
	Sentence int
	Score    float64
}

// Rank is Search for those who need the sentences' numbers alone.
func (ix *Index) Rank(ctx context.Context, vector []float32, n int) ([]Ranked, error) {
	ranked, _, err := ix.rank(ctx, vector, n)
	return ranked, err
}

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

// exactSums are a sentence's numbers in float64.
type exactSums struct {
	norm     float64   // of the query
	f        []float64 // weights before normalisation
	products []float64 // of tokens and the query
	sum      float64   // Σ f·product
	context  []float64 // D: Σ f v
	rows     []int32
	q        *preparedQuery
}

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

// score returns the score, or false if the context is zero.
func (e *exactSums) score() (float64, bool) {
	length := norm(e.context)
	return e.sum / (e.norm * length), length > 0
}

// without returns the score without token i, 0 if nothing is left.
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

func norm(x []float64) float64 {
	var sum float64
	for _, v := range x {
		sum += float64(v * v)
	}
	return math.Sqrt(sum)
}

// hit tells what a sentence's score is made of.
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
