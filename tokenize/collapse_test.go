package tokenize_test

import (
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/tokenize"
)

// TestCollapse: three or more of the same letter become two, whatever the tokenizer, and
// tokens keep their bytes.
func TestCollapse(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{tokenize.WordsName, "ㅋㅋㅋㅋㅋ 진짜ㅠㅠㅠ ㅎ ㅎㅎ", "ㅋㅋ|진짜ㅠㅠ|ㅎ|ㅎㅎ"},
		{tokenize.JosaName, "ㅋㅋㅋㅎㅎㅎ ㄴㄴㄴ ㅜㅜㅜㅜ", "ㅋㅋㅎㅎ|ㄴㄴ|ㅜㅜ"},
		{tokenize.SpaceName, "와ㅋㅋㅋ! ㅠㅜㅠㅜ", "와ㅋㅋ!|ㅠㅜㅠㅜ"},
		{tokenize.WordsName, "aaa 하하하 1111 ___ 크크크", "aaa|하하하|1111|크크크"},
		{tokenize.WordsName, "ﾻﾻﾻ", "ﾻﾻ"},
		{"characters", "ㅋㅋㅋ", "ㅋ|ㅋ|ㅋ"},
	} {
		c := tokenize.DefaultOf(test.name)
		c.Collapse = true
		tokens := cut(t, c, test.text)
		if got := strings.Join(tokenize.Texts(tokens), "|"); got != test.want {
			t.Errorf("%s of %q: got %q, want %q", test.name, test.text, got, test.want)
		}
	}
	c := tokenize.DefaultOf(tokenize.JosaName)
	if got := cut(t, c, "ㅋㅋㅋㅋ"); len(got) != 1 || got[0] != (tokenize.Token{Text: "ㅋㅋ", Start: 0, End: 12}) {
		t.Errorf("got %+v", got)
	}
}

// TestDefaultOf: runs are shortened by default where Korean is expected.
func TestDefaultOf(t *testing.T) {
	if tokenize.DefaultOf(tokenize.WordsName).Name != tokenize.Default().Name {
		t.Error("words is not the default")
	}
	for name, want := range map[string]bool{tokenize.SpaceName: false, tokenize.WordsName: false,
		tokenize.JosaName: true, tokenize.KoreanName: true} {
		if c := tokenize.DefaultOf(name); c.Collapse != want || c.Name != name || c.Emoji ||
			c.Korean.KeepSuffixes != (name == tokenize.KoreanName) {
			t.Errorf("%s: %+v", name, c)
		}
	}
}

func TestCollapseAllocatesNothing(t *testing.T) {
	c := tokenize.DefaultOf(tokenize.WordsName)
	c.Collapse = true
	tok, err := c.New()
	if err != nil {
		t.Fatal(err)
	}
	dst := make([]tokenize.Token, 0, 16)
	if n := testing.AllocsPerRun(100, func() { dst = tok.Append(dst[:0], "책을 읽는다 ㅋㅋ") }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// TestEmoji: emoji are tokens with the option only, whole with skin tones and joiners.
func TestEmoji(t *testing.T) {
	const text = "좋아요👍🏽 👩‍👩‍👧👧 ❤️♥ 🇰🇷🇯🇵 ★ ♡ © ™️ 1️⃣ ㅎ😂😂.끝"
	for _, name := range []string{tokenize.WordsName, tokenize.JosaName} {
		c := tokenize.DefaultOf(name)
		if got, want := strings.Join(tokenize.Texts(cut(t, c, text)), "|"), "좋아요|1️⃣|ㅎ|끝"; got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
		c.Emoji = true
		want := "좋아요|👍🏽|👩‍👩‍👧|👧|❤️|♥|🇰🇷|🇯🇵|™️|1️⃣|ㅎ|😂|😂|끝"
		if got := strings.Join(tokenize.Texts(cut(t, c, text)), "|"); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

func TestIsEmoji(t *testing.T) {
	for text, want := range map[string]bool{"👍": true, "🇰🇷": true, "☀": true, "☀\ufe0f": true, "✌🏽": true, "↗\ufe0f": true,
		"↗": false, "a": false, "a\ufe0f": false, "1": false, "가": false, "": false, "\xff": false,
		"#\ufe0f": false, "㊗": false} {
		if tokenize.IsEmoji(text) != want {
			t.Errorf("%q: got %v", text, !want)
		}
	}
}
