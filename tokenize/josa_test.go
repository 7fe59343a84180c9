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

// TestJosaRules: the current rules have more particles and more words that end like one.
// Those of version 0.1 are as they were.
func TestJosaRules(t *testing.T) {
	for text, want := range map[string][2]string{ // by the rules of version 0.1, and by the current ones
		"대만 위로 파도 울릉도":      {"대|위|파|울릉", "대만|위로|파도|울릉도"},
		"떡볶이 목걸이 멋쟁이":       {"떡볶|목걸|멋쟁", "떡볶이|목걸이|멋쟁이"},
		"떡볶이를 목걸이가 대만에서부터":  {"떡볶이|목걸이|대만에서", "떡볶이|목걸이|대만"},
		"고양이랑 강아지랑 책이랑":     {"고양|강아지랑|책", "고양이|강아지|책"},
		"사람이라도 너라도 법대로":     {"사람이라|너라|법대", "사람|너|법"},
		"책이야말로 나야말로":        {"책이야말|나야말", "책|나"},
		"집에서부터 친구에게서까지도":    {"집에서|친구에게서", "집|친구"},
		"밥조차도 너마저도 서울에까지도":  {"밥조차|너|서울에", "밥|너|서울"},
		"사랑 첫사랑 하더라도 그대로":   {"사랑|첫사랑|하더라|그대로", "사랑|첫사랑|하더라도|그대로"},
		"고양이가 책을 도서관으로부터는":  {"고양이|책|도서관", "고양이|책|도서관"},
		"사랑이랑 사랑은":          {"사랑|사랑", "사랑|사랑"},
		"이랑 에서부터 야말로":       {"이랑|에서|야말", "이랑|에서부터|야말로"},
		"물만으로는 길에서조차 영화만큼은": {"물만|길에서|영화만큼", "물|길|영화"},
	} {
		for i, c := range []tokenize.Config{josaConfig(), josaConfig()} {
			c.Josa.Rules = i * tokenize.JosaRules
			if got := strings.Join(tokenize.Texts(cut(t, c, text)), "|"); got != want[i] {
				t.Errorf("rules %d, %q: got %q, want %q", i, text, got, want[i])
			}
		}
	}
	c := josaConfig()
	c.Josa.Rules = tokenize.JosaRules + 1
	if _, err := c.New(); err == nil || !strings.Contains(err.Error(), "version 2 of the rules") {
		t.Errorf("rules of the future: %v", err)
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
