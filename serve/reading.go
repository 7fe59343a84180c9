package serve

// This file reads corpora while the server answers already. Reading a gigabyte takes
// minutes, and queries of words need no corpus.

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/w2vattn/w2vattn/search"
)

// A Corpus is sentences that a server reads in the background, while it answers other requests.
type Corpus struct {
	// Read returns the sentences as an index. It is called once, in a goroutine of its own. It
	// returns early when ctx is done.
	Read func(ctx context.Context) (*search.Index, error)
	// Progress returns the bytes that are read so far and those of the whole corpus, 0 if that is
	// not known. It is called while Read runs; nil: the progress is not known.
	Progress func() (read, whole int64)
}

// readWait is the time that a search waits for a corpus that is being read, so that the first
// searches after the start of a server with a small corpus are answered.
const readWait = 5 * time.Second

// reading is the state of a corpus of a model. index and err may be read when done is
// closed.
type reading struct {
	corpus *Corpus
	done   chan struct{}
	index  *search.Index
	err    error
}

// newReading returns a reading that has not begun.
func newReading(c *Corpus) *reading { return &reading{corpus: c, done: make(chan struct{})} }

// run reads the corpus. Only the first call does that.
func (r *reading) run(ctx context.Context) error {
	r.index, r.err = r.corpus.Read(ctx)
	close(r.done)
	return r.err
}

// share returns how much of the corpus is read, 0 to 1, and whether it is still being read.
func (r *reading) share() (share float64, reading bool) {
	select {
	case <-r.done:
		return 1, false
	default:
	}
	if r.corpus.Progress == nil {
		return 0, true
	}
	read, whole := r.corpus.Progress()
	if whole <= 0 {
		return 0, true
	}
	return min(float64(read)/float64(whole), 1), true
}

// sentences returns the sentences of the model. It waits a while for a corpus that is being read;
// then the error has status 503.
func (m *Model) sentences(ctx context.Context) (*search.Index, error) {
	if m.reading == nil {
		if m.Sentences == nil {
			return nil, notFound("model %q is served without a corpus, so it has no sentences to search", m.Name)
		}
		return m.Sentences, nil
	}
	wait := time.NewTimer(readWait)
	defer wait.Stop()
	select {
	case <-m.reading.done:
	case <-ctx.Done():
		return nil, ctx.Err()
	// 503 and not 404: the sentences will be there.
	case <-wait.C:
		share, _ := m.reading.share()
		return nil, httpErrorf(http.StatusServiceUnavailable,
			"the corpus is being read, %d %% so far; try again later", int(100*share))
	}
	if m.reading.err != nil {
		return nil, fmt.Errorf("the corpus: %w", m.reading.err)
	}
	return m.reading.index, nil
}

// read reads the corpora of the models in the background. The first error is sent to s.failed.
func (s *Server) read() {
	for _, m := range s.models {
		if m.reading == nil {
			continue
		}
		s.tasks.start(func() {
			begin := time.Now()
			err := m.reading.run(s.tasks.ctx)
			switch {
			case err == nil:
				s.log.Info("corpus read", "model", m.Name, "sentences", m.reading.index.Len(), "took", time.Since(begin))
			case s.tasks.ctx.Err() == nil:
				select {
				case s.failed <- err:
				default: // another corpus has failed before
				}
			}
		})
	}
}
