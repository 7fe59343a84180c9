package korean_test

import (
	_ "embed"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/tokenize"
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

// judgedTSV has forty sentences, the second half colloquial, and the words that a reader
// finds in them. The sentences were written before their first analysis; their words were
// judged by a reader who saw the analysis.
//
//go:embed testdata/judged.tsv
var judgedTSV string

// maxJudgedErrors is the number of the judged sentences that may have an error.
const maxJudgedErrors = 4

// TestJudgedSentences: at most maxJudgedErrors sentences differ from what a reader finds. 어제 산 책
// (bought), 나는 나는 새 (flies) and 자연스럽다 are known errors.
func TestJudgedSentences(t *testing.T) {
	n, wrong := 0, 0
	for line := range strings.Lines(judgedTSV) {
		text, want, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			t.Fatalf("no tab in %q", line)
		}
		n++
		if got := words(t, tokenize.DefaultOf(tokenize.KoreanName), text); got != want {
			wrong++
			t.Logf("%s\n got %s\nwant %s", text, got, want)
		}
	}
	if n != 40 || wrong > maxJudgedErrors {
		t.Errorf("%d of %d sentences have an error, at most %d of 40 may", wrong, n, maxJudgedErrors)
	}
}
