package tokenize

// This file lists words that end like a word with a particle and are none.

import (
	"strings"
	"sync"
)

// JosaRules is the newest version of the rules of the tokenizer josa, for [Josa].
const JosaRules = 1

// A particleForm is a list of particles that can follow the same syllables.
type particleForm struct {
	fit   fit
	forms string
}

// firstRules returns the rules of version 0.1, whose models do not store Josa.Rules.
var firstRules = sync.OnceValue(func() *particleRules {
	table := map[string]fit{}
	add(table, []particleForm{
		{afterVowel, "가 를 는 와"},
		{closedSyllable, "이 을 은 과 이나 이랑"},
		{afterVowel | afterRieul, "로 로서 로써 로부터"},
		{afterConsonant, "으로 으로서 으로써 으로부터"},
		{anySyllable, "의 에 에서 에게 에게서 한테 한테서 께 께서 까지 부터 도 만 보다 처럼 만큼 밖에 마다 조차 마저 뿐"},
	})
	const tailed = "에 에서 에게 에게서 한테 께서 까지 부터 보다 처럼 만큼 마저 로 으로 로서 으로서 로부터 으로부터 와 과 만 마다"
	for form := range strings.FieldsSeq(tailed) {
		for tail := range strings.FieldsSeq("는 도 만 의") {
			table[form+tail] = table[form]
		}
	}
	for pair := range strings.FieldsSeq("만은 만이 만을 뿐만 밖에는 부터가 까지가 까지의") {
		table[pair] = anySyllable
	}
	return newParticleRules(table, wholeWords, "하는", "되는", "지만", "없이", "같이", "같은", "주의")
})

// currentRules returns the rules with the number JosaRules. A sequence of particles is a
// case particle (에게서), a delimiter (까지) and a final particle (도), each of them optional.
var currentRules = sync.OnceValue(func() *particleRules {
	cases := []particleForm{
		{afterVowel, "와 랑"},
		{closedSyllable, "과 이랑"},
		{afterVowel | afterRieul, "로 로서 로써 로부터"},
		{afterConsonant, "으로 으로서 으로써 으로부터"},
		{anySyllable, "에 에서 에게 에게서 한테 한테서 께 께서 대로"},
	}
	delimiters := []particleForm{{anySyllable, "까지 부터 만 조차 마저 마다 보다 처럼 만큼 밖에"}}
	table := map[string]fit{}
	for _, group := range [][]particleForm{cases, delimiters, {
		{afterVowel, "가 를 는 라도 야말로"},
		{closedSyllable, "이 을 은 이나 이라도 이야말로"},
		{anySyllable, "의 도 뿐 만으로 만으로는 만으로도 뿐만 뿐이 부터가 까지가 까지를"},
	}} {
		add(table, group)
	}
	ends := []particleForm{{afterVowel, "는 라도 야말로"}, {closedSyllable, "은 이라도 이야말로"}, {anySyllable, "도 의 만"}}
	extend(table, cases, append(delimiters, ends...))
	extend(table, delimiters, append(ends, particleForm{closedSyllable, "이 을 이나"}))
	for _, c := range cases {
		for form := range strings.FieldsSeq(c.forms) {
			for middle := range strings.FieldsSeq("까지 부터 만 조차 마저 밖에") {
				extend(table, []particleForm{{c.fit, form + middle}}, ends)
			}
		}
	}
	r := newParticleRules(table, wholeWords+moreWholeWords, "하는", "되는", "지만", "없이", "같이", "같은", "주의",
		"더라도")
	r.alone = true
	return r
})

// add adds the forms of a list to a table.
func add(table map[string]fit, list []particleForm) {
	for _, p := range list {
		for form := range strings.FieldsSeq(p.forms) {
			table[form] |= p.fit
		}
	}
}

// extend adds each form of list with each tail that can follow it.
func extend(table map[string]fit, list, tails []particleForm) {
	for _, p := range list {
		for form := range strings.FieldsSeq(p.forms) {
			for _, t := range tails {
				if t.fit&fitOf(form) == 0 {
					continue
				}
				for tail := range strings.FieldsSeq(t.forms) {
					if tail != form {
						table[form+tail] |= p.fit
					}
				}
			}
		}
	}
}

// wholeWords are words whose last syllables are written like a particle: the most
// frequent adverbs, nouns and verbs of that kind in film reviews and an encyclopedia,
// found by a morphological analysis.
const wholeWords = `
그러나 그래도 거의 함께 또는 혹은 서로 별로 바로 주로 제대로 얼마나 다만 정도 너무나 그대로 실제로 언제나 간만에 밖에 게다가 스스로 굳이 새로
적어도 억지로 정말로 따로 그럼에도 그만 그만큼 대체로 아마도 어느정도 이정도 역시나 참으로 그야말로 때로는 반대로 때때로 아무래도 절로 절대로
여러모로 의외로 그나저나 그런대로 그러므로 말그대로 대로 도로 많이 깊이 높이 하도 더욱이 또한 제일로 날로 홀로 함부로 되도록 차마 설마 가끔은
만드는 보는 나오는 주는 보여주는 라는 이라는 있다는 한다는 없다는 된다는 했다는 같다는 것이라는 좋아하는 사용하는 보이는 가는 불리는 사는 쓰는
나타내는 느껴지는 모르는 해주는 이루는 넘치는 다루는 아는 드는 쓰이는 떨어지는 이끄는 흐르는 느끼는 돋보이는 어울리는 부르는 일어나는 이어지는
이르는 가리키는 나타나는 오는 살아가는 가지는 움직이는 보내는 빛나는 바라보는 싸우는 울리는 내는 미치는 따르는 만나는 지는 던지는 들어가는 배우는
죽이는 그리는 생기는 나가는 즐기는 치는 떠오르는 달리는 도는 바꾸는 드러나는 자는 걷는 서는 먹는 읽는
수많은 괜찮은 받은 작은 싶은 젊은 깊은 낮은 높은 짧은 죽은 넓은 담은 적은 남은 얻은 붉은 똑같은 잃은 맡은 보고싶은 놓은 찍은 넘은 검은 낳은 잡은 닮은 읽은 먹은
남을 받을 얻을 죽을 찾을 믿을 잊을 읽을 먹을 가을 마을 노을 겨울
봐도 해도 지금봐도 다시봐도 몰라도 보아도 언제봐도 없어도 있어도 않아도 보다가 하다가 있다가 봤다가 웃다가
누가 추가 휴가 화가 평가 증가 작가 국가 대가 주가 결과 효과 사과 과거 교과 성과 학과 보다 사회주의 정의 강의 회의 의의 주의 합의 논의 협의 동의
하나 하나하나 인도 제도 지도 속도 철도 시도 한반도 경기도 독도 태도 온도 의도 강도 각도 제주도 기도 용도 농도 포도 유도 윈도 우와 프로 도로 미로 진로 경로 통로 피로 항로
오스만 리만 게르만 이승만 불만 자만 거만 위키백과 벨기에 어린이 고양이 호랑이 원숭이 종이 놀이 젊은이 지팡이 거북이 멍청이 쟁이 길이 높이 넓이
으로 에서는 에는 에도 이나 했더니
`

// moreWholeWords are further words of that kind, for the current rules.
const moreWholeWords = `
대만 위로 파도 떡볶이 목걸이 귀걸이 멋쟁이 개구쟁이 울릉도 거제도 강화도 여의도 경상도 전라도 충청도 강원도 황해도 평안도 함경도
사랑 첫사랑 짝사랑 자랑 노랑 파랑 벼랑 신랑 이랑 도랑 호랑 아리랑 빨랑 레스토랑
반도 밀도 속도 온도 농도 습도 궤도 고도 의도 별도 독도 빈도 척도 완성도 몰입도 고속도로 충무로 을지로 회로 솔로 멜로 첼로 히어로
허가 휴가 폐가 요가 물가 시가 주제가 정치가 만화가 십자가 소설가 역사가 음악가 예술가
닌텐도 홋카이도 오슬로 카이로 그리스도 레오나르도 미켈란젤로 뽀로로 토토로 김정은 유로 피로 포로 도로
쌍둥이 귀염둥이 바람둥이 젊은이 늙은이 알맹이 꼬맹이 달팽이 돌연변이 소용돌이 떠돌이 외톨이 부엉이 거북이 몽둥이 주둥이 엉덩이 곰팡이 토네이도 불꽃놀이
정의 예의 회의 강의 논의 합의 동의 주의 의의 악의 선의 호의 혐의 항의 건의 제의 열의 임의 편의 불가사의 심의 협의 결의 경의
미만 불만 오만 천만 낭만 페르시아만 진주만 키드만 호프만 오랜만 오랫만 간만
한과 일과 성과 통과 경과 전과 문과 이과 안과 내과 외과 치과 산부인과 선악과 인과 효과 결과 사과
`
