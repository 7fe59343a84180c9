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
