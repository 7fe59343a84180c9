package korean_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/tokenize/korean"
)

func config() tokenize.Config { return tokenize.DefaultOf(tokenize.KoreanName) }

// first returns the configuration that models from before there were options of suffixes,
// repeated letters and rules store.
func first() tokenize.Config {
	return tokenize.Config{Name: tokenize.KoreanName, Lower: true, Normalize: tokenize.NFC}
}

func cut(t testing.TB, c tokenize.Config, text string) []tokenize.Token {
	t.Helper()
	tok, err := korean.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return tok.Append(nil, text)
}

func words(t testing.TB, c tokenize.Config, text string) string {
	t.Helper()
	return strings.Join(tokenize.Texts(cut(t, c, text)), " ")
}

// TestOptions: what is kept, and in which form.
func TestOptions(t *testing.T) {
	const text = "비공식 회의에 갔다, PC룸에서 3.14를 썼다."
	for _, test := range []struct {
		k    tokenize.Korean
		want string
	}{
		{tokenize.Korean{}, "비공식 회의 가다 pc 룸 3.14 쓰다"},
		{tokenize.Korean{POS: "N"}, "비공식 회의 룸"},
		{tokenize.Korean{POS: "+J"}, "비공식 회의 에 가다 pc 룸 에서 3.14 를 쓰다"},
		{tokenize.Korean{POS: "+e,sf"}, "비공식 회의 가다 았 다 pc 룸 3.14 쓰다 었 다 ."},
		{tokenize.Korean{POS: "all", Written: true}, "비 공식 회의 에 갔 다 , pc 룸 에서 3.14 를 썼 다 ."},
	} {
		c := config()
		c.Korean = test.k
		if got := words(t, c, text); got != test.want {
			t.Errorf("%+v: got %q, want %q", test.k, got, test.want)
		}
	}
}

// TestStrange: text other than plain Korean is cut without damage.
func TestStrange(t *testing.T) {
	nfkc := config()
	nfkc.Normalize = tokenize.NFKC
	for _, test := range []struct {
		c    tokenize.Config
		text string
		want string
	}{
		{config(), "", ""},
		{config(), " \t\n", ""},
		{config(), "ㅋㅋㅋㅠㅠ 진짜ㅎㅎ", "ㅋㅋ ㅠㅠ 진짜 ㅎㅎ"},
		{config(), norm.NFD.String("고양이에 대한 책"), "고양이 대하다 책"},
		{config(), "고양이👩‍👩‍👧책👍🏽", "고양이 책"},
		{config(), "고양이\u200d책", "고양이 책"},
		{config(), "고양이\x00책\x07", "고양이 책"},
		{config(), "책\xff\xfe책", "책 책"},
		{config(), "ﾡﾢ 책", "ﾡﾢ 책"},
		{nfkc, "ﾵￂ ㈜한국 ＣＤ①", "사 주 한국 cd1"},
		{config(), "大韓民國 한국漢字", "大韓 民國 한국 漢字"},
		{config(), "뷁쀍 뷁을", "뷁쀍 뷁"},
		{config(), "don't snake_case e.g. C++을 naïve한", "don't snake_case e.g c naïve"},
		{config(), "2024년 3월 1,000원 3.5점", "2024 년 3 월 1,000 원 3.5 점"},
		{config(), "SK텔레콤의 iPhone15를", "sk 텔레콤 iphone15"},
		{config(), "ᄒ", "ᄒ"},
	} {
		if got := words(t, test.c, test.text); got != test.want {
			t.Errorf("%q: got %q, want %q", test.text, got, test.want)
		}
	}
}

// TestOffsets: tokens are whole characters of the text, in order, whatever it is
// made of; a text in NFD gives the same words as in NFC.
func TestOffsets(t *testing.T) {
	for _, c := range []tokenize.Config{config(), {Name: "korean", Normalize: "nfkc",
		Korean: tokenize.Korean{POS: "all", Written: true}}} {
		tok, err := korean.New(c)
		if err != nil {
			t.Fatal(err)
		}
		rapid.Check(t, func(r *rapid.T) {
			text := rapid.OneOf(rapid.StringMatching(`([가-힣]|[ㄱ-ㅣ]|[\x{1100}-\x{11ff}]|고양이|갔다|[ -~]|\x{200d}|\x{301}|👩|㈜|大){0,20}`), rapid.String()).Draw(r, "text")
			last := 0
			for _, token := range tok.Append(nil, text) {
				if token.Start < last || token.End <= token.Start || token.End > len(text) || token.Text == "" {
					r.Fatalf("%q: token %+v after one at %d", text, token, last)
				}
				last = token.Start
				if utf8.ValidString(text) && !utf8.ValidString(text[token.Start:token.End]) {
					r.Fatalf("%q: token %+v is half a character", text, token)
				}
			}
			composed := tokenize.Texts(tok.Append(nil, norm.NFC.String(text)))
			if apart := tokenize.Texts(tok.Append(nil, norm.NFD.String(text))); !slices.Equal(composed, apart) {
				r.Fatalf("%q: %q in NFC, %q in NFD", text, composed, apart)
			}
		})
	}
}

// TestWrittenForms: with everything kept as written, the tokens are the text but
// for its spaces.
func TestWrittenForms(t *testing.T) {
	c := tokenize.Config{Name: "korean", Normalize: "nfc", Korean: tokenize.Korean{POS: "all", Written: true}}
	tok, err := korean.New(c)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(r *rapid.T) {
		text := norm.NFC.String(rapid.StringMatching(`([가-힣]|고양이에|갔|ㅋㅋ|PC룸|3.5|[ -~]|大|👍🏽){0,30}`).Draw(r, "text"))
		got := strings.Join(tokenize.Texts(tok.Append(nil, text)), "")
		if want := strings.Join(strings.FieldsFunc(text, tokenize.IsSpace), ""); got != want {
			r.Fatalf("%q gives %q", text, got)
		}
	})
}

// TestLongTexts: memory is bounded, and no word is lost, in a text without
// spaces too.
func TestLongTexts(t *testing.T) {
	for _, sentence := range []string{"고양이가 책을 읽는다. ", "고양이가책을읽는다", "ㅋ", "大", "가-", "뷁"} {
		text := strings.Repeat(sentence, 40<<10/len(sentence))
		tokens := cut(t, tokenize.Config{Name: "korean", Normalize: "nfc",
			Korean: tokenize.Korean{POS: "all", Written: true}}, text)
		size := 0
		for _, token := range tokens {
			size += token.End - token.Start
		}
		if want := len(strings.ReplaceAll(text, " ", "")); size != want {
			t.Errorf("%q repeated: %d bytes in tokens, want %d", sentence, size, want)
		}
	}
}

func TestUserWords(t *testing.T) {
	c := config()
	const text = "맘스터치랩에서 밥을 먹었다. 띵작이네 GPT5모델은 PC방에 ABC방에"
	before := words(t, c, text)
	c.Korean.UserWords = "\ufeff# a comment\n\nPC방\nC방\n맘스터치랩\n띵작, NNG\n" + norm.NFD.String("모델은") + "\tNNP\n"
	const want = "맘스터치랩 밥 먹다 띵작 gpt5 모델은 pc방 abc 방"
	if got := words(t, c, text); got != want || before == want {
		t.Errorf("got %q, want %q; without the words %q", got, want, before)
	}
}

func TestBadUserWords(t *testing.T) {
	for text, want := range map[string]string{
		"고양이\n책,NNG,3,4\n":    "line 2: ",
		"두 단어,NNG":            "line 1: ",
		"고양이\n책,이름\n":         "line 2: no part of speech \"이름\"",
		"고양이,JKS":             "line 1: no part of speech",
		"책,NNG\n\n책,NNP":      "line 3: 책 is NNP, but was NNG",
		"고양이\xff":             "line 1: invalid UTF-8",
		",,":                  "line 1: ",
		"PK\x03\x04\x00\x00책": "line 1: ",
	} {
		if err := korean.CheckUserWords(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", text, err, want)
		}
		c := config()
		c.Korean.UserWords = text
		if _, err := korean.New(c); err == nil {
			t.Errorf("%q makes a tokenizer", text)
		}
	}
}

func TestBadConfigs(t *testing.T) {
	for _, c := range []tokenize.Config{
		{Name: "words", Normalize: "nfc"},
		{Name: "korean", Normalize: "none"},
		{Name: "korean", Normalize: "nfc", Korean: tokenize.Korean{POS: "Q"}},
		{Name: "korean", Normalize: "nfc", Korean: tokenize.Korean{POS: "N,,V"}},
	} {
		if _, err := korean.New(c); err == nil {
			t.Errorf("%+v gives no error", c)
		}
	}
}

// TestConcurrent: goroutines get the same tokens as one alone.
func TestConcurrent(t *testing.T) {
	tok, err := korean.New(first())
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for _, s := range sentences(t) {
				if got := strings.Join(tokenize.Texts(tok.Append(nil, s.text)), " "); got != s.words {
					t.Errorf("%s: got %q, want %q", s.text, got, s.words)
				}
			}
		})
	}
	wg.Wait()
}

func FuzzKorean(f *testing.F) {
	c := config()
	c.Korean.UserWords = "사전\n사,NNG"
	cut(f, c, "사전") // loads the dictionary, on which no input's time is spent
	f.Add("고양이에 대한 책", "고양이에,NNP")
	f.Add("ㅋㅋ\xffﾡ \u11ab👩‍👩‍👧PC룸", "ㅋㅋ\n👩")
	f.Add("갔다3.14大", "3")
	f.Fuzz(func(t *testing.T, text, user string) {
		c := config()
		c.Korean = tokenize.Korean{POS: "all", UserWords: user}
		tok, err := korean.New(c)
		if err != nil {
			return
		}
		last := 0
		for _, token := range tok.Append(nil, text) {
			if token.Start < last || token.End > len(text) || token.Start >= token.End || token.Text == "" {
				t.Fatalf("%q: %+v after %d", text, token, last)
			}
			last = token.Start
		}
	})
}

func ExampleNew() {
	c := tokenize.Default()
	c.Name = tokenize.KoreanName
	tok, err := korean.New(c)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, t := range tok.Append(nil, "책을 찾고 싶어요") {
		fmt.Println(t.Text, t.Start, t.End)
	}
	// Output:
	// 책 0 3
	// 찾다 7 10
	// 싶다 14 17
}

// TestSuffixes: suffixes of nouns remain, but for the plural and the honorific; models
// from before there was the option drop them.
func TestSuffixes(t *testing.T) {
	written := config()
	written.Korean.Written = true
	drop := config()
	drop.Korean.KeepSuffixes = false
	for _, test := range []struct{ text, keep, drop string }{
		{"가능성이 세계화를 사용자가", "가능성 세계화 사용자", "가능 세계 사용"},
		{"저작권은 시청률 확진자", "저작권 시청률 확진자", "저작 시청 확진"},
		{"사용자들이 선생님께 친구들", "사용자 선생 친구", "사용 선생 친구"},
		{"과학적인 비공식적으로", "과학적 비공식적", "과학 비공식"},
		{"PC용 2위권", "pc 2 위", "pc 2 위"},
	} {
		if got := words(t, config(), test.text); got != test.keep {
			t.Errorf("%s: got %q, want %q", test.text, got, test.keep)
		}
		for _, c := range []tokenize.Config{drop, first()} {
			if got := words(t, c, test.text); got != test.drop {
				t.Errorf("%s without suffixes: got %q, want %q", test.text, got, test.drop)
			}
		}
	}
	if got := words(t, written, "가능성이 사용자들"); got != "가능성 사용자" {
		t.Errorf("as written: got %q", got)
	}
	c := config()
	c.Korean.POS = "all"
	if got := words(t, c, "사용자들"); got != "사용자 들" {
		t.Errorf("all morphemes: got %q", got)
	}
}

// TestEmoji: emoji are whole tokens with the option, although the dictionary has ♥.
func TestEmoji(t *testing.T) {
	c := config()
	const text = "좋아요👍🏽 👩‍👩‍👧을 ♥️ ♥ ★ 🇰🇷책"
	if got := words(t, c, text); got != "좋다 책" {
		t.Errorf("got %q", got)
	}
	c.Emoji = true
	if got := words(t, c, text); got != "좋다 👍🏽 👩‍👩‍👧 ♥️ ♥ 🇰🇷 책" {
		t.Errorf("got %q", got)
	}
}

// TestFirstRules: letters are not shortened in models from before there was the option.
func TestFirstRules(t *testing.T) {
	if got := words(t, first(), "ㅋㅋㅋㅋㅠㅠㅠ"); got != "ㅋㅋㅋㅋ ㅠㅠㅠ" {
		t.Errorf("got %q", got)
	}
	for _, version := range []int{-1, tokenize.KoreanRules + 1} {
		c := config()
		c.Korean.Rules = version
		if _, err := korean.New(c); err == nil {
			t.Errorf("rules %d give no error", version)
		}
	}
}

// TestUserVerbs: verbs and adjectives are given in their dictionary form or as stems; their
// forms give the dictionary form. By the first rules they are stems.
func TestUserVerbs(t *testing.T) {
	c := config()
	c.Korean.UserWords = "재밋다,VA\n오지다,형용사\n쩔다,동사\n덕질,명사\n띠껍다,VA\n꿀팁\n킹받,VV\n와우,감탄사\n개꿀,부사\n"
	for text, want := range map[string]string{
		"재밋네": "재밋다", "재밋어요": "재밋다", "재밋었다": "재밋다", "재밋는 영화": "재밋다 영화", "재밋습니다": "재밋다",
		"오집니다": "오지다", "오졌다": "오지다", "오진다": "오지다", "오지네": "오지다", "오져서": "오지다",
		"쩌는 연기": "쩔다 연기", "쩝니다": "쩔다", "쩔었다": "쩔다", "띠꺼워서": "띠껍다", "띠껍고": "띠껍다",
		"덕질을 꿀팁이": "덕질 꿀팁", "킹받네": "킹받다", "와우 개꿀": "와우 개꿀",
	} {
		if got := words(t, c, text); got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
	c = first()
	c.Korean.UserWords = "재밋다,VA\n재밋,VA"
	if got := words(t, c, "재밋다 재밋네"); got != "재밋다다 재밋다" {
		t.Errorf("by the first rules: got %q", got)
	}
}
