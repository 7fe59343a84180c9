package attending

import (
	"context"
	"fmt"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/beam/storage"
	"github.com/w2vattn/w2vattn/embed"
)

// A Query is the query words, the model and the options of attention. It is plain data,
// to be sent to workers.
type Query struct {
	Model       string   // file, also on one of Beam's file systems
	Words       []string // of several, the mean is the query
	Score       attention.Score
	Temperature attention.Temperature
	Sparse      bool // sparsemax instead of softmax
	OOV         embed.Policy
	ExcludeSelf bool
	Nearest     int // words nearest to the context; 0: none are sought
}

// An attender lets the query attend over sentences. release removes the local copy of the
// model.
type attender struct {
	*w2vattn.Attender
	model   *w2vattn.Model
	release func()
}

// open opens the model and looks the query up. An error about the query names the model.
// The caller calls close.
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

// close closes the model, and then removes its local copy: the model maps that file.
func (a *attender) close() {
	a.model.Close() //nolint:errcheck // only read from
	a.release()
}
