package korean_test

import "testing"

// TestWordsInPieces: words whose end is written like a particle or an ending, or whose beginning
// like a determiner, are whole, and so are their neighbours that are no such words.
func TestWordsInPieces(t *testing.T) {
	for text, want := range map[string]string{
		"다음해 그녀를 만났다":     "다음해 그녀 만나다",
		"재밌고 신나지도 않다":     "재밌다 신나다 않다",
		"논란도 있었다":         "논란 있다",
		"또한 유대인 공동체도":     "또한 유대인 공동체",
		"진주만 공격을 피했다":     "진주만 공격 피하다",
		"성 베드로 대성전":       "성 베드로 대성전",
		"강건한 건축물을 지었다":    "강건하다 건축물 짓다",
		"논쟁이 벌어졌다":        "논쟁 벌어지다",
		"이 역과 그 강과 저 현은":  "이 역 그 강 저 현",
		"일리노이 주로 이주하였다":   "일리노이 주로 이주",
		"반대로 생각하면":        "반대 생각",
		"화가 났다":           "화 나다",
		"길이 막혔다":          "길 막히다",
		"1호선 열차":          "1 호선 열차",
		"2019년도까지":        "2019 년도",
		"10년도 더 된 일":      "10 년 더 되다 일",
		"데이터가 지워진다":       "데이터 지우다 지다",
		"집을 지어 살았다":       "집 짓다 살다",
		"누가 내게 말했다":       "누구 나 말",
		"예컨대 이런 것이다":      "예컨대 이런 것",
		"중화인민공화국의 초등학교":   "중화인민공화국 초등학교",
		"이산화탄소를 줄이자":      "이산화탄소 줄이다",
		"우리나라의 또 한 사람":    "우리나라 또 한 사람",
		"옮겨진후 커졌다":        "옮기다 지다 후 커지다",
		"짜증나는 영화":         "짜증나다 영화",
		"재밋게 봣는데 또 봣다":    "재밌다 보다 또 보다",
		"감동적이긴 햇다":        "감동적 하다",
		"자연스러운 연기":        "자연스럽다 연기",
		"자유롭고 사랑스럽다":      "자유롭다 사랑스럽다",
		"집이 무너지도록 놔뒀다":    "집 무너지다 놓다 두다",
		"만들어지지도 알려지지도":    "만들다 지다 알려지다",
		"고속도로는 넓다 도로는 좁다": "고속도로 넓다 도로 좁다",
	} {
		if got := words(t, config(), text); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

// TestFirstRulesStay: by the first rules, which older models use, words stay in pieces.
func TestFirstRulesStay(t *testing.T) {
	for text, want := range map[string]string{
		"진주만 공격을": "진주 공격", "자연스러운 연기": "자연 연기",
	} {
		if got := words(t, first(), text); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}
