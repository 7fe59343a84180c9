package korean_test

import (
	_ "embed"
	"strings"
	"testing"
)

// What each sentence is to give, line by line: a sentence, a tab, its words by the first
// rules, and, after another tab, those by default if they are others.
//
//go:embed testdata/sentences.tsv
var sentencesTSV string

type sentence struct{ text, words, standard string }

func sentences(t testing.TB) []sentence {
	t.Helper()
	var all []sentence
	for line := range strings.Lines(sentencesTSV) {
		text, words, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			t.Fatalf("no tab in %q", line)
		}
		words, standard, differs := strings.Cut(words, "\t")
		if !differs {
			standard = words
		}
		all = append(all, sentence{text, words, standard})
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
		if got := words(t, first(), s.text); got != s.words {
			t.Errorf("%s by the first rules\n got %s\nwant %s", s.text, got, s.words)
		}
		if got := words(t, config(), s.text); got != s.standard {
			t.Errorf("%s\n got %s\nwant %s", s.text, got, s.standard)
		}
	}
}
