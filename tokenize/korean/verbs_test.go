package korean_test

import (
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/data"
	"github.com/w2vattn/w2vattn/tokenize/korean"
)

// TestFormalVerbs: forms in 합니다 give the verb, also those that the dictionary lacks.
func TestFormalVerbs(t *testing.T) {
	for text, want := range map[string]string{
		"다스립니다": "다스리다", "팝니다": "팔다", "빌립니다": "빌리다", "엽니다": "열다", "느립니다": "느리다", "놉니다": "놀다",
		"부릅니다": "부르다", "삽니다": "살다", "만듭니다": "만들다", "압니다": "알다", "듭니다": "들다", "멉니다": "멀다", "깁니다": "길다",
		"흐릅니다": "흐르다", "모릅니다": "모르다", "고릅니다": "고르다", "기다립니다": "기다리다", "내립니다": "내리다",
		"올립니다": "올리다", "걸립니다": "걸리다", "그립니다": "그리다", "드립니다": "드리다", "들립니다": "들리다",
		"알립니다": "알리다", "열립니다": "열리다", "틀립니다": "틀리다", "버립니다": "버리다", "잘립니다": "잘리다",
		"기릅니다": "기르다", "자릅니다": "자르다", "핍니다": "피다", "춥니다": "추다", "삽니까": "살다", "팝니까": "팔다",
		"다스립니까": "다스리다", "줍니까": "주다", "큽니까": "크다", "느낍니까": "느끼다", "웁니다": "울다", "이끕니다": "이끌다",
	} {
		for _, before := range []string{"", "그가 "} {
			got := strings.TrimPrefix(words(t, config(), before+text), "그 ")
			if got != want {
				t.Errorf("%s%s: got %q, want %q", before, text, got, want)
			}
		}
	}
	for text, want := range map[string]string{
		"나라를 다스립니다.": "나라 다스리다", "궁궐에 삽니다": "궁궐 살다", "사과를 삽니다": "사과 사다", "숲에 사는 늑대": "숲 살다 늑대",
		"옷을 사는 사람": "옷 사다 사람", "시장에서 사과를 파는 농부": "시장 사과 팔다 농부",
	} {
		if got := words(t, config(), text); got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

// TestWordsThatWereCut: words that a reading of random sentences found in pieces, or missing.
func TestWordsThatWereCut(t *testing.T) {
	for text, want := range map[string]string{
		"육사 2기로 졸업했다": "육사 2 기 졸업", "2기는 언제": "2 기 언제", "비가 오기 전": "비 오다 전",
		"감독의 첫 성공적인 데뷔작": "감독 첫 성공적 데뷔작", "첫사랑은 첫 영화": "첫사랑 첫 영화", "비만은 병이다": "비만 병",
		"히브리어를 배운다": "히브리어 배우다", "불륜영화, 클래식": "불륜 영화 클래식", "논픽션이다": "논픽션", "논란은 여전하다": "논란 여전하다",
		"개봉전에도": "개봉 전", "고속도로는 막힌다": "고속도로 막히다", "다음해에 갔다": "다음해 가다",
	} {
		if got := words(t, config(), text); got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

// TestIrregularVerbs: stems whose end changes give their dictionary form.
func TestIrregularVerbs(t *testing.T) {
	for text, want := range map[string]string{
		"지었다": "짓다", "집을 지었다": "집 짓다", "지어서": "짓다", "지으면": "짓다", "지은 집": "짓다 집", "팔았다": "팔다", "도와": "돕다",
		"도우면": "돕다", "구워": "굽다", "나은": "낫다", "나아서": "낫다", "이어": "잇다", "선을 이었다": "선 잇다", "저어": "젓다",
		"저었다": "젓다", "그었다": "긋다", "부었다": "붓다", "걸어": "걸다", "걸으면": "걷다", "물어": "물다", "물으면": "묻다",
		"들을 때": "듣다 때", "들으니까": "듣다", "깨달았다": "깨닫다", "하얗다": "하얗다", "하얘": "하얗다", "하얀": "하얗다",
		"까맣다": "까맣다", "까만": "까맣다", "까매": "까맣다", "빨갛고": "빨갛다", "그랬다": "그렇다", "이랬다": "이렇다",
		"이르렀다": "이르다", "불렀다": "부르다", "몰라": "모르다", "만드는": "만들다", "아는": "알다", "노는": "놀다", "드네요": "들다",
		"만드네요": "만들다", "끝났다": "끝나다", "끝난": "끝나다", "멋집니다": "멋지다", "알려진": "알려지다", "쩐다": "쩔다",
		"이렇게": "이렇다", "물론": "물론", "내가": "나", "제가": "저", "네가": "너", "없다": "없다", "가지": "가지",
	} {
		if got := words(t, config(), text); got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

// TestAttachedVerbs: 하다 and 되다 directly after a noun are its suffix, after a space a verb.
func TestAttachedVerbs(t *testing.T) {
	for text, want := range map[string]string{
		"포팅하기 공부했다": "포팅 공부", "공부를 했다": "공부 하다", "의사가 되었다": "의사 되다", "1960년대에": "1960 년대",
		"만네르헤임이 갔다": "만네르헤임 가다", "사용자의 가능성": "사용자 가능성",
	} {
		if got := words(t, config(), text); got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

// TestAuxiliaryAdjectives: 만하다 and 듯하다 after a verb are one word; 만 and 듯 without 하다 stay
// nouns, as all do by the first rules.
func TestAuxiliaryAdjectives(t *testing.T) {
	for text, want := range map[string]string{
		"볼만해요": "보다 만하다", "볼 만한 영화": "보다 만하다 영화", "먹을 만하다": "먹다 만하다", "비가 올 듯하다": "비 오다 듯하다",
		"죽은 듯이": "죽다 듯이", "십 년 만에": "십 년 만", "너만 하다": "너 하다", "그만한 사람": "그만하다 사람",
	} {
		if got := words(t, config(), text); got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
	if got := words(t, first(), "먹을 만하다"); got != "먹다 만" {
		t.Errorf("by the first rules %q", got)
	}
}

// TestRepeatedParts: a noun is not followed by its own end, which some entries repeat.
func TestRepeatedParts(t *testing.T) {
	if got := words(t, config(), "미국식 영화"); got != "미국식 영화" {
		t.Errorf("got %q", got)
	}
	if got := words(t, first(), "미국식 영화"); got != "미국식 식 영화" {
		t.Errorf("by the first rules %q", got)
	}
}

// TestLibrary: no verb of the library corpus is taken for a noun with the ending 니다: all
// sentences in 합니다 have a verb, an adjective or 이다.
func TestLibrary(t *testing.T) {
	text, err := data.Library("ko")
	if err != nil {
		t.Fatal(err)
	}
	c := config()
	c.Korean.POS = "all"
	tok, err := korean.New(c)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		tokens := tok.Append(nil, line)
		for i, token := range tokens {
			if strings.HasSuffix(token.Text, "립니") || token.Text == "니다" || token.Text == "립니다" {
				t.Errorf("%s: token %q", line, token.Text)
			}
			last := i == len(tokens)-2
			if last && strings.HasSuffix(line, "니다.") && !strings.HasSuffix(token.Text, "니다") {
				t.Errorf("%s: ends with %q", line, token.Text)
			}
		}
	}
}
