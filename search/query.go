package search

// This file makes the vector of a query and prepares it for a search. For every
// distinct word of the index the product with the query and its weight are computed
// once; a sentence then adds numbers that are ready.

import (
	"context"
	"fmt"
	"math"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/internal/simd"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// A Query has the tokens of one or several texts, and the vector that an index searches
// for.
type Query struct {
	Tokens   []string   // of all texts
	Unknown  []string   // tokens without a vector and without known parts; they are ignored
	Composed []Composed // tokens that are not in the vocabulary but have parts that are
	Vector   []float32  // D, the mean of the texts' vectors
}

// A Composed is a token of a query that is not in the vocabulary, with the words of the
// vocabulary that it consists of. The vectors of these words are used in place of the vector
// of the token.
type Composed struct {
	Token string
	Parts []string
}

// Query returns the query for one or several texts. The vector of a text is the mean of the
// vectors of its known words, each multiplied by its token weight. The vector of the query is
// the mean of the vectors of the texts. If Model.Parts is set, an unknown word is replaced by
// those of its parts that are in the vocabulary. Unknown words without such parts are ignored.
//
// If a text has no known word, Query searches the vocabulary for words of similar spelling
// and returns an *[embed.UnknownWordError] that contains them. If ctx is done during this
// search, Query returns the error of ctx. If a text has no words, Query returns an error.
// Query panics if there are no texts.
func (ix *Index) Query(ctx context.Context, texts ...string) (Query, error) {
	if len(texts) == 0 {
		panic("search: a query of no text")
	}
	q := Query{Vector: make([]float32, ix.view.vectors.Cols)}
	for _, text := range texts {
		vector, err := ix.addText(ctx, &q, text)
		if err != nil {
			return q, err
		}
		for k, x := range vector {
			q.Vector[k] += float32(x / float32(len(texts)))
		}
	}
	return q, nil
}

// addText adds the tokens of a text to a query and returns the vector of the text. Unknown
// words are searched for similar spellings only if the text has no known word.
func (ix *Index) addText(ctx context.Context, q *Query, text string) ([]float32, error) {
	var ids []vocab.ID
	var unknown []string
	lookup := ix.model.lookup()
	tokens := tokenize.Texts(ix.model.Tokenizer.Append(nil, text))
	if len(tokens) == 0 {
		return nil, fmt.Errorf("search: the query %q has no word", text)
	}
	policy := embed.Skip
	if lookup.Parts != nil {
		policy = embed.Compose
	}
	found, err := lookup.Find(ctx, tokens, policy)
	if err != nil {
		return nil, err
	}
	for i, f := range found {
		switch {
		case f.Known:
			ids = append(ids, f.ID)
		case f.Words != nil:
			parts, err := lookup.IDs(ctx, f.Words)
			if err != nil {
				return nil, err
			}
			ids = append(ids, parts...)
			q.Composed = append(q.Composed, Composed{tokens[i], f.Words})
		default:
			unknown = append(unknown, tokens[i])
		}
	}
	q.Tokens = append(q.Tokens, tokens...)
	q.Unknown = append(q.Unknown, unknown...)
	if len(ids) == 0 {
		_, err := lookup.Find(ctx, unknown, embed.Refuse)
		return nil, err
	}
	return ix.QueryWords(ids)
}

// QueryWords returns the vector of a query that consists of words of Model.Table, given by
// their ids: the mean of their vectors, each multiplied by its token weight. QueryWords returns
// an error if a vector contains NaN or infinity.
func (ix *Index) QueryWords(ids []vocab.ID) ([]float32, error) {
	rows, err := ix.model.Table.Rows(ids)
	if err != nil {
		return nil, err
	}
	mean := make([]float32, rows.Cols)
	for i, id := range ids {
		weight := float32(ix.stats.weight(ix.options.Weighting, int(id)) / float64(len(ids)))
		for k, x := range linalg.Row(rows, i) {
			mean[k] += float32(weight * x)
		}
	}
	if n := linalg.Norm(mean); n-n != 0 {
		return nil, ix.model.Table.CheckFinite(ids...)
	}
	return mean, nil
}

// minExponent is the smallest exponent (s−top)/T of a raw weight; see factor. Smaller
// exponents are replaced by it, so a word that the attention nearly excludes still has a
// weight above 0, about 1e-13. float32 can represent the square of exp(minExponent).
const minExponent = -30

// A preparedQuery is a query vector with everything that does not depend on the
// sentence.
type preparedQuery struct {
	*Index
	vector     []float32 // without the common direction, padded with zeros to the stride
	norm       float64   // ‖q‖
	scale      float64   // 1/√D
	top        float64   // largest scaled score of a word
	inverse    float64   // 1/T
	factors    []factor  // V
	errorBound float64   // bound of the relative error of f in a factor
}

// A factor has the numbers of a word that are summed over a sentence. u is the token weight
// of the word, s = q·v/√D its scaled score, and top the largest s. f = u·exp((s−top)/T) is
// the raw weight, before normalisation. The sum of g = f·(q·v) is the numerator of the
// score. The sum of h = f·‖v‖ is an upper bound of ‖c‖, where c is the sum of f·v.
type factor struct {
	f, g, h float32
	row     int32 // in the view; −1: the word is in no sentence
}

// prepareQuery prepares a query vector of length D. A zero vector is an error. It takes
// time and memory in proportion to the words of the index and of the model, not to the
// sentences.
func (ix *Index) prepareQuery(vector []float32) (*preparedQuery, error) {
	v := &ix.view
	if len(vector) != v.vectors.Cols {
		panic(fmt.Sprintf("search: a query of length %d for vectors of length %d", len(vector), v.vectors.Cols))
	}
	q := &preparedQuery{Index: ix, vector: make([]float32, v.vectors.Stride),
		scale: 1 / math.Sqrt(float64(len(vector)))}
	copy(q.vector, vector)
	removeDirection(q.vector[:len(vector)], v.common)
	q.norm = linalg.Norm(q.vector)
	if q.norm == 0 || q.norm-q.norm != 0 {
		return nil, fmt.Errorf("search: the norm of the query vector is %v, so it has no direction: use other words", q.norm)
	}
	products := make([]float32, len(v.words))
	simd.Best().DotsAhead(products, q.vector, v.vectors.Data, v.vectors.Stride)
	q.setTemperature(products)
	q.factors = make([]factor, len(v.row))
	for id := range q.factors {
		q.factors[id].row = -1
	}
	for i, id := range v.words {
		p := float64(products[i])
		f := q.rawWeight(i, p)
		q.factors[id] = factor{float32(f), float32(f * p), float32(f) * v.norms[i], int32(i)}
	}
	return q, nil
}

// setTemperature computes top, inverse and errorBound from the products of the query
// with the words. With BySpread, T is the standard deviation of the scaled scores over
// all tokens of the index, divided by Spread.
func (q *preparedQuery) setTemperature(products []float32) {
	var n, sum, squares, longest float64
	q.top = math.Inf(-1)
	for i, id := range q.view.words {
		s, count := float64(products[i])*q.scale, float64(q.stats.counts[id])
		q.top = max(q.top, s)
		n, sum, squares = n+count, sum+float64(count*s), squares+float64(count*s*s)
		longest = max(longest, float64(q.view.norms[i]))
	}
	q.inverse = 1 / q.options.Temperature
	if deviation := math.Sqrt(max(0, squares/n-float64(sum/n*sum/n))); q.options.Temperature == BySpread {
		q.inverse = 0
		if deviation > 0 {
			q.inverse = q.options.Spread / deviation
		}
	}
	q.errorBound = math.Expm1(rounding(len(q.vector))*q.norm*longest*q.scale*q.inverse) + 0x1p-23
}

// rawWeight returns the weight, before normalisation, of the word in a row of the view;
// p is its product with the query.
func (q *preparedQuery) rawWeight(row int, p float64) float64 {
	return q.view.tokenWeights[row] * math.Exp(max(minExponent, (float64(p*q.scale)-q.top)*q.inverse))
}

// rounding returns a bound for the error of simd's dot product of vectors of length n,
// relative to the product of their norms. Each rounding has a relative error of at most
// 2⁻²⁴. There are n/16 additions in each of 16 lanes and then 4 additions of lanes; 8
// instead of 4 leaves a margin.
func rounding(n int) float64 { return float64(n/16+8) * 0x1p-24 }

// Temperature returns the temperature for a query vector of length D. It is infinite if the
// attention has no effect. If Options.Common is set, Temperature first removes the common
// direction from the query vector. It returns an error if the vector is then zero or contains
// NaN or infinity.
func (ix *Index) Temperature(vector []float32) (float64, error) {
	q, err := ix.prepareQuery(vector)
	if err != nil {
		return 0, err
	}
	return 1 / q.inverse, nil
}
