package rounds_test

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/w2vattn/w2vattn/beam/engine"
	"github.com/w2vattn/w2vattn/beam/rounds"
	"github.com/w2vattn/w2vattn/beam/text"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/tokenize"
)

// Two shards, merged twice in each of three epochs, on Prism.
func ExampleJob_Run() {
	work, err := os.MkdirTemp("", "job")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(work)
	c := word2vec.Default()
	c.Dim, c.MinCount, c.Epochs, c.Sample = 16, 3, 3, 0
	job := rounds.Job{
		Build: engine.ThisBuild(), Config: c, Work: work,
		Reading: text.Reading{Tokenizer: tokenize.Default(), Input: "lines"},
		Shards:  2, PerEpoch: 2, Merge: rounds.Merge{Rule: rounds.Momentum},
	}
	ctx := context.Background()
	spans, err := job.Reading.Cut(ctx, []string{"../../data/library.en.txt"}, text.Size)
	if err != nil {
		log.Fatal(err)
	}
	model, err := job.Run(ctx, spans, 2, func(s rounds.Status) {
		if s.Round == s.Rounds {
			fmt.Println(s.Rounds, "rounds")
		}
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(model.Table.Len(), "words of", model.Statistics.Tokens, "tokens in", model.Statistics.Epochs, "epochs")
	// Output:
	// 6 rounds
	// 175 words of 2089 tokens in 3 epochs
}
