package tokenize_test

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"github.com/w2vattn/w2vattn/tokenize"
)

func josaConfig() tokenize.Config {
	c := tokenize.Default()
	c.Name = tokenize.JosaName
	return c
}

func TestJosa(t *testing.T) {
	for text, want := range map[string]string{
		"고양이에 대한 책을 찾고 싶어요.":     "고양이|대한|책|찾고|싶어요",
		"나는 사과를 좋아해":             "나|사과|좋아해",
		"고양이가 고양이에게서 도서관으로부터":    "고양이|고양이|도서관",
		"서울에서는 부산까지도 물로 집으로 길로":  "서울|부산|물|집|길",
		"하지만 민주주의 좋은 영화 끊임없이 하는": "하지만|민주주의|좋은|영화|끊임없이|하는",
		"결과는 사과와 어린이의 국가":        "결과|사과|어린이|국가",
		"BTS가 GPU를 3월에 PC방에서":    "bts|gpu|3월|pc방",
		"의 에서 이":                 "의|에서|이",
		"the cat's book":         "the|cat's|book",
	} {
		for _, form := range []string{text, norm.NFD.String(text)} {
			if got := strings.Join(tokenize.Texts(cut(t, josaConfig(), form)), "|"); got != want {
				t.Errorf("%q: got %q, want %q", form, got, want)
			}
		}
	}
}

// TestJosaOffsets: a token's bytes fold to its text, as with other tokenizers,
// whether syllables are whole or in pieces.
func TestJosaOffsets(t *testing.T) {
	folder, _ := tokenize.NewFolder(true, tokenize.NFC)
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.StringMatching(`((고양이|책|길|Ab|é|3)(에서는|을|이|로|를|까지도|)[ .,]?){0,6}`).Draw(r, "text")
		if rapid.Bool().Draw(r, "apart") {
			text = norm.NFD.String(text)
		}
		for _, token := range cut(t, josaConfig(), text) {
			if got := folder.Fold(text[token.Start:token.End]); got != token.Text {
				r.Fatalf("%q: token %+v is of %q", text, token, got)
			}
		}
	})
}

// FuzzJosa: for every text, each token is a prefix of one that words
// finds at the same place, and its bytes fold to it. With HangulMarks, particles after
// quotation marks have no token.
func FuzzJosa(f *testing.F) {
	for _, text := range []string{"고양이에게는 책을", "이는 을를 가", "e\u0301는 ㅋㅋ을 ᄀ가", "a\xff은 \u200b도\u0301", "３층까지 ﾡﾢ는"} {
		f.Add(text)
	}
	c := josaConfig()
	c.Marks = tokenize.UAXMarks
	josa, err := c.New()
	if err != nil {
		f.Fatal(err)
	}
	c.Name = tokenize.WordsName
	words, err := c.New()
	if err != nil {
		f.Fatal(err)
	}
	folder, err := tokenize.NewFolder(true, tokenize.NFC)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		whole := words.Append(nil, text)
		tokens := josa.Append(nil, text)
		if len(tokens) != len(whole) {
			t.Fatalf("%q: %q, words finds %q", text, tokenize.Texts(tokens), tokenize.Texts(whole))
		}
		for i, token := range tokens {
			w := whole[i]
			if token.Text == "" || !strings.HasPrefix(w.Text, token.Text) || token.Start != w.Start ||
				token.End > w.End {
				t.Fatalf("%q: %+v of %+v", text, token, w)
			}
			if got := folder.Fold(text[token.Start:token.End]); got != token.Text {
				t.Fatalf("%q: %+v is of %q", text, token, got)
			}
		}
	})
}

func ExampleConfig_josa() {
	c := tokenize.Default()
	c.Name = tokenize.JosaName
	tok, err := c.New()
	fmt.Println(tokenize.Texts(tok.Append(nil, "도서관에서 고양이의 책을")), err)
	// Output:
	// [도서관 고양이 책] <nil>
}
