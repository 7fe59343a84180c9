package trainflags

import (
	"slices"

	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/embed/word2vec"
)

// A Choice is a trainer that --trainer selects by name.
type Choice struct {
	Name    string                                    // value of --trainer
	Refused []string                                  // flags that it does not read
	Why     string                                    // continues the error "--flag …" for these
	Trainer func(flags word2vec.Config) train.Trainer // from the values of the flags
}

// Trainers lists the trainers that --trainer selects, the default first. A new trainer is
// one more line. It is read only.
var Trainers = []Choice{
	{word2vec.Batched, gensimOnly, "is for the gensim trainer: add --trainer gensim", asItIs},
	{word2vec.Gensim, batchedOnly, "is for the batched trainer, not --trainer gensim", asItIs},
}

var (
	// The flags that only one of the trainers reads.
	gensimOnly  = []string{"hs", "gensim-order", "cbow-mean", "batch-words"}
	batchedOnly = []string{"block", "shared", "reuse", "gradient", "kernel", "checkpoint", "continue", "held-out",
		"patience"}
)

// asItIs returns the configuration as a trainer: it selects the trainer by its field
// Trainer.
func asItIs(flags word2vec.Config) train.Trainer { return flags }

// Names lists the trainers that --trainer selects.
func Names() []string {
	names := make([]string, len(Trainers))
	for i, c := range Trainers {
		names[i] = c.Name
	}
	return names
}

// ChoiceOf returns the trainer of a name that Names lists. It panics for another name,
// which the flag does not accept.
func ChoiceOf(name string) Choice {
	return Trainers[slices.IndexFunc(Trainers, func(c Choice) bool { return c.Name == name })]
}
