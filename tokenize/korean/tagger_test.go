package korean_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/tokenize/korean"
)

// tagged returns the tokens of a text with their tags, all parts of speech.
func tagged(t testing.TB, c tokenize.Config, text string) string {
	t.Helper()
	c.Korean.POS = "all"
	g, err := korean.NewTagger(c)
	if err != nil {
		t.Fatal(err)
	}
	tokens, tags := g.Append(nil, nil, text)
	var all []string
	for i, token := range tokens {
		all = append(all, token.Text+"/"+tags[i])
	}
	return strings.Join(all, " ")
}

func TestTags(t *testing.T) {
	for text, want := range map[string]string{
		"고양이에":         "고양이/NNG 에/JKB",
		"고양이의":         "고양이/NNG 의/JKG",
		"책을 읽었다.":      "책/NNG 을/JKO 읽다/VV 었/EP 다/EF ./SF",
		"ㅋㅋㅋㅋ PC 3.14": "ㅋㅋ/IC pc/SL 3.14/SN",
		"":             "",
	} {
		if got := tagged(t, config(), text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
	written := config()
	written.Korean.Written = true
	if got := tagged(t, written, "책을 읽었다"); !strings.HasPrefix(got, "책/NNG 을/JKO 읽/VV ") {
		t.Errorf("written: %s", got)
	}
	if _, err := korean.NewTagger(tokenize.Default()); err == nil {
		t.Error("a tagger of words is no error")
	}
}

// TestTagsOfTokens: the tokens are those of the tokenizer, and each has a tag.
func TestTagsOfTokens(t *testing.T) {
	const text = "비공식 회의에 갔다ㅋㅋㅋㅋ, 가능성을 보았다."
	g, err := korean.NewTagger(config())
	if err != nil {
		t.Fatal(err)
	}
	tokens, tags := g.Append([]tokenize.Token{{Text: "x"}}, []string{"y"}, text)
	if want := cut(t, config(), text); !slices.Equal(tokens[1:], want) || len(tags) != len(tokens) {
		t.Errorf("%+v %q, want %+v", tokens, tags, want)
	}
}

func ExampleTagger() {
	c := tokenize.DefaultOf(tokenize.KoreanName)
	c.Korean.POS = "all"
	g, err := korean.NewTagger(c)
	if err != nil {
		panic(err)
	}
	tokens, tags := g.Append(nil, nil, "고양이에 대한 책")
	for i, token := range tokens {
		fmt.Print(token.Text, "/", tags[i], " ")
	}
	// Output: 고양이/NNG 에/JKB 대하다/VV ㄴ/ETM 책/NNG
}
