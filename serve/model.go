package serve

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/search"
	"github.com/w2vattn/w2vattn/vocab"
)

// A Model is a model that is served. The server does not close it.
type Model struct {
	Name string
	*w2vattn.Model
	Info      json.RawMessage // what /api/info says
	Sentences *search.Index   // what /api/search looks through; nil: nothing

	passes *passes
	alike  *gate
	chart  chart
}

// check refuses a model that lacks what serving it takes.
func (m *Model) check() error {
	switch {
	case m.Name == "":
		return errors.New("serve: a model has no name")
	case m.Model == nil:
		return fmt.Errorf("serve: model %q has no table: Model is nil", m.Name)
	case m.Info != nil && !json.Valid(m.Info):
		return fmt.Errorf("serve: what is told of model %q is no JSON", m.Name)
	}
	return nil
}

// words looks up what a question names; all of it must be known and finite.
func (m *Model) words(ctx context.Context, words []string) ([]vocab.ID, error) {
	found, err := m.find(ctx, words, embed.Refuse)
	if err != nil {
		return nil, err
	}
	ids := make([]vocab.ID, len(found))
	for i, f := range found {
		ids[i] = f.ID
	}
	return ids, m.Table().CheckFinite(ids...)
}

// model finds the model of that name, or the first if the name is empty.
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

// info answers what a model holds and how it was made.
func (s *Server) info(q *request) (answer, error) { return q.json(q.model.Info) }

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
func (s *Server) list(q *request) (answer, error) {
	all := make([]listed, len(s.models))
	for i, m := range s.models {
		all[i] = listed{Name: m.Name, Words: m.Table().Len(), Dim: m.Table().Dim(), Samples: m.samples()}
		if m.Sentences != nil {
			all[i].Sentences = m.Sentences.Len()
		}
	}
	return q.json(all)
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
