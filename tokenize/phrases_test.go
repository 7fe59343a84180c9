package tokenize_test

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/w2vattn/w2vattn/tokenize"
)

func TestJoined(t *testing.T) {
	phrases := tokenize.Phrases{{{"new", "york"}, {"york", "city"}, {"a", "a"}}, {{"new_york", "city"}}}
	c := tokenize.Default()
	c.Phrases = phrases
	tok, err := c.New()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string][]tokenize.Token{
		"New York City": {{Text: "new_york_city", Start: 0, End: 13}},
		"a a a York": {{Text: "a_a", Start: 0, End: 3}, {Text: "a", Start: 4, End: 5},
			{Text: "york", Start: 6, End: 10}},
		"new, york city": {{Text: "new_york_city", Start: 0, End: 14}},
	} {
		first := []tokenize.Token{{Text: "new"}} // what is there already is left alone
		if got := tok.Append(first[:1:1], text); !reflect.DeepEqual(got[1:], want) || got[0].Text != "new" {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
	if phrases.Len() != 4 {
		t.Errorf("%d pairs", phrases.Len())
	}
}

func ExampleJoined() {
	tok := tokenize.Joined(tokenize.Words(), tokenize.Phrases{{{"new", "york"}}})
	fmt.Println(tok.Append(nil, "New York"))
	// Output: [{new_york 0 8}]
}
