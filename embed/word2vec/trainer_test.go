package word2vec

import (
	"testing"

	"github.com/w2vattn/w2vattn/embed/internal/traintest"
)

// TestTrainer: each trainer and architecture does what every trainer must.
func TestTrainer(t *testing.T) {
	for name, change := range map[string]func(*Config){
		"cbow": func(*Config) {}, "skipgram": func(c *Config) { c.Arch = SkipGram },
		"held out": func(c *Config) { c.HeldOut = .1 },
	} {
		t.Run(name, func(t *testing.T) {
			c := fast()
			c.Dim, c.Epochs, c.MinCount = 20, 3, 1
			change(&c)
			reseeded, changed := c, c
			reseeded.Seed, changed.Window = 7, c.Window+1
			traintest.Check(t, traintest.Case{Trainer: c, Text: traintest.Random(60), Reseeded: reseeded,
				Field: "window", Changed: changed, Workers: true})
		})
	}
	for name, change := range map[string]func(*Config){
		"gensim cbow": func(*Config) {}, "gensim skipgram": func(c *Config) { c.Arch = SkipGram },
		"gensim softmax": func(c *Config) { c.HS, c.Negative = true, 0 },
	} {
		t.Run(name, func(t *testing.T) {
			c := small()
			c.Dim, c.Epochs, c.MinCount = 8, 3, 1
			change(&c)
			reseeded := c
			reseeded.Seed = 7
			traintest.Check(t, traintest.Case{Trainer: c, Text: traintest.Random(60), Reseeded: reseeded})
		})
	}
}
