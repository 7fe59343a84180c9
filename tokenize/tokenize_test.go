package tokenize_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"github.com/w2vattn/w2vattn/tokenize"
)

func cut(t *testing.T, c tokenize.Config, text string) []tokenize.Token {
	t.Helper()
	tok, err := c.New()
	if err != nil {
		t.Fatal(err)
	}
	return tok.Append(nil, text)
}

func TestTokens(t *testing.T) {
	uax, plain := tokenize.Default(), tokenize.Plain()
	cased := tokenize.Config{Name: "words", Normalize: tokenize.NFC}
	compat := tokenize.Config{Name: "space", Lower: true, Normalize: tokenize.NFKC}
	for _, test := range []struct {
		c    tokenize.Config
		text string
		want string // tokens joined by |
	}{
		{uax, "The cat, the BOOK!", "the|cat|the|book"},
		{uax, "don't stop: 3.14 or 1,000", "don't|stop|3.14|or|1,000"},
		{uax, "고양이에 대한 책을 찾고 싶어요.", "고양이에|대한|책을|찾고|싶어요"},
		{uax, "ㅋㅋㅋ 진짜ㅠㅠ", "ㅋㅋㅋ|진짜ㅠㅠ"},
		{uax, "— … 👍🏽 — _ __", ""},
		{uax, norm.NFD.String("한국어 É"), "한국어|é"},
		{uax, "", ""},
		{uax, "snake_case e.g. U.S.A.", "snake_case|e.g|u.s.a"},
		{cased, "The Cat", "The|Cat"},
		{plain, "The cat,\tthe\u00a0BOOK!\r", "The|cat,|the|BOOK!"},
		{plain, "a\x1cb\x1fc\u2003d\u0085e", "a|b|c|d|e"},
		{plain, norm.NFD.String("한"), norm.NFD.String("한")},
		{plain, " \n ", ""},
		{compat, "ﬁne ＡＢＣ ①", "fine|abc|1"},
	} {
		got := strings.Join(tokenize.Texts(cut(t, test.c, test.text)), "|")
		if got != test.want {
			t.Errorf("%+v of %q: got %q, want %q", test.c, test.text, got, test.want)
		}
	}
}

func TestUnknownNames(t *testing.T) {
	for _, c := range []tokenize.Config{{Name: "letters", Normalize: "nfc"}, {Name: "words"},
		{Name: "space", Normalize: "nfq"}} {
		if _, err := c.New(); err == nil {
			t.Errorf("%+v gives no error", c)
		}
	}
}

// TestOffsets: tokens are in order, do not overlap, contain whole characters,
// and their text is the folded text between their offsets.
func TestOffsets(t *testing.T) {
	for _, c := range []tokenize.Config{tokenize.Default(), tokenize.Plain(), josaConfig(),
		{Name: "space", Lower: true, Normalize: "nfkc"}} {
		folder, _ := tokenize.NewFolder(c.Lower, c.Normalize)
		rapid.Check(t, func(r *rapid.T) {
			text := rapid.String().Draw(r, "text")
			end := 0
			for _, token := range cut(t, c, text) {
				if token.Start < end || token.End <= token.Start || token.End > len(text) {
					r.Fatalf("%q: token %+v after byte %d", text, token, end)
				}
				end = token.End
				if part := text[token.Start:token.End]; folder.Fold(part) != token.Text || !utf8.ValidString(part) {
					r.Fatalf("%q: token %+v is not its own bytes %q", text, token, part)
				}
			}
		})
	}
}

// TestFoldAgain: what is folded stays as it is.
func TestFoldAgain(t *testing.T) {
	folder, _ := tokenize.NewFolder(true, tokenize.NFKC)
	rapid.Check(t, func(t *rapid.T) {
		once := folder.Fold(rapid.String().Draw(t, "word"))
		if twice := folder.Fold(once); twice != once {
			t.Fatalf("%q becomes %q", once, twice)
		}
	})
}

// TestWordsLikeUAX29: the short cut for ASCII and Hangul gives what the rules
// give, but that the narrow space separates words, as the em space does.
func TestWordsLikeUAX29(t *testing.T) {
	c := tokenize.Default()
	c.Marks = tokenize.UAXMarks
	tok, _ := c.New()
	folder, _ := tokenize.NewFolder(true, tokenize.NFC)
	check := func(r *rapid.T) {
		text := rapid.OneOf(rapid.StringMatching(`([aB19_.,:;' "\t\n가힣é\x{301}\x{11a8}\x{200d}\x{202f}’-]|[ -~]){0,40}`), rapid.String()).Draw(r, "text")
		var want []tokenize.Token
		for segments := words.FromString(strings.ReplaceAll(text, "\u202f", "\u2003")); segments.Next(); {
			if strings.ContainsFunc(segments.Value(), func(r rune) bool {
				return unicode.IsLetter(r) ||
					unicode.IsNumber(r)
			}) {
				want = append(want, tokenize.Token{Text: folder.Fold(segments.Value()), Start: segments.Start(),
					End: segments.End()})
			}
		}
		if got := tok.Append(nil, text); !slices.Equal(got, want) {
			r.Fatalf("%q: got %v, want %v", text, got, want)
		}
	}
	rapid.Check(t, check)
}

func TestSpaceSplitsLikeFields(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		got := tokenize.Texts(tokenize.Space().Append(nil, text))
		if want := strings.FieldsFunc(text, tokenize.IsSpace); !slices.Equal(got, want) {
			t.Fatalf("%q: got %q, want %q", text, got, want)
		}
	})
}

// TestSpacesAreCutAlike: tokens, and forms alone, are what splitting rune by rune
// and folding each word gives, for every text and every length of its last block.
func TestSpacesAreCutAlike(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := tokenize.Config{Name: tokenize.SpaceName, Lower: rapid.Bool().Draw(t, "lower"),
			Normalize: rapid.SampledFrom([]tokenize.Form{tokenize.None, tokenize.NFC, tokenize.NFKC}).Draw(t, "form")}
		tok, err := c.New()
		if err != nil {
			t.Fatal(err)
		}
		folder, _ := tokenize.NewFolder(c.Lower, c.Normalize)
		piece := rapid.OneOf(rapid.StringMatching(`[a-zA-Z가-힣]{1,9}`), rapid.String(), rapid.SampledFrom([]string{
			" ", "\t", "\u0085", "\u00a0", "\u1680", "\u2003", "\u2028", "\u205f", "\u3000", "\x1f", "\x01", "\u200b",
			"A\u0301", "İ", "K", "\u1112\u1161\u11ab", "ﬁ", "\xff", "\xc2", "\xeb\xc2\xa0", "\xe3\x80",
		}))
		text := strings.Join(rapid.SliceOfN(piece, 0, 40).Draw(t, "pieces"), "")
		var want []string
		for _, word := range strings.FieldsFunc(text, tokenize.IsSpace) {
			want = append(want, folder.Fold(word))
		}
		var f tokenize.Forms
		f.Add(tok, "before it")
		f.Add(tok, text)
		var forms []string
		for b := f.Bounds[4:]; len(b) > 0; b = b[2:] {
			forms = append(forms, string(f.Text[b[0]:b[1]]))
		}
		if tokens := tokenize.Texts(tok.Append(nil, text)); !slices.Equal(tokens, want) || !slices.Equal(forms, want) {
			t.Fatalf("%q: tokens %q, forms %q, want %q", text, tokens, forms, want)
		}
	})
}

func TestSentences(t *testing.T) {
	text := "Dr. Kim reads. \"Is it good?\" 고양이는 잔다. 책은 좋다! The end"
	var got []string
	end := 0
	for _, s := range tokenize.Sentences(text) {
		if s.Start != end {
			t.Fatalf("a gap before byte %d", s.Start)
		}
		got, end = append(got, strings.TrimSpace(text[s.Start:s.End])), s.End
	}
	want := []string{"Dr.", "Kim reads.", "\"Is it good?\"", "고양이는 잔다.", "책은 좋다!", "The end"}
	if !slices.Equal(got, want) || end != len(text) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTokensAllocateNothing(t *testing.T) {
	dst := make([]tokenize.Token, 0, 16)
	for _, tok := range []tokenize.Tokenizer{tokenize.Space(), tokenize.Words()} {
		if n := testing.AllocsPerRun(100, func() {
			dst = tok.Append(dst[:0],
				"the cat reads, a 책을 don't 3.14")
		}); n != 0 {
			t.Errorf("%T: %v allocations", tok, n)
		}
	}
}

func FuzzWords(f *testing.F) {
	f.Add("The cat, 고양이.")
	f.Add("a\xffb")
	f.Fuzz(func(t *testing.T, text string) {
		for _, token := range tokenize.Words().Append(nil, text) {
			if token.Start < 0 || token.End > len(text) || token.Start >= token.End || token.Text == "" {
				t.Fatalf("%q: %+v", text, token)
			}
		}
	})
}

// FuzzParseConfig parses any bytes as the configuration that a model stores. A tokenizer that
// it describes cuts text within its bounds, and the configuration is the same when it is
// stored again.
func FuzzParseConfig(f *testing.F) {
	f.Add([]byte(`{"name":"words","lower":true,"normalize":"nfc","marks":"hangul"}`))
	f.Add([]byte(`{"name":"josa","collapse":true,"phrases":["new york"]}`))
	f.Add([]byte(`{"name":"space","normalize":"nfkc","keep_emoji":true}`))
	f.Add([]byte(`{}`))
	f.Fuzz(func(t *testing.T, stored []byte) {
		c, err := tokenize.ParseConfig(stored)
		if err != nil {
			return
		}
		first, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		again, err := tokenize.ParseConfig(first)
		if err != nil {
			t.Fatalf("%s is not read again: %v", first, err)
		}
		if second, err := json.Marshal(again); err != nil || !bytes.Equal(first, second) {
			t.Fatalf("%s becomes %s, %v", first, second, err)
		}
		tok, err := c.New()
		if err != nil {
			return
		}
		const text = "The cat reads 3.14 고양이는 책을 new york."
		for _, token := range tok.Append(nil, text) {
			if token.Start < 0 || token.End > len(text) || token.Start > token.End {
				t.Fatalf("%s: %+v", stored, token)
			}
		}
	})
}

func BenchmarkTokenizers(b *testing.B) {
	text := strings.Repeat("the quick brown fox 고양이는 책을 ", 1000)
	josa, err := josaConfig().New()
	if err != nil {
		b.Fatal(err)
	}
	for name, tok := range map[string]tokenize.Tokenizer{"space": tokenize.Space(), "words": tokenize.Words(),
		"josa": josa} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			dst := tok.Append(nil, text)
			for b.Loop() {
				dst = tok.Append(dst[:0], text)
			}
		})
	}
}

func ExampleWords() {
	for _, t := range tokenize.Words().Append(nil, "The cat reads 책을.") {
		fmt.Println(t.Text, t.Start, t.End)
	}
	// Output:
	// the 0 3
	// cat 4 7
	// reads 8 13
	// 책을 14 20
}

func ExampleConfig() {
	c := tokenize.Default()
	c.Lower = false
	tok, err := c.New()
	fmt.Println(tokenize.Texts(tok.Append(nil, "Seoul, 서울")), err)
	// Output:
	// [Seoul 서울] <nil>
}
