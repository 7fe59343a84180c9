package words_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/w2vattn/w2vattn/beam/text"
	"github.com/w2vattn/w2vattn/beam/words"
	"github.com/w2vattn/w2vattn/tokenize"
)

// The corpus is cut into spans of 20 bytes, which are counted one by one.
func ExampleCount() {
	folder, err := os.MkdirTemp("", "words")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(folder)
	corpus, vocabulary := filepath.Join(folder, "corpus.txt"), filepath.Join(folder, "vocab.tsv")
	if err := os.WriteFile(corpus, []byte("The cat sees the dog.\nA dog sees a cat.\nThe dog runs.\n"),
		0o600); err != nil {
		log.Fatal(err)
	}
	ctx := context.Background()
	reading := text.Reading{Tokenizer: tokenize.Default(), Input: "lines"}
	spans, err := reading.Cut(ctx, []string{corpus}, 20)
	if err != nil {
		log.Fatal(err)
	}
	counters, err := words.Count(ctx, spans, reading, words.Selection{MinCount: 2}, vocabulary)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(spans), "spans,", counters["tokens"], "tokens,", counters["distinct"], "words")
	file, err := os.ReadFile(vocabulary)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Print(string(file))
	// Output:
	// 3 spans, 13 tokens, 6 words
	// the	3
	// dog	3
	// cat	2
	// sees	2
	// a	2
}
