package word2vec

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// TestContinued checks that given fields are those of the new configuration, and all others
// those of the model.
func TestContinued(t *testing.T) {
	now, before := Default(), Default()
	now.Dim, now.Epochs, now.Seed, now.MaxVocab = 50, 3, 7, 9
	before.Dim, before.Window, before.MaxVocab, before.Alpha = 20, 9, 100, .07
	got := now.Continued(before, func(field string) bool { return field == "epochs" || field == "seed" })
	want := before
	want.Epochs, want.Seed, want.MaxVocab = 3, 7, 0
	if got != want {
		t.Errorf("%+v\nwant %+v", got, want)
	}
	if got := now.Continued(before, func(string) bool { return true }); got != now {
		t.Errorf("everything is given: %+v\nwant %+v", got, now)
	}
}

// TestContinuedAlpha checks that the learning rate is that of the model unless one is given
// or the changed fields have another default.
func TestContinuedAlpha(t *testing.T) {
	now, before := Default(), Default()
	now.Gradient, now.Alpha, before.Alpha = Corrected, .01, .07
	for _, test := range []struct {
		given []string
		want  float64
	}{{nil, .07}, {[]string{"gradient"}, now.DefaultAlpha()}, {[]string{"gradient", "alpha"}, .01}} {
		got := now.Continued(before, func(field string) bool { return slices.Contains(test.given, field) })
		if got.Alpha != test.want {
			t.Errorf("%v given: alpha %v, want %v", test.given, got.Alpha, test.want)
		}
	}
}

// TestContinuedGensim checks that the batched trainer continues models of the gensim
// trainer.
func TestContinuedGensim(t *testing.T) {
	before := GensimDefault()
	before.HS, before.Negative, before.CBOWMean, before.Alpha = true, 0, false, .025
	got := Default().Continued(before, func(string) bool { return false })
	if got.Trainer != Batched || got.HS || !got.CBOWMean || got.Negative != Default().Negative ||
		got.Alpha != got.DefaultAlpha() {
		t.Errorf("%+v", got)
	}
	if err := got.Validate(); err != nil {
		t.Error(err)
	}
}

// TestFileBytes checks that files are no smaller than the forecast, and larger only by what
// is written once for all words.
func TestFileBytes(t *testing.T) {
	const once = 4 << 10
	dir := t.TempDir()
	model, state := filepath.Join(dir, "m.safetensors"), filepath.Join(dir, "state")
	c := Default()
	c.Dim, c.MinCount, c.Epochs = 24, 1, 1
	m, err := Train(t.Context(), sentences(), c, Checkpoint(state, time.Nanosecond), Workers(1))
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Save(model); err != nil {
		t.Fatal(err)
	}
	native, checkpoint := c.FileBytes(m.Table.Vocab())
	for path, least := range map[string]int64{model: native, state: checkpoint} {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if size := info.Size(); size < least || size > least+once {
			t.Errorf("%s has %d bytes, the forecast is %d", filepath.Base(path), size, least)
		}
	}
}

func ExampleConfig_Continued() {
	before := Default() // of the model
	before.Dim = 50
	c := Default()
	c.Epochs = 2
	c = c.Continued(before, func(field string) bool { return field == "epochs" })
	fmt.Println(c.Dim, "numbers,", c.Epochs, "epochs")
	// Output: 50 numbers, 2 epochs
}
