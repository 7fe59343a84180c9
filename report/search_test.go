package report_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/report"
	"github.com/w2vattn/w2vattn/search"
	"github.com/w2vattn/w2vattn/tokenize"
)

// found returns a search that found each text; the first token of each is known.
func found(texts ...string) *report.Search {
	s := &report.Search{Query: []string{"cat", "book"}, Temperature: 1, Sentences: 7}
	for i, text := range texts {
		h := search.Hit{Score: .75, Sentence: i, File: "=library.txt", Line: i + 1, Text: text}
		for j, t := range tokenize.Space().Append(nil, text) {
			token := search.Token{Token: t}
			if j == 0 {
				token.Known, token.Weight, token.Share, token.Without = true, 1, .75, -.125
			}
			h.Tokens = append(h.Tokens, token)
		}
		s.Hits = append(s.Hits, h)
	}
	return s
}

func rendered(t *testing.T, p report.Result, f report.Format, o report.Options) string {
	t.Helper()
	var b bytes.Buffer
	w := report.NewWriter(&b, f, o)
	if err := w.Add(p); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestSearchReplaced: each sentence of JSON has the words that stand for unknown words of the query.
func TestSearchReplaced(t *testing.T) {
	s := found("cat dgo", "cat")
	if text := rendered(t, s, report.JSON, report.Options{}); strings.Contains(text, "replaced") {
		t.Errorf("no word is replaced: %s", text)
	}
	s.Composed = []search.Composed{{Token: "catbook", Parts: []string{"cat", "book"}}}
	const want = `"replaced":{"catbook":["cat","book"]}}`
	if text := rendered(t, s, report.JSON, report.Options{}); strings.Count(text, want) != 2 {
		t.Errorf("no %s in each sentence of %s", want, text)
	}
}

// TestSearchChange: the effect of leaving a word out is shown as a change of the score.
func TestSearchChange(t *testing.T) {
	text := rendered(t, found("cat dgo"), report.Text, report.Options{})
	for _, want := range []string{"query “cat” + “book” · 7 sentences", "cat 0.750 (change without it -0.125)",
		"how much the score would change if the word were left out"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	text = rendered(t, found("고양이 책"), report.Text, report.Options{Language: "ko"})
	for _, want := range []string{"고양이 0.750 (이 단어를 빼면 -0.125)", "그 단어를 뺐을 때"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

func TestSearchCSV(t *testing.T) {
	text := rendered(t, found("cat, dgo", "-1"), report.CSV, report.Options{})
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"rank", "score", "file", "line", "text", "position", "token", "known", "weight", "share", "change without"},
		{"1", "0.75", "'=library.txt", "1", "cat, dgo", "0", "cat,", "true", "1", "0.75", "-0.125"},
		{"1", "0.75", "'=library.txt", "1", "cat, dgo", "1", "dgo", "false", "0", "0", "0"},
		{"2", "0.75", "'=library.txt", "2", "'-1", "0", "'-1", "true", "1", "0.75", "-0.125"},
	}
	if !slices.EqualFunc(rows, want, slices.Equal) {
		t.Errorf("got\n%s", text)
	}
	if text := rendered(t, found(), report.CSV, report.Options{}); strings.Count(text, "\n") != 1 {
		t.Errorf("of no hits: %q", text)
	}
}

// TestSearchJSON: JSON is the list of hits on a line.
func TestSearchJSON(t *testing.T) {
	s := found(nasty...)
	text := rendered(t, s, report.JSON, report.Options{})
	var hits []search.Hit
	if err := json.Unmarshal([]byte(text), &hits); err != nil || len(hits) != len(nasty) ||
		strings.Count(text, "\n") != 1 {
		t.Fatalf("%d hits, %v in %q", len(hits), err, text)
	}
	if hits[0].Text != nasty[0] || hits[0].Tokens[0] != s.Hits[0].Tokens[0] {
		t.Errorf("got %+v", hits[0])
	}
	if !strings.Contains(text, nasty[0]) {
		t.Error("HTML is escaped")
	}
	if text := rendered(t, found(), report.JSON, report.Options{}); text != "[]\n" {
		t.Errorf("of no hits: %q", text)
	}
}

// TestSearchFormats: each format that is listed can be written, the others are refused.
func TestSearchFormats(t *testing.T) {
	s := found(nasty...)
	for _, f := range report.Formats() {
		listed := slices.Contains(report.FormatsOf(s), f)
		if err := report.Takes(s, f); (err == nil) != listed {
			t.Errorf("%s: %v", f, err)
		}
		if listed && rendered(t, s, f, report.Options{}) == "" {
			t.Errorf("%s: nothing is written", f)
		}
	}
	if _, err := report.AppendJSON(nil, s); err != nil {
		t.Error(err)
	}
}
