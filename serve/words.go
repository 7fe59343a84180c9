package serve

// This file answers questions about words: nearest words, analogies and vectors. An
// analogy "a is to b as c is to ?" is a search for the words nearest to b − a + c
// (Mikolov, Yih and Zweig 2013), so it is the same call as nearest words with a word
// to subtract.

import (
	"slices"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/embed"
)

// similar answers GET /api/similar: the words nearest to the sum of the words in the parameter
// word minus the sum of those in the parameter minus.
func (s *Server) similar(q *request) (answer, error) {
	if len(q.values["word"]) == 0 {
		return answer{}, malformed("parameter word is missing")
	}
	return q.neighbours(q.values["word"], q.values["minus"])
}

// analogy answers GET /api/analogy: the words nearest to b − a + c.
func (s *Server) analogy(q *request) (answer, error) {
	for _, name := range []string{"a", "b", "c"} {
		if len(q.values[name]) != 1 {
			return answer{}, malformed("parameters a, b and c must each be given once: a is to b as c is to ?")
		}
	}
	return q.neighbours([]string{q.values.Get("b"), q.values.Get("c")}, q.values["a"])
}

// odd answers GET /api/odd: the word that belongs least to the others, and the cosine of each
// word with the mean of all, see w2vattn.Model.Odd.
func (s *Server) odd(q *request) (answer, error) {
	asked := q.values["word"]
	if len(asked) == 0 {
		return answer{}, malformed("parameter word is missing")
	}
	if len(asked) < 2 || len(asked) > maxWords {
		return answer{}, badValue("the number of words is %d, must be 2 to %d", len(asked), maxWords)
	}
	found, err := q.model.find(q.ctx, asked, embed.Refuse)
	if err != nil {
		return answer{}, err
	}
	ids := embed.QueryOf(found, len(found)).Plus
	if err := q.model.Table().CheckQuery(embed.Query{Plus: ids}); err != nil {
		return answer{}, err
	}
	odd, cosines, err := q.model.Table().Odd(ids)
	if err != nil {
		return answer{}, err
	}
	result := oddWord{asked[odd], make(map[string]float64, len(asked))}
	for i, word := range asked {
		result.Cosines[word] = cosines[i]
	}
	return q.json(result)
}

// An oddWord is the answer to /api/odd.
type oddWord struct {
	Word    string             `json:"word"`
	Cosines map[string]float64 `json:"cosines"`
}

// neighbours answers with the n words nearest to the sum of the unit vectors of plus
// minus those of minus, without these words themselves (3CosAdd). The answer is a list of
// {"word", "cosine"}, with "replaced" if words are composed of others. Unknown words are
// status 404, a sum of zeros 422.
func (q *request) neighbours(plus, minus []string) (answer, error) {
	n, err := q.number("n", 10, maxNear)
	if err != nil {
		return answer{}, err
	}
	asked := slices.Concat(plus, minus)
	if len(asked) > maxWords {
		return answer{}, badValue("the number of words is %d, at most %d are allowed", len(asked), maxWords)
	}
	found, err := q.model.words(q.ctx, asked)
	if err != nil {
		return answer{}, err
	}
	of := embed.QueryOf(found, len(plus))
	direction, err := q.model.Table().QueryDirection(of)
	if err != nil {
		return answer{}, err
	}
	if err := q.held.take(n * neighbourBytes); err != nil {
		return answer{}, err
	}
	exclude := slices.Concat(of.Plus, of.Minus)
	near, err := q.model.passes.answer(q.ctx, []embed.NearestRequest{{Vector: direction, N: n, Exclude: exclude}})
	if err != nil {
		return answer{}, err
	}
	replaced := replacedOf(asked, found)
	if replaced == nil {
		return q.json(near[0])
	}
	all := make([]neighbour, len(near[0]))
	for i, word := range near[0] {
		all[i] = neighbour{word, replaced}
	}
	return q.json(all)
}

// A neighbour is a nearest word of a query with replaced words. Replaced is the same in each
// word of a list, because a list of JSON has no place for what belongs to the whole.
type neighbour struct {
	embed.Neighbour
	Replaced replacedWords `json:"replaced"`
}

// vector answers GET /api/vector: the vectors of words, as a list of {"word", "vector"}.
// The answer spells each known word as the vocabulary does, which may differ from the
// request.
func (s *Server) vector(q *request) (answer, error) {
	asked := q.values["word"]
	if len(asked) == 0 || len(asked) > maxWords {
		return answer{}, badValue("the number of words is %d, must be 1 to %d", len(asked), maxWords)
	}
	found, err := q.model.words(q.ctx, asked)
	if err != nil {
		return answer{}, err
	}
	table := q.model.Table()
	all := make([]wordVector, len(found))
	for i, f := range found {
		if f.Vector != nil {
			all[i] = wordVector{w2vattn.WordVector{Word: asked[i], Vector: f.Vector}, replacedWords{asked[i]: f.Words}}
			continue
		}
		all[i].WordVector = w2vattn.WordVector{Word: table.Vocab().Word(f.ID), Vector: table.Row(f.ID)}
	}
	if err := table.Err(); err != nil {
		return answer{}, err
	}
	return q.json(all)
}

// A wordVector is the vector of a word; Replaced is set if it is composed of others.
type wordVector struct {
	w2vattn.WordVector
	Replaced replacedWords `json:"replaced,omitempty"`
}
