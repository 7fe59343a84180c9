package message

import (
	"errors"
	"testing"
)

// TestSprintf: formats with and without Korean, labels, arguments that are texts, and
// numbers with verbs of their own.
func TestSprintf(t *testing.T) {
	const cannotCheck = "warning: cannot check whether %s has changed since %s was built: %v"
	for _, c := range []struct {
		want   string
		format string
		args   []any
	}{
		{"참고: 쿼리의 미등록어(OOV)를 무시합니다: a, b", "note: unknown words of the query are ignored: %s", []any{"a, b"}},
		{"경고: 말뭉치에 단어가 없습니다", "warning: %s", []any{"the corpus has no words"}},
		{
			"문장 3개, 토큰 12개, 서로 다른 단어 1개, 그중 5번 이상 나오는 단어 0개", "%s in %s, %s, %s of them at least %s",
			[]any{"12 tokens", "3 sentences", "1 different word", "0", "5 times"},
		},
		{"학습 중", "training", nil},
		{"measuring: 2.5 %", "measuring: %.1f %%", []any{2.5}}, // there is no such format
		{"a: 2.5%", "%s: %.1f %%", []any{"a", 2.5}},
		{"경고: b.gz을(를) 만든 뒤에 a이(가) 바뀌었는지 확인할 수 없습니다: 데이터가 끝났습니다", cannotCheck, []any{"a", "b.gz", errors.New("EOF")}},
		// English as a whole, because of an argument.
		{
			"warning: cannot check whether a has changed since b was built: no such text", cannotCheck,
			[]any{"a", "b", "no such text"},
		},
		{"note: 3 birds of prey", "note: %d birds of %s", []any{3, "prey"}},
		{"is the corpus", "%s the corpus", []any{"is"}},
	} {
		if got, want := Sprintf(Korean, c.format, c.args...), Particles(c.want); got != want {
			t.Errorf("%s: %q, want %q", c.format, got, want)
		}
	}
	if got := Sprintf(English, "note: %s", "the corpus has no words"); got != "note: the corpus has no words" {
		t.Errorf("in English %q", got)
	}
}

// TestCounts: numbers of things, as package english writes them.
func TestCounts(t *testing.T) {
	for english, want := range map[string]string{
		"1 word": "단어 1개", "2,000 words": "단어 2,000개", "1 of 2 words": "단어 2개 중 1개", "3 of 7 lines": "7줄 중 3줄",
		"about 3 of 7 lines": "7줄 중 약 3줄", "5 bytes": "5바이트", "1 epoch": "1 에폭", "12.5 s": "12.5초", "1.5 GB": "1.5 GB",
	} {
		if got, ok := (translator{}).argument(english); got != want || !ok {
			t.Errorf("%s: %q, want %q", english, got, want)
		}
	}
}
