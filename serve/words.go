package serve

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/vocab"
)

// parameters reads the parameters of a request, of which only those named may be
// there.
func parameters(r *http.Request, names ...string) (url.Values, error) {
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, malformed("the parameters: %w", err)
	}
	for name, all := range values {
		if !slices.Contains(names, name) {
			return nil, malformed("there is no parameter %q; there are %q", name, names)
		}
		for _, v := range all {
			if !utf8.ValidString(v) {
				return nil, malformed("parameter %s is no UTF-8: %q", name, v)
			}
		}
	}
	return values, nil
}

// number reads a parameter that is a number from 1 to most.
func number(values url.Values, name string, standard, most int) (int, error) {
	if !values.Has(name) {
		return standard, nil
	}
	n, err := strconv.Atoi(values.Get(name))
	if err != nil {
		return 0, malformed("parameter %s is %q, must be a number", name, values.Get(name))
	}
	if n < 1 || n > most {
		return 0, badValue("parameter %s is %d, must be 1 to %d", name, n, most)
	}
	return n, nil
}

// similar answers which words are near to some words and far from others.
func (s *Server) similar(room *scratch, r *http.Request) (answer, error) {
	values, err := parameters(r, "model", "word", "minus", "n")
	if err != nil {
		return answer{}, err
	}
	if len(values["word"]) == 0 {
		return answer{}, malformed("parameter word is missing: near to which word?")
	}
	return s.neighbours(room, r, values, values["word"], values["minus"])
}

// analogy answers what c is to, as a is to b.
func (s *Server) analogy(room *scratch, r *http.Request) (answer, error) {
	values, err := parameters(r, "model", "a", "b", "c", "n")
	if err != nil {
		return answer{}, err
	}
	for _, name := range []string{"a", "b", "c"} {
		if len(values[name]) != 1 {
			return answer{}, malformed("parameters a, b and c must each be there once: a is to b as c is to ?")
		}
	}
	return s.neighbours(room, r, values, []string{values.Get("b"), values.Get("c")}, values["a"])
}

func (s *Server) neighbours(room *scratch, r *http.Request, values url.Values, plus, minus []string) (answer, error) {
	n, err := number(values, "n", 10, maxNear)
	if err != nil {
		return answer{}, err
	}
	asked := slices.Concat(plus, minus)
	if len(asked) > maxWords {
		return answer{}, badValue("%d words are asked about, at most %d are taken", len(asked), maxWords)
	}
	m, err := s.model(values.Get("model"))
	if err != nil {
		return answer{}, err
	}
	ids, err := m.words(r.Context(), asked)
	if err != nil {
		return answer{}, err
	}
	if err := m.Table().CheckQuery(embed.Query{Plus: ids[:len(plus)], Minus: ids[len(plus):]}); err != nil {
		return answer{}, err
	}
	direction, err := m.Table().Direction(ids[:len(plus)], ids[len(plus):])
	if err != nil {
		return answer{}, err
	}
	question := embed.Question{Vector: direction, N: n, Exclude: ids}
	if err := room.held.take(n * neighbourBytes); err != nil {
		return answer{}, err
	}
	near, err := m.passes.answer(r.Context(), []embed.Question{question})
	if err != nil {
		return answer{}, err
	}
	return room.jsonAnswer(r.Context(), near[0])
}

// vector answers the numbers of words, each as the table writes it.
func (s *Server) vector(room *scratch, r *http.Request) (answer, error) {
	values, err := parameters(r, "model", "word")
	if err != nil {
		return answer{}, err
	}
	asked := values["word"]
	if len(asked) == 0 || len(asked) > maxWords {
		return answer{}, badValue("%d words are asked for, must be 1 to %d", len(asked), maxWords)
	}
	m, err := s.model(values.Get("model"))
	if err != nil {
		return answer{}, err
	}
	ids, err := m.words(r.Context(), asked)
	if err != nil {
		return answer{}, err
	}
	all := make([]w2vattn.WordVector, len(ids))
	for i, id := range ids {
		all[i] = w2vattn.WordVector{Word: m.Table().Vocab().Word(id), Vector: m.Table().Row(id)}
	}
	if err := m.Table().Err(); err != nil {
		return answer{}, err
	}
	return room.jsonAnswer(r.Context(), all)
}

// info answers what a model holds and how it was made.
func (s *Server) info(room *scratch, r *http.Request) (answer, error) {
	values, err := parameters(r, "model")
	if err != nil {
		return answer{}, err
	}
	m, err := s.model(values.Get("model"))
	if err != nil {
		return answer{}, err
	}
	return room.jsonAnswer(r.Context(), m.Info)
}

// A listed model is one that can be asked for by its name.
type listed struct {
	Name    string   `json:"name"`
	Words   int      `json:"words"`
	Dim     int      `json:"dim"`
	Samples []string `json:"samples"` // some frequent words, to begin with
	// Sentences is how many can be searched.
	Sentences int `json:"sentences"`
}

// list answers which models there are.
func (s *Server) list(room *scratch, r *http.Request) (answer, error) {
	if _, err := parameters(r); err != nil {
		return answer{}, err
	}
	all := make([]listed, len(s.models))
	for i, m := range s.models {
		all[i] = listed{Name: m.Name, Words: m.Table().Len(), Dim: m.Table().Dim(), Samples: m.samples()}
		if m.Sentences != nil {
			all[i].Sentences = m.Sentences.Len()
		}
	}
	return room.jsonAnswer(r.Context(), all)
}

// samples are words to begin with: from a tenth of the way down the frequent
// ones, where words carry meaning.
func (m *Model) samples() []string {
	const n = 8
	all := []string{}
	from := min(m.Table().Len()/10, 1000)
	for i := from; i < min(from+n, m.Table().Len()); i++ {
		all = append(all, m.Table().Vocab().Word(vocab.ID(i)))
	}
	return all
}
