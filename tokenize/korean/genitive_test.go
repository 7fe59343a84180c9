package korean_test

import (
	"strings"
	"testing"
)

// TestGenitive: a word with the particle 의 at the end of a text is the word, as before a
// noun; nouns and adverbs in 의 stay whole. The first rules give what the costs say.
func TestGenitive(t *testing.T) {
	for text, want := range map[string]string{
		"고양이의": "고양이", "영화의": "영화", "배우의": "배우", "한국의": "한국", "책의": "책", "나의": "나",
		"좋은 배우의": "좋다 배우", "BTS의": "bts", "배우의 연기": "배우 연기", "배우의 ": "배우",
		"주의": "주의", "회의": "회의", "거의": "거의", "큰 회의": "크다 회의", "민주주의": "민주주의",
		"예의": "예의", "항의": "항의", "의": "의", "학교의": "학교", "너의": "너",
	} {
		if got := words(t, config(), text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
		for _, token := range cut(t, config(), text) {
			if token.End > len(text) || !strings.HasPrefix(strings.ToLower(text[token.Start:]), token.Text[:1]) {
				t.Errorf("%q: %+v", text, token)
			}
		}
	}
	if got := words(t, first(), "배우의"); got != "배 우의" {
		t.Errorf("by the first rules 배우의 is %q", got)
	}
}
