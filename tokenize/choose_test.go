package tokenize_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/w2vattn/w2vattn/tokenize"
)

func TestHangulShare(t *testing.T) {
	for text, want := range map[string]float64{
		"": 0, "12 + 3!": 0, "a cat": 0, "고양이": 1, "고양이 1마리!": 1, "고양이 cat": .5, "cat 책": .25,
		"ㅋㅋㅠ": 1, "\u1100\u1161": 1, "ﾊﾝ책": 1. / 3, "中國 책": 1. / 3, "\xff책\xff": 1,
	} {
		if got := tokenize.HangulShare(text); math.Abs(got-want) > 1e-12 {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

// TestChoose: Korean morphemes are chosen only where more than half of the letters are
// Hangul.
func TestChoose(t *testing.T) {
	for text, want := range map[string]string{
		"":                     tokenize.WordsName,
		"The cat reads.":       tokenize.WordsName,
		"고양이 cat":              tokenize.WordsName, // exactly half
		"고양이가 cat":             tokenize.KoreanName,
		"1234567890 책 <br/> ㅋ": tokenize.WordsName,
		"1234567890 책 읽다":      tokenize.KoreanName,
	} {
		c := tokenize.Choose(text)
		if c.Name != want || !c.Auto || c.Hangul != tokenize.HangulShare(text) {
			t.Errorf("%q: %+v, want %s", text, c, want)
		}
		if c.Unsuited() {
			t.Errorf("%q: the choice is unsuited", text)
		}
	}
}

func TestUnsuited(t *testing.T) {
	for _, c := range []struct {
		name   string
		hangul float64
		want   bool
	}{
		{tokenize.SpaceName, .9, true}, {tokenize.WordsName, .51, true}, {tokenize.WordsName, .5, false},
		{tokenize.JosaName, .9, false}, {tokenize.KoreanName, .9, false}, {"mine", .9, false},
	} {
		if got := (tokenize.Choice{Name: c.name, Hangul: c.hangul}).Unsuited(); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

func ExampleChoose() {
	c := tokenize.Choose("고양이가 book을 읽는다")
	fmt.Printf("%s: %.0f %% of letters are Hangul\n", c.Name, 100*c.Hangul)
	// Output: korean: 67 % of letters are Hangul
}
