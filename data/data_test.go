package data_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"github.com/w2vattn/w2vattn/data"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

func TestLibrary(t *testing.T) {
	for lang, required := range map[string][]string{
		"en": {"cat", "dog", "book", "library", "librarian", "apple", "king"},
		"ko": {"고양이", "고양이에", "강아지", "책을", "도서관에서", "사서가", "사과를", "찾고", "싶어요"},
	} {
		text, err := data.Library(lang)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
		if len(lines) < 200 || !norm.NFC.IsNormalString(text) {
			t.Errorf("%s: %d lines, or not NFC", lang, len(lines))
		}
		sorted := slices.Sorted(slices.Values(lines))
		if n := len(slices.Compact(sorted)); n != len(lines) {
			t.Errorf("%s: %d lines stand twice", lang, len(lines)-n)
		}
		var c vocab.Counter
		for _, token := range tokenize.Words().Append(nil, text) {
			c.Add(token.Text)
		}
		v, _ := c.Vocab(vocab.Selection{})
		for _, w := range required {
			if id, ok := v.ID(w); !ok || v.Count(id) < 5 {
				t.Errorf("%s: %q is rare or missing", lang, w)
			}
		}
	}
	if _, err := data.Library("xx"); err == nil {
		t.Error("an unknown language gives no error")
	}
}

func TestExperiments(t *testing.T) {
	all, err := data.Experiments()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range all {
		names = append(names, e.Name)
		if e.Explain["en"] == "" || e.Explain["ko"] == "" || len(e.Printed) == 0 {
			t.Errorf("%s: something is missing", e.Name)
		}
		for _, q := range e.Printed {
			if !json.Valid(q.Value) {
				t.Errorf("%s: %s is no JSON", e.Name, q.Name)
			}
		}
	}
	want := "library_qkv english_fox korean_cat korean_cat_explained korean_apple self_attention_3x3 " +
		"self_attention_5x4 weighted_pooling scaled_dot english_love"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestAgainstTheSource compares with the collection of the notebook's numbers
// that the experiments were taken from, where it is at hand.
func TestAgainstTheSource(t *testing.T) {
	text, err := os.ReadFile("../../shared/golden/notebook.json")
	if err != nil {
		t.Skip("skipped: the collection of the notebook's numbers is not beside the project")
	}
	var source struct {
		Experiments map[string]struct {
			Printed     map[string]json.RawMessage
			PrintedOnly map[string]json.RawMessage `json:"printed_only"`
		}
	}
	if err := json.Unmarshal(text, &source); err != nil {
		t.Fatal(err)
	}
	all, _ := data.Experiments()
	for _, e := range all {
		want := source.Experiments[e.Name]
		for _, q := range e.Printed {
			w := want.Printed[q.Name]
			if w == nil {
				w = want.PrintedOnly[q.Name]
			}
			if digits(w) != digits(q.Value) {
				t.Errorf("%s, %s: %s, want %s", e.Name, q.Name, q.Value, w)
			}
		}
	}
}

func digits(b []byte) string { return strings.Join(strings.Fields(string(b)), "") }

func ExampleLibrary() {
	text, err := data.Library("en")
	fmt.Println(strings.SplitN(text, "\n", 2)[0], err)
	// Output: The cat sleeps on the warm chair by the window. <nil>
}
