package serve

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/search"
	"github.com/w2vattn/w2vattn/vocab"
)

// A Model is a model that is served. The server does not close it: the program does,
// after Serve or Close has returned. A Model can be served by one server only, which sets
// its unexported fields.
type Model struct {
	Name string // by which requests choose it
	*w2vattn.Model
	Info      json.RawMessage // the answer of /api/info, JSON
	Sentences *search.Index   // the sentences for /api/search; nil: none
	Corpus    *Corpus         // sentences that are read while the server answers, in place of Sentences

	// Set by New: the searches for nearest words and for similar spellings, the map, and the state
	// of Corpus; nil: there is none.
	passes   *passes
	spelling *limiter
	wordMap  wordMap
	reading  *reading
}

// check returns an error if the model cannot be served.
func (m *Model) check() error {
	switch {
	case m.Name == "":
		return errors.New("serve: a model has no name")
	case m.Model == nil:
		return fmt.Errorf("serve: model %q has no table: Model is nil", m.Name)
	case m.Corpus != nil && m.Sentences != nil:
		return fmt.Errorf("serve: model %q has both Sentences and Corpus", m.Name)
	case m.Info != nil && !json.Valid(m.Info):
		return fmt.Errorf("serve: the info of model %q is not JSON", m.Name)
	}
	return nil
}

// words looks up the words of a request. The vector of an unknown word is the mean of its
// known parts if the model has parts of words, as those with the tokenizer korean do. Other
// unknown words are an *embed.UnknownWordError; a vector that is not finite is an error too.
func (m *Model) words(ctx context.Context, words []string) ([]embed.Found, error) {
	policy := embed.Refuse
	if m.Lookup().Parts != nil {
		policy = embed.Compose
	}
	found, err := m.findQuery(ctx, words, policy)
	if err != nil {
		return nil, err
	}
	for _, f := range found {
		if f.Vector == nil {
			err = cmp.Or(err, m.Table().CheckFinite(f.ID))
		}
	}
	return found, err
}

// replacedWords are the unknown words of a request that are composed of others, each with
// these, as the commands write them.
type replacedWords map[string][]string

// replacedOf returns the words that are composed of others, nil if there are none.
// words and found have the same length.
func replacedOf(words []string, found []embed.Found) (all replacedWords) {
	for i, f := range found {
		if f.Words == nil {
			continue
		}
		if all == nil {
			all = replacedWords{}
		}
		all[words[i]] = f.Words
	}
	return all
}

// model returns the model of that name, and the first model if the name is empty.
func (s *Server) model(name string) (*Model, error) {
	if name == "" {
		return s.models[0], nil
	}
	for _, m := range s.models {
		if m.Name == name {
			return m, nil
		}
	}
	return nil, notFound("there is no model %q; /api/models lists those that are served", name)
}

// info answers GET /api/info: the content of a model and how it was trained. The JSON
// is made by the program when it opens the model, and sent as it is.
func (s *Server) info(q *request) (answer, error) { return q.json(q.model.Info) }

// A listed model is an element of the answer to /api/models.
type listed struct {
	Name    string   `json:"name"`
	Words   int      `json:"words"`
	Dim     int      `json:"dim"`
	Samples []string `json:"samples"` // example words for the page
	// Tokenizer is the name of the tokenizer.
	Tokenizer string `json:"tokenizer"`
	// Outputs says whether the model has output vectors, which can be keys.
	Outputs bool `json:"outputs"`
	// Sentences is the number of sentences that can be searched.
	Sentences int `json:"sentences"`
	// Reading is the share of the corpus that is read, 0 to 1; nil: all of it.
	Reading *float64 `json:"reading,omitempty"`
}

// list answers GET /api/models.
func (s *Server) list(q *request) (answer, error) {
	all := make([]listed, len(s.models))
	for i, m := range s.models {
		all[i] = listed{Name: m.Name, Words: m.Table().Len(), Dim: m.Table().Dim(), Samples: m.samples(),
			Tokenizer: m.TokenizerConfig().Name, Outputs: m.HasOutputs()}
		all[i].Sentences, all[i].Reading = m.searchable()
	}
	return q.json(all)
}

// searchable returns the number of sentences that can be searched and, while the corpus is being
// read, the share that is read.
func (m *Model) searchable() (sentences int, read *float64) {
	index := m.Sentences
	if m.reading != nil {
		share, reading := m.reading.share()
		if reading {
			return 0, &share
		}
		index = m.reading.index
	}
	if index == nil {
		return 0, nil
	}
	return index.Len(), nil
}

// samples returns up to eight example words, with which the page begins. It skips the
// first tenth of the vocabulary, at most 1,000 words, because the most frequent words are
// function words.
func (m *Model) samples() []string {
	const n = 8
	all := []string{}
	from := min(m.Table().Len()/10, 1000)
	for i := from; i < min(from+n, m.Table().Len()); i++ {
		all = append(all, m.Table().Vocab().Word(vocab.ID(i)))
	}
	return all
}
