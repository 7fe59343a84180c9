package attending

import (
	"context"
	"fmt"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/beam/storage"
	"github.com/w2vattn/w2vattn/embed"
)

// A Query says what attends, and how. It is plain data, to be sent to workers.
type Query struct {
	Model       string
	Words       []string // of several, the mean is the query
	Score       attention.Score
	Temperature attention.Temperature
	Sparse      bool // sparsemax instead of softmax
	OOV         embed.Policy
	ExcludeSelf bool
	Nearest     int // words nearest to the context; 0: none are sought
}

// An attender lets the query attend over sentences.
type attender struct {
	*w2vattn.Attender
	model   *w2vattn.Model
	release func()
}

// open opens the model and looks the query up.
func (q Query) open(ctx context.Context) (*attender, error) {
	local, release, err := storage.Fetch(ctx, q.Model)
	if err != nil {
		return nil, err
	}
	m, err := w2vattn.Open(local)
	if err != nil {
		release()
		return nil, err
	}
	a := &attender{model: m, release: release}
	a.Attender, err = m.Attender(q.Words, w2vattn.AttendOptions{Score: q.Score, Temperature: q.Temperature,
		Sparse: q.Sparse, Unknown: q.OOV, ExcludeSelf: q.ExcludeSelf, Nearest: q.Nearest})
	if err != nil {
		a.close()
		return nil, fmt.Errorf("%s: %w", q.Model, err)
	}
	return a, nil
}

func (a *attender) close() {
	a.model.Close() //nolint:errcheck // only read from
	a.release()
}
