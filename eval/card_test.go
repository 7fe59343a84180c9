package eval_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/eval"
)

// results are those of three tests.
func results() eval.Results {
	spearman := 0.66123
	return eval.Results{
		Analogies: []eval.AnalogyResult{{File: `C:\tests\an_1.txt`,
			Score: eval.Score{Correct: 500, Total: 2000, Skipped: 1234, Accuracy: 0.25}}},
		Similarity: []eval.SimilarityResult{{File: "eval/ws.tsv", Spearman: &spearman, Pairs: 350, Skipped: 3},
			{File: "no.tsv"}},
		Search: []eval.SearchResult{{File: "text.txt", Queries: 1,
			Rankers: []eval.RankerResult{{Name: "bm25", MRR: 0.5}}}},
	}
}

// TestReadResults: what eval writes is read as it was.
func TestReadResults(t *testing.T) {
	text, err := json.Marshal(results())
	if err != nil {
		t.Fatal(err)
	}
	read, err := eval.ReadResults(bytes.NewReader(append(text, '\n')))
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := json.Marshal(read); !bytes.Equal(again, text) {
		t.Errorf("got  %s\nwant %s", again, text)
	}
}

// TestReadResultsRefuses: other files are refused, and the error says what is wrong.
func TestReadResultsRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"":                    "EOF",
		"an.txt: analogies":   "invalid character",
		`{"words":257}`:       `unknown field "words"`,
		`{"analogies":[]}`:    "there is no test in it",
		`{"analogies":[]}{}`:  "something follows",
		`{"similarity":null}`: "there is no test in it",
		`{"analogies":[{"file":"a","correct":3,"total":2}]}`: "the numbers of a are impossible",
		`{"analogies":[{"file":"a","accuracy":7}]}`:          "the numbers of a are impossible",
		`{"similarity":[{"file":"s","spearman":-2}]}`:        "the numbers of s are impossible",
		strings.Repeat(" ", 2<<20) + "{}":                    "more than 1048576 bytes",
	} {
		_, err := eval.ReadResults(strings.NewReader(text))
		if !errors.Is(err, eval.ErrNoResults) || !strings.Contains(err.Error(), want) {
			t.Errorf("%.60q: %v, want %q", text, err, want)
		}
	}
}

func TestWriteMarkdown(t *testing.T) {
	var b strings.Builder
	if err := results().WriteMarkdown(&b); err != nil {
		t.Fatal(err)
	}
	want := `| test | measure | value | measured on | skipped as unknown |
|---|---|---|---|---|
| an\_1.txt | accuracy of analogies | 0.2500 | 2,000 questions | 1,234 |
| ws.tsv | Spearman's correlation of similarity | 0.6612 | 350 pairs | 3 |
| no.tsv | Spearman's correlation of similarity | not defined | 0 pairs | 0 |
| text.txt | mean reciprocal rank of bm25 | 0.5000 | 1 query | 0 |
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}
