package tokenize_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/w2vattn/w2vattn/tokenize"
)

// TestEojeolsHoldTheirTokens: every token is in one eojeol, in order, which is
// a field of the text.
func TestEojeolsHoldTheirTokens(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.OneOf(rapid.StringMatching(`[가나ab1.,! \t\x{3000}\x{202f}]{0,30}`), rapid.String()).Draw(r, "text")
		tokens := tokenize.Words().Append(nil, text)
		fields := strings.FieldsFunc(text, tokenize.IsSpace)
		next := 0
		for _, e := range tokenize.Eojeols(nil, text, tokens) {
			if e.First != next || e.Last <= e.First {
				r.Fatalf("%q: eojeol %+v after token %d", text, e, next)
			}
			next = e.Last
			if !slices.Contains(fields, e.Text) || tokens[e.First].Start < e.Start || tokens[e.Last-1].End > e.End {
				r.Fatalf("%q: eojeol %+v", text, e)
			}
		}
		if next != len(tokens) {
			r.Fatalf("%q: %d of %d tokens are in an eojeol", text, next, len(tokens))
		}
	})
}

func ExampleEojeols() {
	text := "고양이의 책, 3.5점!"
	tokens := []tokenize.Token{{Text: "고양이", Start: 0, End: 9}, {Text: "의", Start: 9, End: 12},
		{Text: "책", Start: 13, End: 16}, {Text: "점", Start: 21, End: 24}}
	for _, e := range tokenize.Eojeols(nil, text, tokens) {
		fmt.Println(e.Text, tokenize.Texts(tokens[e.First:e.Last]))
	}
	// Output:
	// 고양이의 [고양이 의]
	// 책, [책]
	// 3.5점! [점]
}
