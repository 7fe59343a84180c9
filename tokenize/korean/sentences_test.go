package korean_test

import (
	_ "embed"
	"strings"
	"testing"
)

// What each sentence is to give, line by line: a sentence, a tab, its words.
//
//go:embed testdata/sentences.tsv
var sentencesTSV string

type sentence struct{ text, words string }

func sentences(t testing.TB) []sentence {
	t.Helper()
	var all []sentence
	for line := range strings.Lines(sentencesTSV) {
		text, words, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			t.Fatalf("no tab in %q", line)
		}
		all = append(all, sentence{text, words})
	}
	return all
}

// TestSentences: fifty sentences give the words that a reader of Korean finds in
// them; each was checked by eye.
func TestSentences(t *testing.T) {
	all := sentences(t)
	if len(all) < 50 {
		t.Fatalf("%d sentences", len(all))
	}
	for _, s := range all {
		if got := words(t, config(), s.text); got != s.words {
			t.Errorf("%s\n got %s\nwant %s", s.text, got, s.words)
		}
	}
}
