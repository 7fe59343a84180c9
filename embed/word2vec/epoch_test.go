package word2vec

import (
	"context"
	"errors"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"
)

// trainers returns a configuration of three epochs for each trainer.
func trainers() map[string]Config {
	b, g := fast(), small()
	b.Epochs, g.Epochs, g.Trainer = 3, 3, Gensim
	return map[string]Config{Batched: b, Gensim: g}
}

// TestEachEpoch checks that the callback gets the model of each epoch, that the last one is
// the result of Train, and that this result is the same without a callback.
func TestEachEpoch(t *testing.T) {
	for name, c := range trainers() {
		src := library(t, "en")
		want := mustTrain(t, src, c)
		var epochs []int
		var vectors [][]float32
		got := mustTrain(t, src, c, EachEpoch(func(epoch int, m *Model) error {
			epochs, vectors = append(epochs, epoch), append(vectors, slices.Clone(m.Table.Matrix().Data))
			if m.Statistics.Epochs != epoch || m.Statistics.Loss == 0 || m.Outputs.Rows != m.Table.Len() {
				t.Errorf("%s: epoch %d: %+v", name, epoch, m.Statistics)
			}
			clear(m.Table.Matrix().Data) // what the rules forbid does not reach the training
			return nil
		}))
		if !slices.Equal(epochs, []int{1, 2, 3}) || slices.Equal(vectors[0], vectors[1]) {
			t.Errorf("%s: called for epochs %v", name, epochs)
		}
		if !slices.Equal(got.Table.Matrix().Data, want.Table.Matrix().Data) ||
			!slices.Equal(vectors[2], want.Table.Matrix().Data) {
			t.Errorf("%s: other vectors with a callback", name)
		}
		if !reflect.DeepEqual(got.Statistics, want.Statistics) {
			t.Errorf("%s: statistics %+v, want %+v", name, got.Statistics, want.Statistics)
		}
	}
}

// TestEachEpochStops checks that a callback ends training by its error or by the context,
// and that no further epoch begins. After the last epoch there is nothing to end.
func TestEachEpochStops(t *testing.T) {
	mine := errors.New("mine")
	for name, c := range trainers() {
		calls := 0
		if m, err := Train(t.Context(), library(t, "en"), c, EachEpoch(func(int,
			*Model) error {
			calls++
			return mine
		})); m != nil || !errors.Is(err, mine) || calls != 1 {
			t.Errorf("%s: %d calls, %v", name, calls, err)
		}
		for stop, want := range map[int]error{2: context.Canceled, 3: nil} {
			ctx, cancel := context.WithCancel(t.Context())
			last := Status{}
			_, err := Train(ctx, library(t, "en"), c, Progress(func(s Status) { last = s }),
				EachEpoch(func(epoch int, _ *Model) error {
					if epoch == stop {
						cancel()
					}
					return nil
				}))
			cancel()
			if !errors.Is(err, want) || last.Epoch != stop-1 {
				t.Errorf("%s: stopped after epoch %d: %v in epoch %d", name, stop, err, last.Epoch+1)
			}
		}
	}
}

// TestEachEpochCheckpoint checks that training that a callback ended continues from its
// checkpoint with the next epoch, to the same bytes.
func TestEachEpochCheckpoint(t *testing.T) {
	c := trainers()[Batched]
	c.HeldOut = .05
	src, path := library(t, "en"), filepath.Join(t.TempDir(), "c.safetensors")
	want := mustTrain(t, src, c)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var epochs []int
	each := EachEpoch(func(epoch int, _ *Model) error {
		epochs = append(epochs, epoch)
		cancel()
		return nil
	})
	if _, err := Train(ctx, src, c, Checkpoint(path, time.Hour), each); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	got := mustTrain(t, src, c, Checkpoint(path, time.Hour), Resume(), each)
	if !slices.Equal(epochs, []int{1, 2, 3}) || !slices.Equal(got.Table.Matrix().Data, want.Table.Matrix().Data) {
		t.Errorf("epochs %v, or other vectors", epochs)
	}
}
