package traintest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/internal/leaktest"
	"github.com/w2vattn/w2vattn/internal/simd"
)

// A Case is a trainer with a corpus for Check. Training should take milliseconds.
type Case struct {
	Trainer  train.Trainer
	Text     corpus.Lists
	Reseeded train.Trainer // Trainer with another seed
	// Field is the name of a field, and Changed is Trainer with another value of it: a
	// checkpoint of Trainer must be refused.
	Field   string
	Changed train.Trainer
	// Workers is whether the result must be tried with several workers and all kernels.
	Workers bool
}

// Check runs a test for each property that every trainer must have. The model that is
// trained first is the reference: the others must have its bytes, or other ones where
// that is the property.
func Check(t *testing.T, c Case) {
	want := c.train(t)
	t.Run("workers", func(t *testing.T) { c.workers(t, want) })
	t.Run("seed", func(t *testing.T) { c.seed(t, want) })
	t.Run("progress", c.progress)
	t.Run("cancelled", c.cancelled)
	t.Run("refused", c.refused)
	if c.Trainer.Spec().Checkpoints {
		t.Run("checkpoints", func(t *testing.T) { c.checkpoints(t, want) })
		t.Run("resumed", func(t *testing.T) { c.resumed(t, want) })
	}
}

// train returns the file of a model that was trained without an error and without
// goroutines that outlive it.
func (c Case) train(t *testing.T, o ...train.Option) (file []byte) {
	t.Helper()
	leaktest.None(t, func() {
		m, err := train.Train(t.Context(), c.Text, c.Trainer, o...)
		if err != nil {
			t.Fatal(err)
		}
		for i, x := range m.Table.Matrix().Data {
			// x − x is 0 for finite numbers, and NaN for NaN and infinities.
			if x-x != 0 {
				t.Fatalf("number %d is %v", i, x)
			}
		}
		file = Bytes(t, m)
	})
	return file
}

// workers tests that neither workers nor kernels nor the place of the ids change a byte.
func (c Case) workers(t *testing.T, want []byte) {
	// Two workers share the work evenly, five do not; both must give what one gives.
	options := map[string][]train.Option{"the same again": nil, "ids in a file": {train.Memory(0)}}
	for _, k := range simd.Available() {
		for _, workers := range []int{1, 2, 5} {
			if c.Workers && (k.Name != "generic" || workers == 1) { // plain Go is many times slower
				options[fmt.Sprintf("%d workers, %s", workers, k.Name)] = []train.Option{train.Workers(workers),
					train.Kernel(k.Name)}
			}
		}
	}
	for name, o := range options {
		if !bytes.Equal(c.train(t, o...), want) {
			t.Errorf("%s: other bytes", name)
		}
	}
}

// seed tests that another seed gives other vectors.
func (c Case) seed(t *testing.T, want []byte) {
	c.Trainer = c.Reseeded
	if bytes.Equal(c.train(t), want) {
		t.Error("another seed gives the same bytes")
	}
}

// progress tests that statuses go forward, from the reading of the corpus to the end.
func (c Case) progress(t *testing.T) {
	var last train.Status
	n, reading := 0, 0
	c.train(t, train.Progress(func(s train.Status) {
		if n++; s.Reading {
			if reading++; n != 1 {
				t.Error("reading begins again")
			}
			return
		}
		if s.Epoch < last.Epoch || s.Epoch == last.Epoch && s.Tokens < last.Tokens || s.Tokens > s.Total ||
			s.Loss-s.Loss != 0 || s.CheckpointErr != nil {
			t.Errorf("%+v follows %+v", s, last)
		}
		last = s
	}))
	if reading != 1 || last.Epoch != c.Trainer.Spec().Epochs-1 || last.Tokens != last.Total || last.Total == 0 {
		t.Errorf("%d times reading, and at last %+v", reading, last)
	}
}

// cancelled tests that training ends with its context, before and within each epoch,
// and leaves nothing running. Epoch −1 stands for the reading of the corpus.
func (c Case) cancelled(t *testing.T) {
	for epoch := -1; epoch < c.Trainer.Spec().Epochs; epoch++ {
		ctx, cancel := context.WithCancel(t.Context())
		leaktest.None(t, func() {
			_, err := train.Train(ctx, c.Text, c.Trainer, train.Progress(func(s train.Status) {
				if s.Reading == (epoch < 0) && s.Epoch == max(epoch, 0) {
					cancel()
				}
				if s.Epoch > max(epoch, 0) {
					t.Errorf("epoch %d after a cancellation in epoch %d", s.Epoch, epoch)
				}
			}))
			if !errors.Is(err, context.Canceled) {
				t.Errorf("cancelled in epoch %d: %v", epoch, err)
			}
		})
		cancel()
	}
	text := Encode(t, c.Text, c.Trainer)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := text.Train(ctx, c.Trainer); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled before the first epoch: %v", err)
	}
}

// refused tests options that the trainer cannot use.
func (c Case) refused(t *testing.T) {
	if c.Workers {
		_, err := train.Train(t.Context(), c.Text, c.Trainer, train.Kernel("abacus"))
		if err == nil || !strings.Contains(err.Error(), `no kernel "abacus"`) {
			t.Errorf("an unknown kernel: %v", err)
		}
	}
	spec := c.Trainer.Spec()
	if m, err := train.Train(t.Context(), c.Text, c.Trainer); err != nil {
		t.Error(err)
	} else if _, err := train.Train(t.Context(), c.Text, c.Trainer, train.Continue(m)); !spec.Continues &&
		(err == nil || !strings.Contains(err.Error(), "the "+spec.Name+" trainer cannot continue a model")) {
		t.Errorf("a model to continue: %v", err)
	}
}

// checkpoints tests that writing them does not change the model. An interval of a
// nanosecond writes one at every opportunity.
func (c Case) checkpoints(t *testing.T, want []byte) {
	path := filepath.Join(t.TempDir(), "c.safetensors")
	if !bytes.Equal(c.train(t, train.Checkpoint(path, time.Nanosecond)), want) {
		t.Error("with checkpoints, other bytes")
	}
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

// resumed tests that training that was interrupted in any epoch ends with the bytes of an
// uninterrupted one, and that a checkpoint of another configuration is refused.
func (c Case) resumed(t *testing.T, want []byte) {
	path := filepath.Join(t.TempDir(), "c.safetensors")
	for epoch := range c.Trainer.Spec().Epochs {
		ctx, cancel := context.WithCancel(t.Context())
		_, err := train.Train(ctx, c.Text, c.Trainer, train.Checkpoint(path, time.Hour), train.Progress(func(s train.Status) {
			if !s.Reading && s.Epoch == epoch {
				cancel()
			}
		}))
		if cancel(); !errors.Is(err, context.Canceled) {
			t.Fatalf("interrupted in epoch %d: %v", epoch, err)
		}
		_, err = train.Train(t.Context(), c.Text, c.Changed, train.Checkpoint(path, time.Hour), train.Resume())
		if err == nil || !strings.Contains(err.Error(), c.Field) {
			t.Errorf("another %s: %v", c.Field, err)
		}
		first := -1
		got := c.train(t, train.Checkpoint(path, time.Hour), train.Resume(), train.Workers(3),
			train.Progress(func(s train.Status) {
				if !s.Reading && first < 0 {
					first = s.Epoch
				}
			}))
		if !bytes.Equal(got, want) || first < epoch {
			t.Errorf("interrupted in epoch %d and resumed in epoch %d: other bytes, or too early", epoch, first)
		}
	}
}
