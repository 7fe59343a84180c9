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

func ExampleConfig_josa() {
	c := tokenize.Default()
	c.Name = tokenize.JosaName
	tok, err := c.New()
	fmt.Println(tokenize.Texts(tok.Append(nil, "도서관에서 고양이의 책을")), err)
	// Output:
	// [도서관 고양이 책] <nil>
}
