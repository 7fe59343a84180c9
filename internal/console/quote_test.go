package console

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/w2vattn/w2vattn/internal/message"
)

// TestQuote: a word in the form that completion offers is read as that word, in every
// command and next to others.
func TestQuote(t *testing.T) {
	words := []string{"cat", "new york", "new-york", "-", "+", "−", "--", "similar", "odd", "attend", "tokens", "help",
		"exit", "quit",
		`"`, `""`, `"a"`, `a"b`, `a""`, ` `, "a:", ":", "a:b", "고양이", "고 양이", "\u3000", "\u00a0", "a\tb", "=", "'", `\`,
		"?", ""}
	for _, word := range words {
		q := quote(word)
		for line, want := range map[string]Command{
			q:                         {Name: Similar, Plus: []string{word}},
			"similar " + q:            {Name: Similar, Plus: []string{word}},
			q + " + x - " + q:         {Name: Similar, Plus: []string{word, "x"}, Minus: []string{word}},
			"odd x " + q + " " + q:    {Name: Odd, Words: []string{"x", word, word}},
			"attend " + q + " : a b":  {Name: Attend, Words: []string{word}, Text: "a b"},
			"attend x " + q + " : a ": {Name: Attend, Words: []string{"x", word}, Text: "a"},
		} {
			got, err := Parse(line)
			if err != nil || got.Name != want.Name || !slices.Equal(got.Plus, want.Plus) || !slices.Equal(got.Minus,
				want.Minus) ||
				!slices.Equal(got.Words, want.Words) || got.Text != want.Text {
				t.Errorf("%q: %+v, want %+v: %v", line, got, want, err)
			}
		}
	}
}

// TestParseNeverBoth: any line gives a command or an error that is one line, and a command has
// only the fields of its name.
func TestParseNeverBoth(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	parts := []string{"king", "queen", "+", "-", "−", `"`, `""`, ":", "attend", "odd", "similar", "tokens", "help",
		"quit", "고양이", "\t", " ", "\u3000", "\x00", "\xff"}
	for range 5000 {
		var b strings.Builder
		for range random.IntN(7) {
			b.WriteString(parts[random.IntN(len(parts))])
			if random.IntN(3) > 0 {
				b.WriteByte(' ')
			}
		}
		line := b.String()
		c, err := Parse(line)
		if err != nil {
			if c.Name != Nothing || len(c.Plus)+len(c.Minus)+len(c.Words) > 0 || c.Text != "" || strings.Contains(err.Error(),
				"\n") {
				t.Fatalf("%q: %+v with %v", line, c, err)
			}
			continue
		}
		words, expression, text := len(c.Words), len(c.Plus)+len(c.Minus), c.Text != ""
		ok := map[Name]bool{
			Nothing: words == 0 && expression == 0 && !text && strings.TrimFunc(line, unicode.IsSpace) == "",
			Similar: words == 0 && expression > 0 && !text, Odd: words > 1 && expression == 0 && !text,
			Attend: words > 0 && expression == 0 && text, Tokens: words == 0 && expression == 0 && text,
			Help: words == 0 && expression == 0 && !text, Exit: words == 0 && expression == 0 && !text,
		}[c.Name]
		if !ok {
			t.Fatalf("%q: %+v", line, c)
		}
	}
}

// TestCompletionsAreAnswered: what completion offers for the beginning of any word of the model
// is a line that the console answers.
func TestCompletionsAreAnswered(t *testing.T) {
	for _, lang := range []message.Language{message.English, message.Korean} {
		s := open(t, lang)
		for _, word := range s.Model.Table().Vocab().All() {
			letters := []rune(word)
			for n := 1; n <= len(letters); n++ {
				head, offered, tail := s.Complete("odd man "+string(letters[:n]), len("odd man ")+n)
				if !slices.Contains(offered, quote(word)) {
					t.Errorf("%q is not offered for %q: %q", word, string(letters[:n]), offered)
				}
				for _, completion := range offered {
					if answer, exit, err := s.Answer(head + completion + tail); err != nil || exit || answer == "" {
						t.Errorf("%q: %q, %v, %v", head+completion+tail, answer, exit, err)
					}
				}
			}
		}
	}
}
