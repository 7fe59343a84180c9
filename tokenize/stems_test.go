package tokenize_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/tokenize"
)

// counts returns the counts of the words of a text, cut as FindStems expects.
func counts(t *testing.T, text string) map[string]int64 {
	t.Helper()
	c := josaConfig()
	c.Josa = tokenize.Josa{Rules: tokenize.JosaRules, Learn: true}
	of := map[string]int64{}
	for _, token := range cut(t, c, text) {
		of[token.Text]++
	}
	return of
}

// learned returns the configuration with the stems of a corpus.
func learned(t *testing.T, corpus string) tokenize.Config {
	c := josaConfig()
	c.Josa = tokenize.Josa{Rules: tokenize.JosaRules, Stems: tokenize.FindStems(maps.All(counts(t, corpus)))}
	return c
}

func TestFindStems(t *testing.T) {
	for corpus, want := range map[string]string{
		"고양이가 고양이는 고양이를":                             "고양이",
		"강아지가 강아지에게서까지도":                             "강아지",
		"바다를 바다를 바다를":                                "",       // one particle
		"떡꼬치 떡볶이 떡볶이랑":                               "",       // 이 and 이랑 count as one
		"찾은 찾을":                                      "",       // a verb
		"하늘은 하늘을 하늘":                                 "하늘",     // 하늘 occurs by itself
		"길에서 길에서는 길에서도":                              "",       // one particle
		"파도가 파도를 파도 파가 파를 파는":                        "파 파도",   // both
		"영화가 영화를 영화가 영화가도 영화가는":                      "영화 영화가", // rare in this corpus, not in the next
		strings.Repeat("영화가 ", 50) + "영화를 영화가도 영화가는": "영화",
		"the cat's book":                             "",
		"":                                           "",
	} {
		if got := tokenize.FindStems(maps.All(counts(t, corpus))); got != want {
			t.Errorf("%.60q: %q, want %q", corpus, got, want)
		}
	}
}

// TestFindStemsOrder: the stems do not depend on the order of the words.
func TestFindStemsOrder(t *testing.T) {
	of := counts(t, "파도가 파도를 바다는 바다를 산이 산에 산의 파가 파를 새가 새도 새는 말이 말을 말은 말에")
	words := slices.Sorted(maps.Keys(of))
	inOrder := func(yield func(string, int64) bool) {
		for _, w := range words {
			if !yield(w, of[w]) {
				return
			}
		}
	}
	want := tokenize.FindStems(inOrder)
	slices.Reverse(words)
	if got := tokenize.FindStems(inOrder); got != want || len(strings.Fields(want)) != 6 {
		t.Errorf("%q, in another order %q", want, got)
	}
}

// TestMaxStems: the most frequent stems are kept.
func TestMaxStems(t *testing.T) {
	const more = 10
	got := tokenize.FindStems(func(yield func(string, int64) bool) {
		for i := range tokenize.MaxStems + more {
			stem := string([]rune{rune('가' + i/1000), rune('가' + i%1000*11)})
			if !yield(stem+"도", int64(i+1)) || !yield(stem+"에", int64(i+1)) {
				return
			}
		}
	})
	stems := strings.Fields(got)
	if len(stems) != tokenize.MaxStems || stems[0] != "가"+string(rune('가'+more*11)) {
		t.Errorf("%d stems from %s on", len(stems), stems[0])
	}
}

// TestJosaByEvidence: words whose end is written like a particle stay whole if the corpus
// shows that they are words, and particles are removed elsewhere.
func TestJosaByEvidence(t *testing.T) {
	c := learned(t, "타이완은 타이완을 타이완에서 대가 대를 대로 대만이 대만에서 대만과 대만에 울릉도에 울릉도와 울릉도 "+
		"국수가 국수를 국수에 국도 국을 국에 도서관이 도서관에서 지팡이 위에 위의 위를 위로를 위로가 위로 배로")
	for text, want := range map[string]string{
		"대만은 대만 대만에서부터":    "대만|대만|대만",
		"울릉도 울릉도에서":        "울릉도|울릉도",
		"위로 위로의 위에":        "위로|위로|위",
		"국수 국도 국수조차도":      "국수|국|국수",
		"도서관으로까지 도서관이야말로":  "도서관|도서관",
		"배로 배를":            "배로|배를", // too little evidence for 배
		"고양이에게서 고양이랑":      "고양이|고양이",
		"하지만 있을 끊임없이 하더라도": "하지만|있을|끊임없이|하더라도",
	} {
		if got := strings.Join(tokenize.Texts(cut(t, c, text)), "|"); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// TestJosaLearn: nothing is removed before the stems are found.
func TestJosaLearn(t *testing.T) {
	c := josaConfig()
	c.Josa = tokenize.Josa{Rules: tokenize.JosaRules, Learn: true}
	if got := tokenize.Texts(cut(t, c, "고양이에게 책을, BTS가")); !slices.Equal(got, []string{"고양이에게", "책을", "bts가"}) {
		t.Errorf("got %q", got)
	}
}

// TestJosaCollapse: a model that shortens ㅋㅋㅋㅋ removes particles after any number.
func TestJosaCollapse(t *testing.T) {
	c := tokenize.DefaultOf(tokenize.JosaName)
	c.Josa.Stems = "ㅋㅋ"
	got := tokenize.Texts(cut(t, c, "ㅋㅋ에 ㅋㅋㅋㅋㅋ에서 ㅎㅎㅎ에서"))
	if want := []string{"ㅋㅋ", "ㅋㅋ", "ㅎㅎ에서"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
