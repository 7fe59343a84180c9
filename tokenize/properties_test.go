package tokenize_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/w2vattn/w2vattn/tokenize"
)

// configs are combinations of all options of the tokenizers of this package.
func configs() (all []tokenize.Config) {
	phrases := tokenize.Phrases{{{"new", "york"}, {"고양이", "책"}}, {{"new_york", "city"}}}
	for _, name := range []string{tokenize.SpaceName, tokenize.WordsName, tokenize.JosaName} {
		for _, form := range []tokenize.Form{tokenize.NFC, tokenize.NFKC, tokenize.None} {
			for bits := range 16 {
				c := tokenize.Config{Name: name, Normalize: form, Lower: bits&1 > 0, Collapse: bits&2 > 0, Emoji: bits&4 > 0 &&
					name != tokenize.SpaceName}
				if bits&8 > 0 {
					c.Phrases = phrases
				}
				if name != tokenize.SpaceName && bits&1 > 0 {
					c.Marks = tokenize.HangulMarks
				}
				if name == tokenize.JosaName && bits&2 > 0 {
					c.Josa.Rules = tokenize.JosaRules
				}
				if name == tokenize.JosaName && bits&4 > 0 {
					c.Josa.Stems = "고양이 책 한국"
				}
				all = append(all, c)
			}
		}
	}
	return all
}

// pieces are what the texts of the tests are made of: scripts, marks, spaces, letters that
// folding makes longer or shorter, and bytes that are not UTF-8.
var pieces = []string{"new", "york", "city", "고양이", "고양이에게", "책을", "책", "ㅋㅋㅋㅋ", "ㅠㅠㅠ", "한국", "e\u0301", "É", "İ", "ﬁ",
	"Å",
	"don't", "3.14", "a.b", "재밌어요.정말", "“고양이”는", "-", "...", "_", "👩\u200d👩\u200d👧", "❤\ufe0f", "☎", "日本語", "ｱｲｳ",
	"مرحبا", "\u200b",
	" ", "  ", "\t", "\n", "\u00a0", "\u3000", "\u202f", "\u2028", "\x00", "\xff", "\xea\xb3", "\ufeff", "ß", "ǅ", "ΐ",
	"각", "\u1100\u1161\u11a8"}

// randomText returns a text of pieces.
func randomText(random *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		b.WriteString(pieces[random.IntN(len(pieces))])
		if random.IntN(2) == 0 {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// TestEveryConfig: for all options, tokens are not empty, lie in the text one after another,
// and are the same from a fresh tokenizer, after other tokens, and in several goroutines.
func TestEveryConfig(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	var texts []string
	for n := range 40 {
		texts = append(texts, randomText(random, n))
	}
	for _, c := range configs() {
		tok, err := c.New()
		if err != nil {
			t.Fatalf("%+v: %v", c, err)
		}
		again, err := c.New()
		if err != nil {
			t.Fatal(err)
		}
		want := make([][]tokenize.Token, len(texts))
		for i, text := range texts {
			want[i] = tok.Append(nil, text)
			end := 0
			for _, x := range want[i] {
				if x.Text == "" || x.Start < end || x.End <= x.Start || x.End > len(text) {
					t.Fatalf("%+v: %+v after byte %d of %q", c, x, end, text)
				}
				if end = x.End; c.Name != tokenize.SpaceName && utf8.ValidString(text) && !utf8.ValidString(x.Text) {
					t.Errorf("%+v: %+v is not UTF-8", c, x)
				}
			}
			before := []tokenize.Token{{Text: "before", Start: 7, End: 9}}
			got := again.Append(slices.Clip(before), text)
			if got[0] != before[0] || !slices.Equal(got[1:], want[i]) {
				t.Errorf("%+v: after another token, %q gives %v, want %v", c, text, got[1:], want[i])
			}
		}
		var all sync.WaitGroup
		for range 2 {
			all.Go(func() {
				var buffer []tokenize.Token
				for i, text := range texts {
					if buffer = tok.Append(buffer[:0], text); !slices.Equal(buffer, want[i]) {
						t.Errorf("%+v: in another goroutine, %q gives %v, want %v", c, text, buffer, want[i])
					}
				}
			})
		}
		all.Wait()
	}
}

// TestLinesAreIndependent: the tokens of two lines are those of each, which readers rely on
// that cut text at line breaks.
func TestLinesAreIndependent(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 1))
	for _, c := range configs() {
		if c.Phrases != nil {
			continue // a phrase may span a line break
		}
		tok, err := c.New()
		if err != nil {
			t.Fatal(err)
		}
		for range 12 {
			first, second := randomText(random, 5)+"\n", randomText(random, 5)
			want := tok.Append(nil, first)
			for _, x := range tok.Append(nil, second) {
				want = append(want, tokenize.Token{Text: x.Text, Start: x.Start + len(first), End: x.End + len(first)})
			}
			if got := tok.Append(nil, first+second); !slices.Equal(got, want) {
				t.Errorf("%+v: %q gives %v, want %v", c, first+second, got, want)
			}
		}
	}
}

// TestConfigAsJSON: a configuration that a model stores is the same when it is read, and
// fields with their zero values are left out.
func TestConfigAsJSON(t *testing.T) {
	for _, c := range append(configs(), tokenize.DefaultOf(tokenize.KoreanName), tokenize.DefaultOf(tokenize.JosaName),
		tokenize.Plain()) {
		text, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		var back tokenize.Config
		if err := json.Unmarshal(text, &back); err != nil || !reflect.DeepEqual(back, c) {
			t.Errorf("%s becomes %+v, %v", text, back, err)
		}
		for field, zero := range map[string]bool{"korean": c.Korean == tokenize.Korean{}, "josa": c.Josa == tokenize.Josa{},
			"phrases": c.Phrases == nil, "marks": c.Marks == "", "emoji": !c.Emoji, "collapse": !c.Collapse} {
			if strings.Contains(string(text), `"`+field+`":`) == zero {
				t.Errorf("%s: the field %s, zero: %v", text, field, zero)
			}
		}
	}
}

// TestPhrasesOfSeveralPasses compares joined tokens with a search for pairs in lists.
func TestPhrasesOfSeveralPasses(t *testing.T) {
	for text, want := range map[string]string{
		"":                       "",
		"new":                    "new",
		"new york":               "new_york",
		"new york city":          "new_york_city",
		"new new york":           "new new_york",
		"new york york":          "new_york york",
		"york new":               "york new",
		"new york new york city": "new_york new_york_city",
		"a new york b":           "a new_york b",
		"new york city city":     "new_york_city city",
		"new_york city":          "new_york_city",
		"new\tyork\n city":       "new_york_city",
	} {
		c := tokenize.Config{Name: tokenize.SpaceName, Normalize: tokenize.None,
			Phrases: tokenize.Phrases{{{"new", "york"}}, {{"new_york", "city"}}}}
		tokens := cut(t, c, text)
		if got := strings.Join(tokenize.Texts(tokens), " "); got != want {
			t.Errorf("%q gives %q, want %q", text, got, want)
		}
		for _, x := range tokens {
			if part := strings.Join(strings.Fields(text[x.Start:x.End]), "_"); part != x.Text {
				t.Errorf("%q: %+v are the bytes %q", text, x, part)
			}
		}
	}
	p := tokenize.Phrases{{{"a", "a"}}}
	for n := range 8 {
		c := tokenize.Config{Name: tokenize.SpaceName, Normalize: tokenize.None, Phrases: p}
		got := tokenize.Texts(cut(t, c, strings.Repeat("a ", n)))
		if len(got) != (n+1)/2 || n%2 == 1 && got[len(got)-1] != "a" {
			t.Errorf("%d times a gives %q", n, got)
		}
	}
	if p.Len() != 1 || (tokenize.Phrases{{{"a", "b"}, {"c", "d"}}, {}, {{"e", "f"}}}).Len() != 3 ||
		tokenize.Phrases(nil).Len() != 0 {
		t.Error("the number of phrases")
	}
}

// TestCollapseModel compares Collapse with a search for runs, letter by letter.
func TestCollapseModel(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 1))
	alphabet := []rune("ㅋㅋㅠㅎ가나aa고\u1100\u11a8ﾡ") // the last one is a half-width letter
	for range 2000 {
		var word []rune
		for range random.IntN(12) {
			word = append(word, slices.Repeat([]rune{alphabet[random.IntN(len(alphabet))]}, 1+random.IntN(4))...)
		}
		var want []rune
		for i, r := range word {
			if i >= 2 && word[i-1] == r && word[i-2] == r && tokenize.IsJamo(r) {
				continue
			}
			want = append(want, r)
		}
		got := tokenize.Collapse(string(word))
		if got != string(want) || tokenize.Collapse(got) != got {
			t.Fatalf("%q gives %q, want %q", string(word), got, string(want))
		}
	}
}

// TestEojeolsModel compares the eojeol of a text with its fields.
func TestEojeolsModel(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 1))
	c := tokenize.Default()
	tok, err := c.New()
	if err != nil {
		t.Fatal(err)
	}
	for range 300 {
		text := strings.ToValidUTF8(randomText(random, random.IntN(10)), "?")
		tokens := tok.Append(nil, text)
		next := 0
		for _, e := range tokenize.Eojeols(nil, text, tokens) {
			if e.First != next || e.Last <= e.First || e.Text != text[e.Start:e.End] || strings.TrimSpace(e.Text) != e.Text {
				t.Fatalf("%q: %+v begins with token %d, want %d", text, e, e.First, next)
			}
			for _, x := range tokens[e.First:e.Last] {
				if x.Start < e.Start || x.End > e.End {
					t.Fatalf("%q: %+v is not in %+v", text, x, e)
				}
			}
			next = e.Last
		}
		if next != len(tokens) {
			t.Fatalf("%q: %d of %d tokens are in eojeol", text, next, len(tokens))
		}
	}
}

// TestBadConfigs: a configuration that no tokenizer has is an error that names the value.
func TestBadConfigs(t *testing.T) {
	for want, change := range map[string]func(*tokenize.Config){
		`unknown tokenizer ""`:      func(c *tokenize.Config) { c.Name = "" },
		`unknown tokenizer "Words"`: func(c *tokenize.Config) { c.Name = "Words" },
		`"nfd"`:                     func(c *tokenize.Config) { c.Normalize = "nfd" },
		`unknown marks "all"`:       func(c *tokenize.Config) { c.Marks = "all" },
		"version 99 of the rules":   func(c *tokenize.Config) { c.Name, c.Josa.Rules = tokenize.JosaName, 99 },
		"version -1 of the rules":   func(c *tokenize.Config) { c.Name, c.Josa.Rules = tokenize.JosaName, -1 },
		"needs a dictionary":        func(c *tokenize.Config) { c.Name = tokenize.KoreanName },
	} {
		c := tokenize.Default()
		change(&c)
		if tok, err := c.New(); err == nil || tok != nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, %v", want, tok, err)
		}
	}
	if got := fmt.Sprint(tokenize.Texts(nil)); got != "[]" {
		t.Error(got)
	}
}
