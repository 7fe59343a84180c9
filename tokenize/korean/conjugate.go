package korean

// This file conjugates Korean verbs and adjectives. A stem and an ending are often
// written as one syllable, so that the stem does not occur in the text:
//
//	가 + ㅂ니다   → 갑니다     a final consonant is added (consonantal)
//	마시 + 어     → 마셔       two vowels are contracted (vocalic)
//	돕 + 아       → 도와       the stem is irregular (irregular)
//	살 + ㅂ니다   → 삽니다     ㄹ disappears
//
// The dictionary lists such forms for its own verbs. For verbs of users and of the
// supplement this file makes them. Terms are those of the standard grammar of the
// National Institute of Korean Language; 은 and 으 between a consonant and such an
// ending are part of the ending's other form, closed.

import "unicode/utf8"

// An ending is an ending of verbs and adjectives that fuses with a stem: 습니다, which is
// ㅂ니다 after a vowel, is written together with the last syllable of 가 as 갑니다.
type ending struct {
	closed string // the form after a final consonant, which is in the dictionary: 습니다
	tag    tag
	form   string // the morpheme after a vowel: ㅂ니다
	final  int    // the consonant that becomes the final of the stem's last syllable
	rest   string // what follows that syllable
}

// consonantal are the endings whose first letter becomes a final consonant.
var consonantal = []ending{
	{"습니다", ef, "ㅂ니다", finalB, "니다"}, {"습니까", ef, "ㅂ니까", finalB, "니까"}, {"읍시다", ef, "ㅂ시다", finalB, "시다"},
	{"은", etm, "ㄴ", finalN, ""}, {"은데", ec, "ㄴ데", finalN, "데"}, {"은지", ec, "ㄴ지", finalN, "지"},
	{"는다", ef, "ㄴ다", finalN, "다"}, {"는다", ec, "ㄴ다", finalN, "다"}, {"는다는", etm, "ㄴ다는", finalN, "다는"},
	{"을", etm, "ㄹ", finalR, ""}, {"을까", ef, "ㄹ까", finalR, "까"}, {"을지", ec, "ㄹ지", finalR, "지"},
	{"을게", ef, "ㄹ게", finalR, "게"}, {"을수록", ec, "ㄹ수록", finalR, "수록"},
	{"음", etn, "ㅁ", finalM, ""},
}

// vocalic are the endings that begin with 어 or 아, which contract with a vowel.
var vocalic = []ending{
	{"어", ec, "어", noFinal, ""}, {"어", ef, "어", noFinal, ""}, {"어요", ef, "어요", noFinal, "요"},
	{"어서", ec, "어서", noFinal, "서"}, {"어야", ec, "어야", noFinal, "야"}, {"어도", ec, "어도", noFinal, "도"},
	{"어라", ef, "어라", noFinal, "라"}, {"었", ep, "었", finalSS, ""},
}

// An irregular is the way in which the end of a stem changes before an ending that begins
// with a vowel.
type irregular rune

// The values of irregular are named after the letters at the end of the stem.
const (
	regular irregular = 0
	ofD     irregular = 'ㄷ' // 깨닫다, 깨달아
	ofB     irregular = 'ㅂ' // 돕다, 도와
	ofS     irregular = 'ㅅ' // 짓다, 지어
	ofH     irregular = 'ㅎ' // 그렇다, 그래
	ofReu   irregular = '르' // 부르다, 불러
	ofReo   irregular = '러' // 이르다, 이르러
)

// irregularOf returns how most stems that end like this one conjugate: adjectives in ㅂ and
// ㅎ, and all stems in 르, are irregular.
func irregularOf(stem string, t tag) irregular {
	_, last, _, final, _ := lastSyllable(stem)
	switch {
	case last == '르':
		return ofReu
	case t == va && final == finalB:
		return ofB
	case t == va && final == finalH && last != '좋':
		return ofH
	}
	return regular
}

// A conjugated is a form of a verb: the stem in the shape that it has before some endings,
// or the stem fused with an ending.
type conjugated struct {
	surface string
	ending  *ending // nil: none
}

// conjugate returns a stem and its forms, without those that are the unchanged stem
// and an ending in syllables of its own: those the lattice finds as two entries. how
// is the irregularity of the stem. A stem that does not end in a Hangul syllable has
// no forms besides itself. For 가르치 the forms include 가르칩니다, 가르친, 가르칠, 가르쳐 and 가르쳤.
func conjugate(stem string, how irregular) []conjugated {
	before, last, _, final, ok := lastSyllable(stem)
	forms := []conjugated{{surface: stem}}
	if !ok {
		return forms
	}
	c := conjugation{forms, before, last}
	switch {
	case how == ofS || how == ofD:
		c.softened(how)
	case how == ofB:
		c.weakened()
	case how == ofH:
		c.stem(noFinal, "")
		c.fused(consonantal[3:], noFinal)
		c.contracted(before + string(withVowel(last, ofHVowel(last))))
	case final == finalR:
		c.stem(noFinal, "")
		c.fused(consonantal, finalR)
	case final == noFinal:
		c.fused(consonantal, noFinal)
		if open := c.open(how); open != "" {
			c.contracted(open)
		}
	}
	return c.forms
}

// A conjugation collects the forms of a stem.
type conjugation struct {
	forms  []conjugated
	before string // the stem without its last syllable
	last   rune   // its last syllable
}

// syllable returns the stem with another final consonant.
func (c *conjugation) syllable(final int) string { return c.before + string(withFinal(c.last, final)) }

// stem adds the stem with another final consonant and more text as a stem.
func (c *conjugation) stem(final int, more string) {
	c.forms = append(c.forms, conjugated{surface: c.syllable(final) + more})
}

// fused adds the stem with each of endings, whose first letter becomes the final consonant
// of the stem. final is the final consonant that the stem has: none, or ㄹ, which becomes ㄻ
// before ㅁ and disappears before other letters.
func (c *conjugation) fused(endings []ending, final int) {
	for i := range endings {
		e := &endings[i]
		with := e.final
		if final == finalR && with == finalM {
			with = finalRM
		}
		c.forms = append(c.forms, conjugated{c.syllable(with) + e.rest, e})
	}
}

// contracted adds the stem with each ending of vocalic. open is the stem contracted with 어
// or 아, such as 가르쳐.
func (c *conjugation) contracted(open string) {
	before, last, _, _, _ := lastSyllable(open)
	for i := range vocalic {
		e := &vocalic[i]
		c.forms = append(c.forms, conjugated{before + string(withFinal(last, e.final)) + e.rest, e})
	}
}

// softened adds the forms of a stem in ㅅ, which disappears, or ㄷ, which becomes ㄹ.
func (c *conjugation) softened(how irregular) {
	final := noFinal
	if how == ofD {
		final = finalR
	}
	c.stem(final, "으")
	c.whole(c.syllable(final))
	c.contracted(c.syllable(final) + harmony(c.last))
}

// weakened adds the forms of a stem in ㅂ, which becomes 우: 도우니, 도운, 도와.
func (c *conjugation) weakened() {
	c.stem(noFinal, "우")
	d := conjugation{nil, c.syllable(noFinal), '우'}
	d.fused(consonantal[3:], noFinal)
	open := "워"
	if c.before == "" && (c.last == '돕' || c.last == '곱') {
		open = "와"
	}
	d.contracted(c.syllable(noFinal) + open)
	c.forms = append(c.forms, d.forms...)
}

// whole adds the endings that begin with 으 to a stem whose end has changed.
func (c *conjugation) whole(stem string) {
	for i := range consonantal {
		e := &consonantal[i]
		if r, _ := utf8.DecodeRuneInString(e.closed); withFinal(r, noFinal) == '으' {
			c.forms = append(c.forms, conjugated{stem + e.closed, e})
		}
	}
}

// open returns the stem, which ends in a vowel, contracted with 어 or 아, or "" if the
// two stay separate syllables: 쉬어. Stems in 르 double the ㄹ (부르다, 불러), 하 becomes 해,
// and ㅡ disappears (쓰다, 써; 바쁘다, 바빠). The map contraction has the vowel of the
// contracted syllable for each vowel of the stem.
func (c *conjugation) open(how irregular) string {
	_, _, vowel, _, _ := lastSyllable(string(c.last))
	switch {
	case how == ofReo:
		return c.before + string(c.last) + "러"
	case how == ofReu && c.before != "":
		_, previous, _, _, _ := lastSyllable(c.before)
		doubled := c.before[:len(c.before)-utf8.RuneLen(previous)] + string(withFinal(previous, finalR))
		return doubled + string(withVowel('라', vowelOf(harmony(previous))))
	case c.last == '하':
		return c.before + "해"
	}
	contraction := map[int]int{vowelA: vowelA, vowelAE: vowelAE, vowelYA: vowelYA, vowelEO: vowelEO, vowelE: vowelE,
		vowelYEO: vowelYEO, vowelO: vowelWA, vowelOE: vowelWAE, vowelU: vowelWO, vowelI: vowelYEO}
	if vowel == vowelEU {
		vowel = vowelEO
		if _, previous, _, _, ok := lastSyllable(c.before); ok {
			vowel = vowelOf(harmony(previous))
		}
		return c.before + string(withVowel(c.last, vowel))
	}
	if to, ok := contraction[vowel]; ok {
		return c.before + string(withVowel(c.last, to))
	}
	return ""
}

// harmony returns 아 after the vowels ㅏ, ㅑ and ㅗ, and 어 after the others: vowel
// harmony, which decides between 막아 and 먹어.
func harmony(syllable rune) string {
	switch vowelOf(string(syllable)) {
	case vowelA, vowelYA, vowelO:
		return "아"
	}
	return "어"
}

// vowelOf returns the vowel of a syllable.
func vowelOf(syllable string) int {
	_, _, vowel, _, _ := lastSyllable(syllable)
	return vowel
}

// ofHVowel returns the vowel of a stem in ㅎ that is contracted with 어: 그래, 하얘.
func ofHVowel(last rune) int {
	switch vowelOf(string(last)) {
	case vowelYA:
		return 3 // ㅒ
	case vowelYEO:
		return 7 // ㅖ
	}
	return vowelAE
}
