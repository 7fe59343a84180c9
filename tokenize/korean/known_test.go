package korean_test

import (
	"sync"
	"testing"

	"github.com/w2vattn/w2vattn/tokenize/korean"
)

func TestKindOf(t *testing.T) {
	want := map[string]korean.Kind{
		"영화": korean.Entry, "고양이": korean.Entry, "서울": korean.Entry,
		"허니타임": korean.Novel, "쿨잼": korean.Novel, "노답": korean.Entry, // of the lexicon
		"애니":   korean.Novel, // it is cut apart in 이거 애니
		"옛날영화": korean.Novel,
		"배우들":  korean.Derived, "이영화": korean.Derived, "현실적": korean.Derived, "예수님": korean.Derived,
		"집중도": korean.Ending, "밤에": korean.Ending, "찾아": korean.Ending, "갔다": korean.Inflected, "보았다": korean.Inflected,
		"순수함": korean.Inflected, "최고의영화": korean.Inflected, "": korean.Novel, "ㅋㅋ": korean.Novel,
	}
	var all sync.WaitGroup
	for word, kind := range want {
		all.Go(func() {
			if got := korean.KindOf(word); got != kind {
				t.Errorf("%s: %d, want %d", word, got, kind)
			}
		})
	}
	all.Wait()
}

func TestUserWordComments(t *testing.T) {
	for text, ok := range map[string]bool{
		"꿀잼,NNG  # 3.5, 640": true, "꿀잼\t# a comment": true, "C#,NNG": true, "# 꿀잼,XYZ": true, "꿀잼 #": true,
		"꿀잼,XYZ # NNG": false, "꿀잼,NNG#": false, "꿀 잼 # two words": false,
	} {
		if err := korean.CheckUserWords(text); (err == nil) != ok {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestNounPrefix(t *testing.T) {
	for word, want := range map[string]string{
		"애니메이션은": "애니메이션", "꿀잼이다": "꿀잼", "영화관에서": "영화관", "": "", "ㅋㅋ": "", "먹었다": "먹",
	} {
		if got := word[:korean.NounPrefix(word)]; got != want {
			t.Errorf("%s: %q, want %q", word, got, want)
		}
	}
}
