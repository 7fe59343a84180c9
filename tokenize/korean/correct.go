package korean

// This file repairs what the dictionary's costs decide wrongly. Stems that lose a
// final ㄹ or ㅅ before an ending become equal to other stems, and the dictionary has
// one entry for both:
//
//	파는   is 팔다 (to sell) with ㄹ lost, or 파다 (to dig)
//	지어   is 짓다 (to build) with ㅅ lost; 지다 (to lose) would be contracted to 져
//
// The letters that follow decide in most cases, an object before the verb in some.
// The tables contain verbs for which the choice is nearly always the same in written
// Korean.

import (
	"strings"
	"unicode/utf8"
)

// A stemEnd corrects a stem that the dictionary takes for that of another verb. Each string
// is the dictionary form of the verb that the stem belongs to in one context, or "".
type stemEnd struct {
	always     string // before every ending
	soft       string // before endings with ㄴ, ㄹ, ㅂ, ㅅ or 오, before which ㄹ disappears: 파는 is 팔다
	object     bool   // after an object it is not soft: 옷을 사는 is 사다, 집에 사는 is 살다
	eu         string // before a syllable 으, 은, 을 or 음, which follows neither a vowel nor ㄹ: 들은 is 듣다
	transitive string // fused with an ending after an object: 사과를 삽니다 is 사다
	fused      string // in one syllable with 어: 그래 is 그렇다
	eo         string // before a syllable 어 or 아, which a vowel would have absorbed: 지어 is 짓다
}

// stemEnds are the verbs and adjectives whose stems look like those of others, by the form
// that the dictionary gives.
var stemEnds = map[string]stemEnd{
	"사다": {soft: "살다", object: true}, "살다": {transitive: "사다"}, "파다": {soft: "팔다"}, "푸다": {soft: "풀다"},
	"지다": {eu: "짓다", eo: "짓다"}, "이다": {eu: "잇다", eo: "잇다"}, "나다": {eu: "낫다", eo: "낫다"},
	"그다": {eu: "긋다", eo: "긋다"}, "저다": {eu: "젓다", eo: "젓다"}, "부다": {always: "불다", eu: "붓다", eo: "붓다"},
	"들다": {eu: "듣다"}, "걸다": {eu: "걷다"}, "물다": {eu: "묻다"}, "실다": {eu: "싣다"},
	"만드다": {always: "만들다"}, "아다": {always: "알다"}, "드다": {always: "들다"}, "노다": {always: "놀다"},
	"거다": {always: "걸다"}, "느다": {always: "늘다"}, "도다": {always: "돌다"}, "마다": {always: "말다"},
	"머다": {always: "멀다"}, "모다": {always: "몰다"}, "까부다": {always: "까불다"}, "딩구다": {always: "딩굴다"},
	"비트다": {always: "비틀다"}, "저무다": {always: "저물다"}, "조다": {always: "졸다"}, "내미다": {always: "내밀다"},
	"어다": {always: "얼다"}, "우다": {always: "울다"}, "무다": {always: "물다"}, "여다": {always: "열다"},
	"깨달다": {always: "깨닫다"}, "일컬다": {always: "일컫다"}, "만든다": {always: "만들다"}, "쩐다": {always: "쩔다"},
	"그러다": {fused: "그렇다"}, "이러다": {fused: "이렇다"}, "저러다": {fused: "저렇다"},
}

// sameWords maps a morpheme of the dictionary to another one of the same word: an adverb to
// its adjective, a misspelling to the correct spelling.
var sameWords = map[morphemeKey]morphemeKey{
	{"이렇게", mag}: {"이렇다", va}, {"그렇게", mag}: {"그렇다", va}, {"저렇게", mag}: {"저렇다", va},
	{"어떻게", mag}: {"어떻다", va}, {"몰론", mag}: {"물론", mag}, {"예컨데", mag}: {"예컨대", maj},
}

// A morphemeKey is a morpheme without its position, the key of sameWords.
type morphemeKey struct {
	form string
	tag  tag
}

// pronouns are the forms of pronouns before the particle 가.
var pronouns = map[string]string{"내": "나", "제": "저", "네": "너"}

// adjectiveEnds maps wrong dictionary forms of adjectives to the correct ones. The stems of
// these adjectives end in ㅎ or ㄹ, which disappears before some endings.
var adjectiveEnds = map[string]string{
	"그러다": "그렇다", "이러다": "이렇다", "저러다": "저렇다", "어떠다": "어떻다", "요러다": "요렇다", "고러다": "고렇다",
	"파라다": "파랗다", "기다": "길다",
}

// correct replaces the wrong dictionary forms of verbs, adjectives, pronouns and adverbs,
// for example of verbs whose stem the dictionary takes for that of another verb.
func (l *lattice) correct(ms []morpheme) {
	for i := range ms {
		m := &ms[i]
		switch m.tag {
		case etn: // the counter in 2기
			if i > 0 && m.form == "기" && ms[i-1].tag == sn && ms[i-1].end == m.start {
				m.tag = nnbc
			}
		case xpn: // a determiner, if a noun does not follow directly: 첫 성공적인
			if m.form == "첫" && (i+1 == len(ms) || ms[i+1].start > m.end) {
				m.tag = mm
			}
		case np:
			if form, ok := pronouns[m.form]; ok && i+1 < len(ms) && ms[i+1].start == m.end && ms[i+1].form == "가" {
				m.form = form
			}
		case mag:
			if same, ok := sameWords[morphemeKey{m.form, m.tag}]; ok {
				m.form, m.tag = same.form, same.tag
			}
		case vv, vx:
			if isNegation(ms, i) {
				m.form, m.tag, ms[i+1].tag = "지", ec, jx
				continue
			}
			if (m.form == "하다" || m.form == "되다") && i > 0 && makesVerb(ms[i-1], *m) {
				m.tag = xsv
				continue
			}
			if end, ok := stemEnds[m.form]; ok {
				m.form = l.verbOf(end, ms, i)
			}
		case va:
			if form, ok := adjectiveEnds[m.form]; ok {
				m.form = form
			}
		}
		if m.tag.verbal() && len(m.form) > len("다다") {
			m.form = trimDouble(m.form)
		}
	}
}

// isNegation reports whether ms[i] is no verb 지다 but the ending 지 before the particle 도:
// 신나지도 않다. A form of 지다 would be 져도.
func isNegation(ms []morpheme, i int) bool {
	return ms[i].form == "지다" && ms[i].tag == vx && ms[i].end-ms[i].start == len("지") && i+1 < len(ms) &&
		ms[i+1].start == ms[i].end && ms[i+1].form == "도" && ms[i+1].tag == ec
}

// makesVerb reports whether a noun, an unknown word or a root is one verb with 하다 or 되다
// directly after it: 공부하다. An adverb of two syllables or more and 하다 are one verb, too.
func makesVerb(noun, verb morpheme) bool {
	if noun.end != verb.start {
		return false
	}
	switch noun.tag {
	case na, nng, nnp, xr:
		return true
	case mag:
		return verb.form == "하다" && len(noun.form) > len("못")
	}
	return false
}

// trimDouble removes the second 다 of a form whose entry is no stem but a dictionary form.
func trimDouble(form string) string {
	if strings.HasSuffix(form, "다다") {
		return strings.TrimSuffix(form, "다")
	}
	return form
}

// verbOf returns the dictionary form of the verb ms[i]. end has the candidates. The
// tests are in order of certainty: fused forms, then the syllable that follows, then
// the letters before which ㄹ disappears, and last what holds before every ending.
func (l *lattice) verbOf(end stemEnd, ms []morpheme, i int) string {
	m := ms[i]
	if i+1 == len(ms) || ms[i+1].start != m.end && ms[i+1].end != m.end {
		return choose(end.always, m.form)
	}
	next := ms[i+1]
	afterObject := i > 0 && ms[i-1].tag == jko
	if end.transitive != "" && next.start == m.start && afterObject {
		return end.transitive
	}
	if end.fused != "" && next.start == m.start && strings.ContainsAny(next.form[:len("어")], "어었ㅕ") {
		return end.fused
	}
	if next.start == m.end {
		switch r, _ := utf8.DecodeRuneInString(l.text[m.end:]); {
		case withFinal(r, noFinal) == '으' && end.eu != "":
			return end.eu
		case (withFinal(r, noFinal) == '어' || withFinal(r, noFinal) == '아') && end.eo != "":
			return end.eo
		}
	}
	if end.soft != "" && softens(next.form) && (!end.object || !afterObject) {
		return end.soft
	}
	return choose(end.always, m.form)
}

// choose returns other, or form if other is empty.
func choose(other, form string) string {
	if other == "" {
		return form
	}
	return other
}

// softens reports whether ㄹ at the end of a stem disappears before an ending.
func softens(ending string) bool {
	r, _ := utf8.DecodeRuneInString(ending)
	switch r {
	case 'ㄴ', 'ㄹ', 'ㅂ', 'ᄇ', '오':
		return true
	}
	if !isSyllable(r) {
		return false
	}
	lead := (r - '가') / (vowels * finals28)
	return lead == 2 || lead == 9 // ㄴ, ㅅ
}
