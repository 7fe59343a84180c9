package train_test

import (
	"testing"

	"github.com/w2vattn/w2vattn/embed/internal/traintest"
)

// TestTrainer: the toy does what every trainer must.
func TestTrainer(t *testing.T) {
	reseeded, changed := newToy(), newToy()
	reseeded.Seed, changed.Dim = 2, 5
	traintest.Check(t, traintest.Case{Trainer: newToy(), Text: sentences(), Reseeded: reseeded, Field: "dim",
		Changed: changed, Workers: false})
}
