package tokenize_test

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"github.com/w2vattn/w2vattn/tokenize"
)

// TestHangulMarks: a mark beside Hangul is a boundary, on either side of it, in syllables
// or in single letters; marks between other letters and between digits are none.
func TestHangulMarks(t *testing.T) {
	uax := tokenize.Default()
	uax.Marks = tokenize.UAXMarks
	for _, test := range []struct{ text, words, josa, uax string }{
		{"재밌어요.정말좋다", "재밌어요|정말좋다", "재밌어요|정말좋다", "재밌어요.정말좋다"},
		{"감독:봉준호", "감독|봉준호", "감독|봉준호", "감독:봉준호"},
		{"한국·일본ㆍ중국", "한국|일본|중국", "한국|일본|중국", "한국·일본ㆍ중국"},
		{"‘기생충’은 좋다", "기생충|은|좋다", "기생충|좋다", "기생충’은|좋다"},
		{"'기생충'은 \"괴물\"이 《옥자》를", "기생충|은|괴물|이|옥자|를", "기생충|괴물|옥자", "기생충'은|괴물|이|옥자|를"},
		{"“좋다” 이 영화", "좋다|이|영화", "좋다|이|영화", "좋다|이|영화"},
		{"‘책’는 ‘책’에서는", "책|는|책|에서는", "책|는|책", "책’는|책’에서는"},
		{"BTS.방탄 A:가 가'b", "bts|방탄|a|가|가|b", "bts|방탄|a|가|가|b", "bts.방탄|a:가|가'b"},
		{"ㅋㅋ.ㅠㅠ 가.\u0301나", "ㅋㅋ|ㅠㅠ|가|나", "ㅋㅋ|ㅠㅠ|가|나", "ㅋㅋ.ㅠㅠ|가.\u0301나"},
		{"don't U.S.A. e.g 3.14 12:30 a_b l·l", "don't|u.s.a|e.g|3.14|12|30|a_b|l·l", "don't|u.s.a|e.g|3.14|12|30|a_b|l·l",
			"don't|u.s.a|e.g|3.14|12|30|a_b|l·l"},
		{"영화_추천 3.5점 2.0버전", "영화_추천|3.5점|2.0버전", "영화_추천|3.5점|2.0버전", "영화_추천|3.5점|2.0버전"},
	} {
		for _, text := range []string{test.text, norm.NFD.String(test.text)} {
			for _, c := range []struct {
				config tokenize.Config
				want   string
			}{{tokenize.Default(), test.words}, {josaConfig(), test.josa}, {uax, test.uax}} {
				if got := strings.Join(tokenize.Texts(cut(t, c.config, text)), "|"); got != c.want {
					t.Errorf("%s, marks %q, of %q: got %q, want %q", c.config.Name, c.config.Marks, text, got, c.want)
				}
			}
		}
	}
	if _, err := (tokenize.Config{Name: "words", Normalize: "nfc", Marks: "all"}).New(); err == nil {
		t.Error("unknown marks are no error")
	}
}

// TestMarksAlone: without a letter of Hangul, marks change nothing.
func TestMarksAlone(t *testing.T) {
	uax := tokenize.Default()
	uax.Marks = tokenize.UAXMarks
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.StringMatching(`([aB19_.,:;' "’‘·é\x{301}\x{200d}大ね-]){0,40}`).Draw(r, "text")
		got, want := tokenize.Texts(cut(t, tokenize.Default(), text)), tokenize.Texts(cut(t, uax, text))
		if strings.Join(got, "|") != strings.Join(want, "|") {
			r.Fatalf("%q: got %q, want %q", text, got, want)
		}
	})
}

// TestMarksOfShortcut: words of ASCII and syllables are cut alike by the short cut and,
// beside an emoji, by the general rules.
func TestMarksOfShortcut(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.StringMatching(`([aB19_.,:;'가힣"-]){0,20}`).Draw(r, "text")
		got, want := tokenize.Texts(cut(t, tokenize.Default(), text)), tokenize.Texts(cut(t, tokenize.Default(), text+"\"👍"))
		if strings.Join(got, "|") != strings.Join(want, "|") {
			r.Fatalf("%q: got %q, want %q", text, got, want)
		}
	})
}
