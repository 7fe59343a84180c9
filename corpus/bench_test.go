package corpus_test

import (
	"os"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// BenchmarkCount counts the text file that W2VATTN_CORPUS names, or a made one
// of 10 MB.
func BenchmarkCount(b *testing.B) {
	path := os.Getenv("W2VATTN_CORPUS")
	if path == "" {
		path = b.TempDir() + "/made.txt"
		text := strings.Repeat("the quick brown fox reads 고양이에 대한 책을 in the library\n", 10<<20/76)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	c := tokenize.Default()
	c.Name = tokenize.JosaName
	josa, err := c.New()
	if err != nil {
		b.Fatal(err)
	}
	for name, tok := range map[string]tokenize.Tokenizer{"space": tokenize.Space(), "words": tokenize.Words(), "josa": josa} {
		b.Run(name, func(b *testing.B) {
			src := corpus.Files([]string{path}, corpus.Lines(), tok)
			b.SetBytes(src.Size())
			for b.Loop() {
				var c vocab.Counter
				if _, err := corpus.Count(b.Context(), src, &c); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(name+"/examine", func(b *testing.B) {
			src := corpus.Files([]string{path}, corpus.Lines(), tok)
			b.SetBytes(src.Size())
			for b.Loop() {
				var c vocab.Counter
				if _, err := corpus.Examine(b.Context(), src, &c); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
