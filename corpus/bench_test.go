package corpus_test

import (
	"os"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// BenchmarkCount counts the text file that W2VATTN_CORPUS names, or generated text of 10
// MB.
func BenchmarkCount(b *testing.B) {
	benchTokenizers(b, func(src *corpus.FileSource) error {
		var c vocab.Counter
		_, err := corpus.Count(b.Context(), src, &c)
		return err
	})
}

// BenchmarkEncode counts and stores the text as ids, as train does.
func BenchmarkEncode(b *testing.B) {
	benchTokenizers(b, func(src *corpus.FileSource) error {
		var c vocab.Counter
		ids, _, err := corpus.Encode(b.Context(), src, &c, 1<<30)
		if err != nil {
			return err
		}
		return ids.Close()
	})
}

// benchTokenizers runs read with each tokenizer. "folded" is space in lower case and NFC.
func benchTokenizers(b *testing.B, read func(*corpus.FileSource) error) {
	path := os.Getenv("W2VATTN_CORPUS")
	if path == "" {
		path = b.TempDir() + "/made.txt"
		text := strings.Repeat("the quick brown fox reads 고양이에 대한 책을 in the library\n", 10<<20/76)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	for _, name := range []string{"space", "folded", "words", "josa"} {
		b.Run(name, func(b *testing.B) {
			c := tokenize.Default()
			switch name {
			case "space":
				c = tokenize.Plain()
			case "folded":
				c.Name = tokenize.SpaceName
			default:
				c.Name = name
			}
			tok, err := c.New()
			if err != nil {
				b.Fatal(err)
			}
			src := corpus.Files([]string{path}, input.Lines(), tok)
			b.SetBytes(src.Size())
			for b.Loop() {
				if err := read(src); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
